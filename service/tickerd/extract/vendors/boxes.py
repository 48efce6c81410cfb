"""A maker's own markup: which elements of its boxes say what of a post."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import chain

from selectolax.lexbor import LexborNode

from tickerd.extract import jsonld
from tickerd.extract.clock import Reckoning, read_time
from tickerd.extract.markup import Rich, from_nodes
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.text.lines import tidy
from tickerd.extract.text.links import clean_url
from tickerd.extract.text.media import list_media
from tickerd.extract.times.dating import date_column, set_right
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.post import Media, Post

Ask = Callable[[LexborNode], str | None]

_STAMPS = ("datetime", "data-timestamp", "data-datetime-unix", "data-js-timestamp")


@dataclass(frozen=True, slots=True)
class Boxes:
    """CSS selectors below a post's box, and what to ask of the box itself; "" is nothing."""

    box: str
    body: str
    stamp: str
    """Elements of which the first that can be read as a time is that of publication, where the
    box itself has none in an attribute."""
    name: Ask
    headline: str | Ask = ""
    author: str = ""
    link: str = ""
    media: str = ""
    labels: Callable[[LexborNode], Iterable[str]] = lambda _: ()
    skip: Callable[[LexborNode], bool] = lambda _: False
    embeds: bool = False
    """Whether a box that shows nothing is a post too: a script fills it."""


def read_boxes(page: Page, boxes: Boxes) -> tuple[Post, ...]:
    """The posts of all boxes of the page, in page order, their times dated as one column."""
    nodes = [node for node in page.most(page.nodes(boxes.box)) if not boxes.skip(node)]
    column = [_stamp(node, boxes) for node in nodes]
    dated = date_column(column, [None] * len(column), page.column_dial)
    claims = set_right(dated, page.dial)
    pairs = zip(nodes, claims, strict=True)
    return without_doubles(
        tuple(post for node, claim in pairs if (post := _post(node, claim, boxes, page)))
    )


def read_as(dialect: str, page: Page, posts: tuple[Post, ...]) -> Reading | None:
    """What a maker's markup gives; believed alone unless the page's JSON-LD tells of posts too."""
    if not any(post.published for post in posts):
        return None
    told = page.once(jsonld.read)
    return Reading(
        dialect=dialect,
        posts=posts,
        declared=True,
        from_body=True,
        marked=True,
        sure=told is None or not told.posts,
    )


def attribute(*names: str) -> Ask:
    """What an element says in the first of these attributes that it has."""

    def read(node: LexborNode) -> str | None:
        attributes = node.attributes
        return next((said for name in names if (said := attributes.get(name))), None)

    return read


def has_class(node: LexborNode, names: Collection[str]) -> bool:
    """Whether an element has one of these classes."""
    return not set(names).isdisjoint((node.attributes.get("class") or "").split())


def _stamp(box: LexborNode, boxes: Boxes) -> Reckoning | None:
    """The time of a box: what an attribute says, before what is shown."""
    nodes = box.css(boxes.stamp)
    said = (
        value for node in (box, *nodes) for name in _STAMPS if (value := node.attributes.get(name))
    )
    shown = (tidy(node.text(separator=" ")) for node in nodes)
    return next((parts for text in chain(said, shown) if (parts := read_time(text))), None)


def _post(box: LexborNode, claim: Claim | None, boxes: Boxes, page: Page) -> Post | None:
    body = from_nodes(box.css(boxes.body), page.base)
    media = body.media + _media(box, boxes, body, page)
    title = boxes.headline
    headline = _said(box, title) if isinstance(title, str) else title(box)
    if not (headline or body.text or media or boxes.embeds):
        return None
    link = box.css_first(boxes.link) if boxes.link else None
    return Post(
        source_id=boxes.name(box),
        permalink=clean_url(link.attributes.get("href"), page.base) if link else None,
        headline=headline,
        text=body.text,
        html=body.html,
        author=_said(box, boxes.author),
        labels=tuple(dict.fromkeys(boxes.labels(box))),
        media=media,
        published=claim,
    )


def _media(box: LexborNode, boxes: Boxes, body: Rich, page: Page) -> tuple[Media, ...]:
    nodes = box.css(boxes.media) if boxes.media else []
    found = dict.fromkeys(medium for node in nodes for medium in list_media(node, page.base))
    return tuple(medium for medium in found if medium not in body.media)


def _said(box: LexborNode, selector: str) -> str | None:
    names = (tidy(node.text(separator=" ")) for node in box.css(selector)) if selector else ()
    return ", ".join(dict.fromkeys(name for name in names if name)) or None
