"""Hosted live blogs that a page embeds by script: where their posts can be read directly.

Each is told by the very element or call that makes its live blog. A chat, comments or a single
message of the same maker is none.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote

from selectolax.lexbor import LexborNode

from tickerd.extract.liveness import says_live
from tickerd.extract.page import Page
from tickerd.extract.text.links import clean_url

Find = Callable[[Page], str | None]

_NORKON = "https://livecentercdn.norkon.net"
_NORKON_FEED = re.compile(r"(https://[\w.-]{4,80})/BulletinFeed/([\w-]{1,60})/(\d{1,12})/")
_NORKON_FRAME = re.compile(r"norkon\.net/frame/([\w-]{1,60})/(\d{1,12})")
_NORKON_CALL = re.compile(r"setJsonContent\(\s*['\"]([\w-]{1,60})['\"]\s*,\s*['\"]?(\d{1,12})")
_NORKON_TENANT = re.compile(r"tenant(?:Key|-key)?['\"]?\s*[:=]\s*['\"]([\w-]{1,60})['\"]")
_NORKON_CHANNEL = re.compile(r"channel(?:Id|-id)['\"]?\s*[:=]\s*['\"]?(\d{1,12})")
_TICKAROO_BLOG = re.compile(r"liveblog_?id['\"]?\s*[:=]\s*['\"]?([0-9a-f]{24})", re.IGNORECASE)
_TICKAROO_ELEMENT = re.compile(
    r"\"subtype\"\s*:\s*\"tickaroo\"[^\[\]]{0,300}?\"id\"\s*:\s*\"([0-9a-f]{24})\""
)
_TICKAROO_CLIENT = re.compile(r"client_?id['\"]?\s*[:=]\s*['\"]?([0-9a-f]{24})", re.IGNORECASE)
_ARENA_SCRIPT = re.compile(r"arenalib\.js\?p=([\w-]{1,80})&(?:amp;)?e=([\w-]{1,80})")
_TWENTY_FOUR = re.compile(r"[?&]e?id=(\d{1,24})")
_SCRIBBLE_CALL = re.compile(
    r"api\.scribblelive\.com/v1/stream/(\d{1,12})/posts[^\"'\s]{0,300}?[?&]token=(\w{1,40})",
    re.IGNORECASE,
)
_SCRIBBLE_EVENT = re.compile(r"/event/(\d{1,12})")
_STATUS_PAGE = re.compile(r"StatusPage\.page\(\s*\{\s*['\"]?page['\"]?\s*:\s*['\"](\w{6,20})['\"]")
_LIVEBLOG_HOST = re.compile(r"['\"]?api_host['\"]?\s*:\s*['\"](https?:[^'\"\s]{4,200})['\"]")
_LIVEBLOG_ID = re.compile(
    r"['\"]?blog['\"]?\s*:\s*\{[^{}]{0,300}?['\"]_id['\"]\s*:\s*['\"](\w{8,40})"
)
_WORDPRESS = re.compile(r"\"endpoint_url\"\s*:\s*\"(https?:[^\"\s]{4,300}/liveblog\\?/v1\\?/\d+)")
_REDDIT = re.compile(r"reddit(?:media)?\.com/live/(\w{1,40})")
_OPEN_POSTS = {
    "query": {
        "filtered": {
            "filter": {
                "and": [{"term": {"post_status": "open"}}, {"not": {"term": {"deleted": True}}}]
            }
        }
    },
    "sort": [{"published_date": {"order": "desc"}}],
}
"""What Live Blog's own pages ask for, pinned posts included."""


def find_embed(page: Page) -> tuple[str, str] | None:
    """The vendor's name and the address of the posts, if the page embeds a known one."""
    for vendor, (hint, find) in _VENDORS.items():
        address = find(page) if hint in page.lowered else None
        if address:
            return vendor, address
    return None


def _said(page: Page, selector: str, *names: str) -> Iterator[str]:
    """What these elements say in the first of these attributes that they have."""
    for node in page.nodes(selector):
        said = _attribute(node, *names)
        if said:
            yield said


def _attribute(node: LexborNode, *names: str) -> str | None:
    attributes = node.attributes
    return next((value for name in names if (value := attributes.get(name))), None)


def _norkon(page: Page) -> str | None:
    feed = _NORKON_FEED.search(page.text)
    if feed:
        return f"{feed[1]}/BulletinFeed/{feed[2]}/{feed[3]}/Initial/"
    frames = _said(page, ".live-center-embed, iframe", "data-src", "src")
    called = next((found for said in frames if (found := _NORKON_FRAME.search(said))), None)
    called = called or _NORKON_CALL.search(page.text)
    if called:
        return f"{_NORKON}/BulletinFeed/{called[1]}/{called[2]}/Initial/"
    tenant, channel = _NORKON_TENANT.search(page.text), _NORKON_CHANNEL.search(page.text)
    if tenant and channel:
        return f"{_NORKON}/BulletinFeed/{tenant[1]}/{channel[1]}/Initial/"
    return None


def _tickaroo(page: Page) -> str | None:
    node = page.tree.css_first("tickaroo-liveblog, [data-liveblog-id]")
    blog = _attribute(node, "liveblogid", "data-liveblog-id") if node else None
    client = _attribute(node, "clientid", "data-client-id") if node else None
    if not (blog and client):
        named = _TICKAROO_BLOG.search(page.text) or _TICKAROO_ELEMENT.search(page.text)
        found = named, _TICKAROO_CLIENT.search(page.text)
        blog, client = (one[1] if one else None for one in found)
    if not (blog and client):
        return None
    base = "https://cdn.tickaroo.com/api/embed/v4/prefetch/liveblog.json"
    return f"{base}?client_id={quote(client)}&liveblogId={quote(blog)}"


def _arena(page: Page) -> str | None:
    region = "eu." if "go.eu.arena.im" in page.lowered else ""
    base = f"https://cached-api.{region}arena.im/v1/liveblog"
    for node in page.nodes(".arena-liveblog"):
        site, event = _attribute(node, "data-publisher"), _attribute(node, "data-event")
        if site and event:
            return f"{base}/{quote(site)}/{quote(event)}"
    found = _ARENA_SCRIPT.search(page.text)
    return f"{base}/{found[1]}/{found[2]}" if found else None


def _twenty_four(page: Page) -> str | None:
    base = "https://data.24liveplus.com/v1/retrieve_server/x/event"
    events = [one for one in _said(page, "#LB24_LIVE_CONTENT", "data-eid") if one.isdigit()]
    addresses = _said(page, "iframe[src*='24live'], script[src*='24live']", "src")
    events += [found[1] for one in addresses if (found := _TWENTY_FOUR.search(one))]
    return f"{base}/{events[0]}/news/?inverted_order=1&last_nid=&limit=100" if events else None


def _scribble(page: Page) -> str | None:
    called = _SCRIBBLE_CALL.search(page.text)
    if called:
        base = f"https://api.scribblelive.com/v1/stream/{called[1]}/posts"
        return f"{base}?PageNumber=0&PageSize=99&NewestAtBottom=false&token={called[2]}"
    for said in _said(page, ".scrbbl-embed", "data-src"):
        if (event := _SCRIBBLE_EVENT.fullmatch(said)) is not None:
            return f"https://embed.scribblelive.com/Embed/v7.aspx?Id={event[1]}"
    return _frame(page, "embed.scribblelive.com/embed")


def _sourcefabric(page: Page) -> str | None:
    named = "api_host" in page.text
    host = _LIVEBLOG_HOST.search(page.text) if named else None
    blog = _LIVEBLOG_ID.search(page.text) if host else None
    if host and blog:
        base = host[1].replace("\\/", "/").rstrip("/")
        asked = quote(json.dumps(_OPEN_POSTS, separators=(",", ":")))
        return f"{base}/api/client_blogs/{blog[1]}/posts?max_results=50&page=1&source={asked}"
    return _frame(page, ".liveblog.pro")


def _frame(page: Page, part: str) -> str | None:
    """The first frame of whose address this is a part: a page of its own, that may be read."""
    for said in _said(page, "iframe", "src", "data-src", "data-lazy-src"):
        if part in said.lower():
            return clean_url(said, page.base)
    return None


def _wordpress(page: Page) -> str | None:
    found = _WORDPRESS.search(page.text)
    return f"{found[1].replace(chr(92), '')}/get-entries/1/0" if found else None


def _reddit(page: Page) -> str | None:
    frames = _said(page, "iframe", "src", "data-src")
    found = next((one for said in frames if (one := _REDDIT.search(said))), None)
    return f"https://www.reddit.com/live/{found[1]}.json?limit=100" if found else None


def _statuspage(page: Page) -> str | None:
    """The incidents of a page that is about them; many others show but a bar of its maker's."""
    found = _STATUS_PAGE.search(page.text) if says_live(page) else None
    return f"https://{found[1]}.statuspage.io/api/v2/incidents.json" if found else None


def _telegram(page: Page) -> str | None:
    links = (clean_url(said, page.base) for said in _said(page, "a[href*='t.me/s/']", "href"))
    return next((address for address in links if address), None)


_VENDORS: Mapping[str, tuple[str, Find]] = {
    "Norkon Live Center": ("norkon", _norkon),
    "Tickaroo": ("tickaroo", _tickaroo),
    "Arena": ("arena", _arena),
    "24liveblog": ("24live", _twenty_four),
    "ScribbleLive": ("scribblelive", _scribble),
    "Sourcefabric Live Blog": ("liveblog", _sourcefabric),
    "Automattic Liveblog": ("liveblog_settings", _wordpress),
    "Reddit Live": ("reddit", _reddit),
    "Statuspage": ("statuspage", _statuspage),
    "Telegram": ("tgme_page", _telegram),
}
"""By name: a word that stands in every page that embeds it, and how its address is told."""
