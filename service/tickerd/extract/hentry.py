"""The dialect `hentry`: microformats2, an `h-feed` of `h-entry`.

Source: https://microformats.org/wiki/h-entry. Personal sites list their articles so, too; so it is
a live blog only if its entries stand on this very page, or if the page calls itself live.
"""

from selectolax.lexbor import LexborNode

from tickerd.extract.jsonld import different
from tickerd.extract.liveness import leads_away, says_live
from tickerd.extract.markup import from_nodes
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.text.lines import tidy
from tickerd.extract.text.links import clean_url, fragment_of, same_page
from tickerd.extract.text.media import list_media
from tickerd.extract.times.dating import claim_of
from tickerd.liveblog.post import Post

LEAST = 2
_BODY = ".e-content, .p-content, .p-summary"


def read(page: Page) -> Reading | None:
    """Read the entries, or None if there are none, or they are of other pages."""
    found = page.nodes(".h-entry") if page.form == "html" else []
    entries = [node for node in page.most(found) if not _is_inner(node, page)]
    if len(entries) < LEAST or not _is_live(entries, page):
        return None
    posts = tuple(post for entry in entries if (post := _post(entry, page)) is not None)
    return Reading(dialect="hentry", posts=without_doubles(posts), declared=True, marked=True)


def _is_inner(node: LexborNode, page: Page) -> bool:
    """Whether an entry stands in another: a reply to it, or what it quotes."""
    above = page.lineage.path_of(node)
    return any("h-entry" in (one.attributes.get("class") or "").split() for one in above)


def _is_live(entries: list[LexborNode], page: Page) -> bool:
    dated = [entry for entry in entries if entry.css_first(".dt-published") is not None]
    if len(dated) < 0.8 * len(entries):
        return False
    own = sum(_stands_here(entry, page) for entry in entries)
    away = sum(leads_away(entry, page) for entry in entries)
    return 2 * own > len(entries) or (says_live(page, plainly=True) and 2 * away < len(entries))


def _stands_here(entry: LexborNode, page: Page) -> bool:
    address = _address(entry, page)
    return (
        address is not None and same_page(address, page.home) and fragment_of(address) is not None
    )


def _post(entry: LexborNode, page: Page) -> Post | None:
    node = entry.css_first(_BODY)
    body = from_nodes([node] if node is not None else [], page.base)
    name = _said(entry, ".p-name")
    headline = name if name and not body.text.startswith(name[:40]) else None
    pictures = [one for photo in entry.css(".u-photo") for one in list_media(photo, page.base)]
    media = tuple(dict.fromkeys((*body.media, *pictures)))
    if not (headline or body.text or media):
        return None
    address = _address(entry, page)
    published = claim_of(_time(entry, ".dt-published"), page.dial)
    return Post(
        source_id=_said(entry, ".u-uid") or entry.attributes.get("id") or fragment_of(address),
        permalink=address,
        headline=headline,
        text=body.text,
        html=body.html,
        author=_said(entry, ".p-author .p-name") or _said(entry, ".p-author"),
        media=media,
        published=published,
        modified=different(claim_of(_time(entry, ".dt-updated"), page.dial), published),
    )


def _address(entry: LexborNode, page: Page) -> str | None:
    node = entry.css_first(".u-url")
    return clean_url(node.attributes.get("href"), page.base) if node is not None else None


def _time(entry: LexborNode, selector: str) -> str | None:
    """The value of a `dt-` property: `datetime` or `title`, else the text."""
    node = entry.css_first(selector)
    if node is None:
        return None
    attributes = node.attributes
    return attributes.get("datetime") or attributes.get("title") or tidy(node.text())


def _said(entry: LexborNode, selector: str) -> str | None:
    node = entry.css_first(selector)
    return tidy(node.text(separator=" ")) or None if node is not None else None
