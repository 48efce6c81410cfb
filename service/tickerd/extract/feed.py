"""The dialect `feed`: RSS and Atom. JSON Feed is read as any JSON of records.

Sources: https://www.rssboard.org/rss-specification, RFC 4287, RFC 5005 (a complete feed), RFC 6721
(`at:deleted-entry`: what it names was taken back, and is no post though its entry may still be
there). A document that defines entities is refused, so no entity of its own is ever expanded. One
that breaks off is read up to its last whole entry, and does not count as complete.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from html import escape, unescape
from itertools import islice, pairwise
from typing import cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser, fromstring, tostring

from tickerd.extract.jsonld import different
from tickerd.extract.markup import from_string
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.text.lines import plain
from tickerd.extract.text.links import clean_url
from tickerd.extract.times.dating import claim_of
from tickerd.liveblog.post import Media, Post

CHILDREN = 200
"""So many parts of an item, or of the feed's head, are looked at."""
PIECE = 1_000_000
"""Characters that are parsed at a time: what a broken feed tells is not kept all at once."""
Parts = dict[str, Element]

_PUBLISHED = ("published", "pubDate", "issued", "date", "created")
_MODIFIED = ("updated", "modified")
_TEXT = ("encoded", "content", "description", "summary")
_ENTRIES = ("item", "entry")
_COMPLETE = "{http://purl.org/syndication/history/1.0}complete"
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[\]<>]*>", re.IGNORECASE)
_NO_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(\w{1,31};)?")
_ABOUT_MEDIA = frozenset(
    (
        *("{http://search.yahoo.com/mrss/", "{http://search.yahoo.com/mrss"),
        *(
            "{http://www.itunes.com/dtds/podcast-1.0.dtd",
            "{http://www.google.com/schemas/play-podcasts/1.0",
        ),
    )
)
_MEDIA = re.compile(r"(</?)(?:media|itunes|googleplay):(?=\w)")
_PREFIX = re.compile(r"(</?)[A-Za-z][\w.-]{0,40}:")
_SPACE = re.compile(r"(\s)([A-Za-z][\w.-]{0,40}):([\w.-]{1,40})\s?=(?=\s?[\"'])")
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_KINDS = {"image": "image", "video": "video", "audio": "audio"}


def read(page: Page) -> Reading | None:
    """Read the entries of a feed, or None if the document is none."""
    if page.form != "feed":
        return None
    parsed = _parse(page.text)
    if parsed is None:
        return None
    root, whole = parsed
    gone = {node.get("ref") for node in root.iter() if _name(node) == "deleted-entry"}
    items = page.most(list(_entries(root)))
    posts = (post for item in items if (post := _post(item, page)) is not None)
    head = root if _name(root) == "feed" else next(iter(root), root)
    parts = _parts(head)
    said = _first(parts, ("updated", "lastBuildDate", "pubDate", "date"))
    return Reading(
        dialect="feed",
        posts=without_doubles(tuple(post for post in posts if post.source_id not in gone)),
        headline=plain(_said(parts, "title")) or None,
        standfirst=plain(_said(parts, "description") or _said(parts, "subtitle")) or None,
        last_updated=claim_of(said, page.dial),
        language=_said(parts, "language").lower() or None,
        complete=whole and head.find(_COMPLETE) is not None,
        declared=True,
        sure=True,
    )


def _parse(text: str) -> tuple[Element, bool] | None:
    """The tree of a feed, and whether all of it could be read."""
    text = text.lstrip("\ufeff \r\n\t")
    begun = _ROOT.search(text)
    prolog = _DOCTYPE.sub("", text[: begun.start()]) if begun else text
    if "<!DOCTYPE" in prolog or "<!ENTITY" in prolog or begun is None:
        return None
    markup = text[begun.start() :]
    try:
        return fromstring(markup), True  # noqa: S314  no DTD, so no entities
    except (ParseError, ValueError):
        return _rescue("".join(_mend_around(markup)))


def _rescue(markup: str) -> tuple[Element, bool] | None:
    """The tree of mended markup; of such as goes wrong or breaks off, its whole entries till then.

    None where it has none.
    """
    root: Element | None = None
    path: list[Element] = []
    with suppress(ParseError, ValueError):
        for event, node in _events(markup):
            root = node if root is None else root
            if event == "start":
                path.append(node)
            else:
                path.pop()
    for above, node in pairwise(path):
        if _name(node) in _ENTRIES:
            above.remove(node)
            break
    if root is None or (path and not any(_name(node) in _ENTRIES for node in root.iter())):
        return None
    return root, not path


def _events(markup: str) -> Iterator[tuple[str, Element]]:
    """Where elements begin and end, as far as it is XML; what goes wrong is raised behind them."""
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    for at in range(0, len(markup), PIECE):
        parser.feed(markup[at : at + PIECE])
        yield from cast(Iterator[tuple[str, Element]], parser.read_events())
    with suppress(ParseError):  # it breaks off; what was held back is told all the same
        parser.close()
    yield from cast(Iterator[tuple[str, Element]], parser.read_events())


def _mend_around(text: str) -> Iterator[str]:
    """The same, mended but for what is character data."""
    first, *rest = text.split("<![CDATA[")
    yield _mend(first)
    for part in rest:
        said, end, after = part.partition("]]>")
        yield f"<![CDATA[{said}{end}"
        yield _mend(after)


def _mend(markup: str) -> str:
    """Markup without what is no XML: bare ampersands, entities of HTML, names without a space."""
    markup = _NAMED.sub(_entity, _NO_CHARACTER.sub("", markup))
    return _PREFIX.sub(r"\1", _MEDIA.sub(r"\1media_", _SPACE.sub(_unspaced, markup)))


def _unspaced(found: re.Match[str]) -> str:
    """An attribute under a name of its own; a space that is declared is needed no more."""
    return f"{found[1]}{found[2]}_{found[3]}="


def _entity(found: re.Match[str]) -> str:
    told = unescape(found[0])
    return f"&amp;{found[1] or ''}" if told == found[0] else escape(told)


def _name(node: Element) -> str:
    """What an element is called in its space; of a picture, a film or a cast, `media_…`."""
    space, _, name = str(node.tag).rpartition("}")
    return f"media_{name}" if space in _ABOUT_MEDIA else name


def _parts(node: Element) -> Parts:
    """The children of an element by name, whatever its namespace; of several the first."""
    found: Parts = {}
    for child in islice(node, CHILDREN):
        found.setdefault(_name(child), child)
    return found


def _said(parts: Parts, name: str) -> str:
    """The text of the child of that name; of XHTML its markup."""
    child = parts.get(name)
    if child is None:
        return ""
    if child.get("type") == "xhtml" and len(child):
        return tostring(_without_spaces(child), encoding="unicode", method="html")
    return "".join(child.itertext()).strip()


def _without_spaces(node: Element) -> Element:
    for one in node.iter():
        one.tag = _name(one)
    return node


def _first(parts: Parts, names: tuple[str, ...]) -> str:
    return next((said for name in names if (said := _said(parts, name))), "")


def _post(item: Element, page: Page) -> Post | None:
    parts = _parts(item)
    body = from_string(_first(parts, _TEXT), page.base)
    headline = plain(_said(parts, "title"))
    media = tuple(dict.fromkeys((*body.media, *_media(item, page))))
    if not (headline or body.text or media):
        return None
    author = parts.get("author")
    name = _said(_parts(author), "name") if author is not None else ""
    published = claim_of(_first(parts, _PUBLISHED) or _first(parts, _MODIFIED), page.dial)
    return Post(
        source_id=_said(parts, "guid")
        or _said(parts, "id")
        or item.get(_ABOUT)
        or item.get("rdf_about"),
        permalink=clean_url(_link(item), page.base),
        headline=headline if headline and headline != body.text else None,
        text=body.text,
        html=body.html,
        author=plain(name or _said(parts, "creator") or _said(parts, "author")) or None,
        media=media,
        published=published,
        modified=different(claim_of(_first(parts, _MODIFIED), page.dial), published),
    )


def _entries(root: Element) -> Iterator[Element]:
    """The entries, in order. What stands within one is part of it, whatever it is called."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if _name(node) in _ENTRIES:
            yield node
        else:
            waiting.extend(reversed(list(node)))


def _media(item: Element, page: Page) -> Iterator[Media]:
    """What is enclosed or attached, of a kind that can be shown."""
    for node in item.iter():
        if (
            _name(node) not in ("enclosure", "content", "media_content")
            and node.get("rel") != "enclosure"
        ):
            continue
        kind = _KINDS.get(node.get("medium") or node.get("type", "").partition("/")[0])
        address = clean_url(node.get("url") or node.get("href"), page.base)
        if kind and address:
            yield Media.model_validate({"kind": kind, "url": address})


def _link(item: Element) -> str:
    for link in islice(item, CHILDREN):
        if _name(link) == "link" and link.get("rel", "alternate") == "alternate":
            return link.get("href") or (link.text or "").strip()
    return ""
