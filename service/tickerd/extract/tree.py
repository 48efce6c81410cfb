"""What many ask of a tree: its texts in order, a node's ancestors, the block that it stands in."""

from collections.abc import Sequence
from itertools import compress
from operator import attrgetter

from selectolax.lexbor import LexborNode

PATH = 64
"""So many ancestors of a node are looked at."""
_TOPS = frozenset(("html", "-document"))
_IS_TEXT = attrgetter("is_text_node")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INLINE = frozenset(
    "a b strong i em u span small mark font time abbr cite sub sup label code var data".split()  # noqa: SIM905
)
PARTING = "\0"
"""Parts the texts of nodes: the one character that an HTML tree cannot hold."""


def leaf_of(node: LexborNode) -> LexborNode:
    """The block that a text stands in."""
    at = node.parent or node
    while at.tag in INLINE and at.parent is not None:
        at = at.parent
    return at


class Texts:
    """The text nodes in an element that are not blank, in order: as strings, and as nodes."""

    def __init__(self, root: LexborNode | None) -> None:
        self._root = root
        text = "" if root is None else root.text(separator=PARTING, skip_empty=True)
        self.pieces = text.split(PARTING) if text else []

    def nodes_at(self, places: Sequence[int]) -> list[LexborNode]:
        """The nodes of some pieces, their places given in order; one walk for all of them."""
        if self._root is None or not places:
            return []
        wanted = bytearray(places[-1] + 1)
        for place in places:
            wanted[place] = 1
        walk = self._root.traverse(include_text=True, skip_empty=True)
        return list(compress(filter(_IS_TEXT, walk), wanted))


class Lineage:
    """The ancestors of the nodes of one tree, remembered from one question to the next."""

    def __init__(self) -> None:
        self._paths: dict[int, list[LexborNode]] = {}
        self._tags: dict[int, str] = {}
        self._names: dict[int, str] = {}

    def path_of(self, node: LexborNode) -> Sequence[LexborNode]:
        """The ancestors of a node, from its parent up to the body; no more than pages have."""
        parent = node.parent
        if parent is None:
            return ()
        known = self._paths.get(parent.mem_id)
        return self._climb(parent) if known is None else known

    def tags_of(self, node: LexborNode) -> str:
        """The tags of a node and its ancestors, from its own up, with a slash before each."""
        found = self._tags.get(node.mem_id)
        if found is None:
            above = self.path_of(node)
            found = f"/{node.tag}" + (self.tags_of(above[0]) if above else "")
            self._tags[node.mem_id] = found
        return found

    def names_of(self, node: LexborNode) -> str:
        """The class and the id of a node."""
        found = self._names.get(node.mem_id)
        if found is None:
            attributes = node.attributes
            found = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
            self._names[node.mem_id] = found
        return found

    def _climb(self, node: LexborNode) -> list[LexborNode]:
        """The node and its ancestors."""
        new: list[LexborNode] = []
        at: LexborNode | None = node
        path: list[LexborNode] = []
        while at is not None:
            known = self._paths.get(at.mem_id)
            if known is not None:
                path = known
                break
            new.append(at)
            at = at.parent
        for one in reversed(new):
            path = [] if one.tag in _TOPS else [one, *path[: PATH - 1]]
            self._paths[one.mem_id] = path
        return path
