"""The elements of a page that are named by an id, and which posts of its markup they are.

A post has one id, whichever rung reads it: that of its element, where the page has one. Markup
may say it shorter (`6462` for `id="block-6462"`); what stands before it is the same for all.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from selectolax.lexbor import LexborNode

from tickerd.extract.page import Page

_ID = re.compile(
    r"""\sid\s*=\s*(?:"([^"<>]{1,200})"|'([^'<>]{1,200})'|([^\s"'<>]{1,200}))""", re.IGNORECASE
)
SHORTEST = 5
"""Characters; a shorter name is not looked for at the end of an id."""
PARTS = "-_:"
CLIMB = 3
"""So many steps up from an empty anchor to the box that it opens."""


def full_names(names: Collection[str], page: Page) -> Mapping[str, str]:
    """Each name as the id of its element; one whose element is not shown is written likewise."""
    short = {name for name in names if len(name) >= SHORTEST}
    ids = {one or two or three: None for one, two, three in _ID.findall(page.text)} if names else {}
    if not ids or not short or any(name in ids for name in names):
        return {name: name for name in names}
    counted: dict[str, int] = {}
    for said in ids:
        for at in (place + 1 for place, letter in enumerate(said) if letter in PARTS):
            if said[at:] in short:
                counted[said[:at]] = counted.get(said[:at], 0) + 1
    before = max(counted, key=lambda prefix: counted[prefix], default="")
    return {name: before + name if name in short else name for name in names}


def find_anchored(names: Collection[str], page: Page) -> list[LexborNode]:
    """The boxes of these posts in document order; none if they cannot be told apart."""
    if not names:
        return []
    wanted = frozenset(names)
    named = [node for node in page.nodes("body [id]") if node.attributes.get("id") in wanted]
    boxes = [_box_of(node) for node in named]
    apart = len({box.mem_id for box in boxes}) == len(boxes)
    return _with_siblings(boxes) if apart else []


def _with_siblings(boxes: Sequence[LexborNode]) -> list[LexborNode]:
    """The boxes, and those beside them that are of their kind: markup may tell of the newest only.

    Of their kind is what has their tag, their classes, and an id where they have one.
    """
    kinds = Counter(_kind_of(box) for box in boxes)
    parents = {box.parent.mem_id: box.parent for box in boxes if box.parent is not None}
    own = {box.mem_id for box in boxes}
    return [
        child
        for parent in parents.values()
        for child in parent.iter()
        if child.mem_id in own or (kinds[_kind_of(child)] and child.text(strip=True))
    ]


def _kind_of(node: LexborNode) -> tuple[str | None, str | None, bool]:
    attributes = node.attributes
    return node.tag, attributes.get("class"), bool(attributes.get("id"))


def _box_of(node: LexborNode) -> LexborNode:
    """The element itself, or, of an empty anchor, the nearest box with text around it."""
    at = node
    for _ in range(CLIMB):
        if at.parent is None or at.tag not in ("a", "span", "div") or at.text(strip=True):
            return at
        at = at.parent
    return at
