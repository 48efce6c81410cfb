"""Hosted live blogs that a page embeds by script: where their posts can be read directly."""

import re
from collections.abc import Callable, Mapping

from selectolax.lexbor import LexborNode

from tickerd.extract.page import Page

Find = Callable[[LexborNode], str | None]


def find_embed(page: Page) -> tuple[str, str] | None:
    """The vendor's name and the address of the posts, if the page embeds a known one."""
    for vendor, (hint, selector, find) in _VENDORS.items():
        if hint not in page.text:
            continue
        for node in page.nodes(selector):
            address = find(node)
            if address:
                return vendor, address
    return None


def _norkon(node: LexborNode) -> str | None:
    source = node.attributes.get("data-src") or node.attributes.get("src") or ""
    found = re.search(r"livecenter\.norkon\.net/frame/([\w-]+)/(\d+)", source)
    return (
        f"https://livecentercdn.norkon.net/BulletinFeed/{found[1]}/{found[2]}/Initial/"
        if found
        else None
    )


def _tickaroo(node: LexborNode) -> str | None:
    attributes = node.attributes
    blog = attributes.get("liveblogid") or attributes.get("data-liveblog-id")
    client = attributes.get("clientid") or attributes.get("data-client-id")
    if not blog or not client:
        return None
    base = "https://cdn.tickaroo.com/api/embed/v4/prefetch/liveblog.json"
    return f"{base}?client_id={client}&liveblogId={blog}"


def _arena(node: LexborNode) -> str | None:
    site, event = node.attributes.get("data-publisher"), node.attributes.get("data-event")
    return f"https://cached-api.arena.im/v1/liveblog/{site}/{event}" if site and event else None


def _twenty_four(node: LexborNode) -> str | None:
    said = node.attributes.get("data-eid") or ""
    found = re.search(r"[?&]e?id=(\d+)", node.attributes.get("src") or "")
    event = said if said.isdigit() else found[1] if found else None
    base = "https://data.24liveplus.com/v1/retrieve_server/x/event"
    return f"{base}/{event}/news/?inverted_order=1&last_nid=&limit=100" if event else None


def _frame(node: LexborNode) -> str | None:
    return node.attributes.get("src") or node.attributes.get("data-src")


_VENDORS: Mapping[str, tuple[str, str, Find]] = {
    "Norkon Live Center": ("norkon.net", ".live-center-embed, iframe", _norkon),
    "Tickaroo": ("tickaroo", "tickaroo-liveblog, [data-liveblog-id]", _tickaroo),
    "Arena": ("arena", ".arena-liveblog", _arena),
    "24liveblog": (
        "24live",
        "#LB24_LIVE_CONTENT, iframe[src*='24live'], script[src*='24live']",
        _twenty_four,
    ),
    "Sourcefabric Live Blog": ("liveblog.pro", "iframe[src*='liveblog.pro']", _frame),
    "ScribbleLive": ("scribblelive", "iframe[src*='scribblelive.com']", _frame),
}
"""By name: a word that stands in every page that embeds it, where to look, how to read it."""
