"""The elements of a page that are named by an id, and which posts of its markup they are.

A post has one id, whichever rung reads it: that of its element, where the page has one. Markup
may say it shorter (`6462` for `id="block-6462"`); what stands before it is the same for all.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

from selectolax.lexbor import LexborNode

from tickerd.extract.bounds import POSTS
from tickerd.extract.matching import key_of, wordings_of
from tickerd.extract.page import Page
from tickerd.extract.structure.names import own_id
from tickerd.liveblog.post import Post

SHORTEST = 5
"""Characters; a shorter name is not looked for at the end of an id."""
PARTS = "-_:"
LINES = 20_000
"""So many headings and paragraphs are looked at, no more."""
MOST = 0.6
"""So large a share of the told posts must be found by their words."""
SLACK = 300
"""Characters that a box may have besides its post: captions, a byline, links to share it."""
DEEP = 8
_LINES = "body h1, body h2, body h3, body h4, body h5, body h6, body p"
_TIMES = "time, [datetime]"
CLIMB = 3
"""So many steps up from an empty anchor to the box that it opens."""


def full_names(names: Collection[str], page: Page) -> Mapping[str, str]:
    """Each name as the id of its element; one whose element is not shown is written likewise."""
    short = {name for name in names if len(name) >= SHORTEST}
    nodes = page.nodes("[id]") if names else []
    ids = {name: None for node in nodes if (name := node.id)}
    if not ids or not short or any(name in ids for name in names):
        return {name: name for name in names}
    counted: dict[str, int] = {}
    for said in ids:
        for at in (place + 1 for place, letter in enumerate(said) if letter in PARTS):
            if said[at:] in short:
                counted[said[:at]] = counted.get(said[:at], 0) + 1
    before = max(counted, key=lambda prefix: counted[prefix], default="")
    return {name: before + name if name in short else name for name in names}


def find_told(posts: Sequence[Post], page: Page) -> list[LexborNode]:
    """The boxes of the posts that the page's markup tells of: by their ids, else by their words.

    In document order, with those of their kind beside them; none if most cannot be found. Each is
    found by itself, whatever the others are.
    """
    boxes = _find_named([post.source_id for post in posts], page)
    boxes = boxes or _find_worded(posts, page, _has_time) or _find_worded(posts, page, _has_id)
    apart = len({box.mem_id for box in boxes}) == len(boxes)
    return _with_siblings(boxes) if apart else []


def _find_named(names: Sequence[str | None], page: Page) -> list[LexborNode]:
    wanted = {name for name in names if name}
    nodes = page.nodes("body [id]") if wanted else []
    return [_box_of(node) for node in nodes if node.id in wanted][:POSTS]


def _has_time(box: LexborNode) -> bool:
    return box.css_first(_TIMES) is not None


def _has_id(box: LexborNode) -> bool:
    return own_id(box) is not None


def _find_worded(
    posts: Sequence[Post], page: Page, is_post: Callable[[LexborNode], bool]
) -> list[LexborNode]:
    """The boxes that begin as these posts begin, and have a time in them, or else an id.

    None are found of posts of which but the headlines are told: a header is no post's box.
    """
    keys: dict[str, int] = {}
    if sum(bool(post.text) for post in posts) < MOST * len(posts):
        return []
    for place, post in enumerate(posts):
        for key in wordings_of(post):
            keys.setdefault(key, place)
    kinds: dict[tuple[str, bool], dict[int, LexborNode]] = defaultdict(dict)
    for node in page.nodes(_LINES)[:LINES] if keys else []:
        place = keys.get(key_of(node.text()), -1)
        box = _box_around(node, posts[place], is_post) if place >= 0 else None
        if box is not None:
            tag, classes, named = _kind_of(box)
            kinds[(classes.split() or [tag])[0], named].setdefault(place, box)
    boxes = max(kinds.values(), key=_worth, default={})
    return list(boxes.values()) if len(boxes) >= MOST * len(posts) else []


def _worth(boxes: Mapping[int, LexborNode]) -> tuple[int, int]:
    """How much speaks for boxes of one kind: different ones, then more text."""
    apart = {box.mem_id: box for box in boxes.values()}
    return len(apart), sum(len(box.text()) for box in apart.values())


def _box_around(
    node: LexborNode, post: Post, is_post: Callable[[LexborNode], bool]
) -> LexborNode | None:
    """The smallest box that holds a post's text and its sign, if it holds little else."""
    told = len(post.text) + len(post.headline or "")
    at = node.parent
    for _ in range(DEEP):
        if at is None or at.tag in ("body", "html"):
            return None
        size = len(at.text(strip=True))
        if size > 1.5 * told + SLACK:
            return None
        if size >= 0.7 * told and is_post(at):
            return at
        at = at.parent
    return None


def _with_siblings(boxes: Sequence[LexborNode]) -> list[LexborNode]:
    """The boxes, and those beside them that are of their kind: markup may tell of the newest only.

    Of their kind is what has their tag, their classes, and an id where they have one; a tag alone
    says nothing where each box has a parent of its own.
    """
    kinds = Counter(_kind_of(box) for box in boxes)
    parents = {box.parent.mem_id: box.parent for box in boxes if box.parent is not None}
    own = {box.mem_id for box in boxes}
    if len(parents) == len(boxes) > 1:
        kinds = Counter({kind: count for kind, count in kinds.items() if kind[1] or kind[2]})
    return [
        child
        for parent in parents.values()
        for child in parent.iter()
        if child.mem_id in own or (kinds[_kind_of(child)] and child.text(strip=True))
    ][:POSTS]


def _kind_of(node: LexborNode) -> tuple[str, str, bool]:
    attributes = node.attributes
    return node.tag or "", attributes.get("class") or "", bool(attributes.get("id"))


def _box_of(node: LexborNode) -> LexborNode:
    """The element itself, or, of an empty anchor, the nearest box with text around it."""
    at = node
    for _ in range(CLIMB):
        if at.parent is None or at.tag not in ("a", "span", "div") or at.text(strip=True):
            return at
        at = at.parent
    return at
