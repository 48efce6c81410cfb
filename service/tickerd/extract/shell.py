"""The dialect `shell`: a page that is but a frame, whose posts a script loads from elsewhere."""

import re

from tickerd.extract.page import Page
from tickerd.extract.reading import Reading
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
    if not page.names_live_blog:
        return None
    address = _fetched(page)
    return Reading(dialect="shell", elsewhere=address) if address else None


def _fetched(page: Page) -> str | None:
    """The first address in a script that looks like where posts are fetched."""
    left = SCRIPTS
    for node in page.nodes("script:not([src])"):
        script = node.text()[:left]
        left -= len(script)
        for found in _FETCH.finditer(script):
            address = clean_url(found["url"] or found["named"], page.base)
            if address and _DATA.search(address) and not same_page(address, page.url):
                return address
    return None
