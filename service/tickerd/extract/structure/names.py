"""By which id and address the box of a post is named."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from tickerd.extract.page import Page
from tickerd.extract.structure.asides import is_remark
from tickerd.extract.structure.mark import Mark
from tickerd.extract.text.furniture import is_furniture
from tickerd.extract.text.links import TELLING, clean_url, fragment_of, same_host, same_page
from tickerd.extract.tree import Lineage

_ID = re.compile(
    r"(?:data-(?!(?:video|image|img|photo|author|user|media|player|gallery|tweet|ads?)-)(?:[a-z\d]+-)*|(?:post|entry|item|update|event)-)"
    r"(?:(?:post|entry|item|update|event|message|block)?[a-z]?id|key|uid|uuid|guid|urn)"
    r"|data-(?:post|entry|message)"
)
ANCHORS = 3
"""So many elements around the line of a post may have an anchor before them."""
SIBLINGS = 4
"""A wrapper with so many elements is that of more than one post."""
BUTTONS = 40
"""Characters of what stands below a post in its wrapper."""
PAIR = 2
"""So many posts may bear one id, a pinned copy and its post."""


def own_id(node: LexborNode) -> str | None:
    """The id that an element bears, as it bears it."""
    attributes = node.attributes
    for name, value in attributes.items():
        if value and _ID.fullmatch(name):
            return value
    return attributes.get("id") or attributes.get("name") or None


def id_around(heading: LexborNode | None, root: LexborNode, lineage: Lineage) -> str | None:
    """The id of the box inside that the heading of a post stands in, unless it is a comment."""
    for at in islice(lineage.path_of(heading), 3) if heading is not None else ():
        if at.mem_id == root.mem_id or is_remark(at, lineage):
            return None
        found = own_id(at)
        if found and TELLING.search(found):
            return found
    return None


def inner_id(root: LexborNode) -> str | None:
    """The id of the one box inside that is the post itself."""
    node = root
    for _ in range(3):
        children = [child for child in node.iter() if child.tag not in ("script", "style")]
        if not children:
            return None
        node = children[0]
        found = own_id(node)
        if found:
            return found
        if len(children) > 1:
            return None
    return None


def wrapper_id(root: LexborNode) -> str | None:
    """The id of what is wrapped round one box alone."""
    box, at = root, root.parent
    for _ in range(3):
        if at is None or at.tag in ("body", "main") or not _wraps(at, box):
            return None
        found = own_id(at)
        if found:
            return found
        box, at = at, at.parent
    return None


def _wraps(wrapper: LexborNode, box: LexborNode) -> bool:
    """Whether an element holds a box and, below it, at most a line of buttons."""
    inside = list(islice(wrapper.iter(), SIBLINGS))
    if len(inside) == SIBLINGS or inside[0].mem_id != box.mem_id:
        return False
    if any(one.css_first("p, time, h2, h3, h4") is not None for one in inside[1:]):
        return False
    return sum(len(one.text(strip=True)) for one in inside[1:]) <= BUTTONS


def anchor_id(line: LexborNode) -> str | None:
    """The id of the empty anchor that begins the line of a post, or stands before it.

    Else that of what the line begins; whether it is the post's own, only all lines together tell.
    """
    inner = None if line.is_text_node else line.first_child
    found = _empty_id(inner)
    at = line
    for _ in range(ANCHORS):
        before = _shown_before(at)
        above = at.parent
        if found or before is not None or above is None or above.tag in ("body", "main"):
            return found or _empty_id(before)
        found, at = own_id(above), above
    return found


def _shown_before(node: LexborNode) -> LexborNode | None:
    """What stands before a node beside it, blank text aside."""
    before = node.prev
    while before is not None and before.is_text_node and not (before.text_content or "").strip():
        before = before.prev
    return before


def _empty_id(node: LexborNode | None) -> str | None:
    """The id of an element that shows nothing, unless it is a slot for advertisements."""
    if node is None or node.tag not in ("a", "div", "span") or node.text(strip=True):
        return None
    return None if is_furniture(node, node.tag) else own_id(node)


def find_permalink(root: LexborNode, marks: Sequence[Mark], page: Page) -> str | None:
    """A link inside the post to its own anchor on this page."""
    own = root.attributes.get("id")
    for node in root.css("a[href*='#']"):
        address = clean_url(node.attributes.get("href"), page.base)
        anchor = fragment_of(address)
        if not address or not anchor or not same_page(address, page.home) or _is_note(node):
            continue
        if own == anchor or (own is None and TELLING.search(anchor)):
            return address
    for mark in marks:
        above = mark.node.parent
        if above is None or above.tag != "a":
            continue
        address = clean_url(above.attributes.get("href"), page.base)
        if address and same_host(address, page.url):
            return address
    return None


def _is_note(link: LexborNode) -> bool:
    """Whether a link is the sign of a footnote."""
    return link.parent is not None and link.parent.tag == "sup"


def shared_names(names: Sequence[str | None]) -> frozenset[str]:
    """The ids that most posts bear alike: those of a section or an author, not of a post."""
    counted = Counter(name for name in names if name)
    most = max(len(names) / 2, PAIR)
    return frozenset(name for name, count in counted.items() if count > most)
