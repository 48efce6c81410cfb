"""The dialect `shell`: a page that is but a frame, whose posts a script loads from elsewhere."""

import re
from itertools import islice

from tickerd.extract.liveness import says_live
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading
from tickerd.extract.text.lines import tidy
from tickerd.extract.text.links import clean_url, same_page
from tickerd.extract.vendors.embeds import find_embed

_FETCH = re.compile(
    r"(?:fetch|getJSON|EventSource|WebSocket|axios\.get|ajax)\s*\(\s*[\"'`](?P<url>[^\"'`\s]{4,400})[\"'`]"
    r"|(?:const|let|var)\s+\w{0,40}?(?:feed|api|live|posts?|entries|updates|data|json|url|endpoint)\w{0,40}\s*=\s*"
    r"[\"'`](?P<named>https?://[^\"'`\s]{8,400})[\"'`]",
    re.IGNORECASE,
)
SCRIPTS = 1_000_000
"""Characters of a page's scripts; in what follows nothing is looked for."""
FRAME = 1_500
"""Characters of text that a page without posts may show: its menu, a line or two of its own."""
_LIVE_DATA = re.compile(r"live|ticker", re.IGNORECASE)
_NAMED = re.compile(r"live[-_]?(?:blog|ticker|updates|feed)")
_PLACE = re.compile(
    r"(?:div|section|main|article|[a-z]{1,20}-[a-z-]{1,40})\s[^<>]{0,300}?"
    r"(?:id|class|data-[\w-]{1,40})=[\"']?[^\"'<>]{0,80}"
)
"""The beginning of an element up to its name: on a page that shows none, the place of the posts."""
TRIES, LOOK_BACK = 50, 400
_DATA = re.compile(r"feed|live|post|entr|update|/exec|\.json|/api/", re.IGNORECASE)


def read(page: Page) -> Reading | None:
    """Where the posts come from, if the page says that it is a live blog or embeds one."""
    if page.form != "html":
        return None
    embed = find_embed(page)
    if embed is not None:
        vendor, posts = embed
        return Reading(
            dialect="shell",
            elsewhere=posts,
            declared=True,
            reason=f"its posts are loaded by {vendor}; watch {posts} instead",
        )
    if page.names_live_blog:
        address = _fetched(page, _DATA)
        return Reading(dialect="shell", elsewhere=address) if address else None
    if not says_live(page, plainly=True) or _shows_text(page):
        return None
    address = _fetched(page, _LIVE_DATA)
    named = address or _has_place(page)
    return Reading(dialect="shell", elsewhere=address, declared=True) if named else None


def _has_place(page: Page) -> bool:
    """Whether an element is named as the place of a live blog."""
    for found in islice(_NAMED.finditer(page.lowered), TRIES):
        before = page.lowered[max(0, found.start() - LOOK_BACK) : found.start()]
        if _PLACE.fullmatch(before.rpartition("<")[2]):
            return True
    return False


def _shows_text(page: Page) -> bool:
    """Whether a page shows more than its frame."""
    words = sum(len(tidy(node.text(deep=False))) for node in page.nodes("p, li, h2, h3, h4, div"))
    return words > FRAME


def _fetched(page: Page, kind: re.Pattern[str]) -> str | None:
    """The first address in a script that looks like where posts of that kind are fetched."""
    left = SCRIPTS
    for node in page.nodes("script:not([src])"):
        script = node.text()[:left]
        left -= len(script)
        for found in _FETCH.finditer(script):
            address = clean_url(found["url"] or found["named"], page.base)
            if address and kind.search(address) and not same_page(address, page.home):
                return address
    return None
