"""The dialect `feed`: RSS and Atom. JSON Feed is read as any JSON of records.

Sources: https://www.rssboard.org/rss-specification, RFC 4287. A document with a DTD is refused, so
no entity of its own is ever expanded.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from tickerd.extract.dating import claim_of
from tickerd.extract.jsonld import different
from tickerd.extract.lines import plain
from tickerd.extract.links import clean_url
from tickerd.extract.markup import from_string
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.liveblog.post import Post

_PUBLISHED = ("published", "pubDate", "issued", "date", "created")
_MODIFIED = ("updated", "modified")
_TEXT = ("encoded", "content", "description", "summary")


def read(page: Page) -> Reading | None:
    """Read the entries of a feed, or None if the document is none."""
    if page.form != "feed":
        return None
    root = _parse(page.text)
    if root is None:
        return None
    items = page.most([node for node in root.iter() if _name(node) in ("item", "entry")])
    head = root if _name(root) == "feed" else next(iter(root), root)
    said = next(
        (
            _said(head, name)
            for name in ("updated", "lastBuildDate", "pubDate")
            if _said(head, name)
        ),
        "",
    )
    return Reading(
        dialect="feed",
        posts=without_doubles(tuple(post for item in items if (post := _post(item, page)))),
        headline=plain(_said(head, "title")) or None,
        standfirst=plain(_said(head, "description") or _said(head, "subtitle")) or None,
        last_updated=claim_of(said, page.dial),
        language=_said(head, "language").lower() or None,
        declared=True,
        sure=True,
    )


def _parse(text: str) -> Element | None:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return None
    try:
        return fromstring(text.lstrip("\ufeff \r\n\t"))  # noqa: S314  no DTD, so no entities
    except (ParseError, ValueError):
        return None


def _name(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _children(node: Element, name: str) -> Iterator[Element]:
    return (child for child in node if _name(child) == name)


def _said(node: Element, name: str) -> str:
    """The text of the first child of that name, whatever its namespace."""
    child = next(_children(node, name), None)
    return "".join(child.itertext()).strip() if child is not None else ""


def _first(item: Element, names: tuple[str, ...]) -> str:
    return next((said for name in names if (said := _said(item, name))), "")


def _post(item: Element, page: Page) -> Post | None:
    body = from_string(_first(item, _TEXT), page.base)
    headline = plain(_said(item, "title"))
    if not (headline or body.text or body.media):
        return None
    author = next(_children(item, "author"), None)
    name = _said(author, "name") if author is not None else ""
    published = claim_of(_first(item, _PUBLISHED) or _first(item, _MODIFIED), page.dial)
    return Post(
        source_id=_said(item, "guid") or _said(item, "id") or None,
        permalink=clean_url(_link(item), page.base),
        headline=headline if headline != body.text else None,
        text=body.text,
        html=body.html,
        author=plain(name or _said(item, "creator") or _said(item, "author")) or None,
        media=body.media,
        published=published,
        modified=different(claim_of(_first(item, _MODIFIED), page.dial), published),
    )


def _link(item: Element) -> str:
    for link in _children(item, "link"):
        if link.get("rel", "alternate") == "alternate":
            return link.get("href") or (link.text or "").strip()
    return ""
