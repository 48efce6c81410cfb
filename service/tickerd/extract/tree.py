"""The ancestors of nodes, each climbed to once: many ask for them, and every step up costs."""

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

PATH = 64
"""So many ancestors of a node are looked at."""
_TOPS = frozenset(("html", "-document"))


class Lineage:
    """The ancestors of the nodes of one tree, remembered from one question to the next."""

    def __init__(self) -> None:
        self._paths: dict[int, list[LexborNode]] = {}
        self._tags: dict[int, str] = {}

    def path_of(self, node: LexborNode) -> Sequence[LexborNode]:
        """The ancestors of a node, from its parent up to the body; no more than pages have."""
        parent = node.parent
        return () if parent is None else self._climb(parent)

    def tags_of(self, node: LexborNode) -> str:
        """The tags of a node and its ancestors, from its own up, with a slash before each."""
        found = self._tags.get(node.mem_id)
        if found is None:
            above = self.path_of(node)
            found = f"/{node.tag}" + (self.tags_of(above[0]) if above else "")
            self._tags[node.mem_id] = found
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
