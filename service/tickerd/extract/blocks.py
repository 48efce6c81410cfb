"""Which repeated blocks of a page are posts: found by their structure, never by a class's name.

Two shapes are seen. Boxes: siblings of one kind, each with a time in it. Runs: one container in
which a line that begins with a time opens a post, and what follows belongs to it until the next.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborNode

from tickerd.extract.marks import Mark, leaf_of

_ASIDE = frozenset(("aside", "nav", "footer"))
_REMARKS = re.compile(
    r"comment(?!ary|at)|(?:^|[\s_-])repl(?:y|ies)|respond|disqus|kommentar|comentario|discussion|forum"
    r"|schedule|programme|(?:^|[\s_-])agenda|playlist|chapters|sidebar",
    re.IGNORECASE,
)
_LIVE = re.compile(r"live|ticker", re.IGNORECASE)
_PARAGRAPHS = "p, div, section, article, ul, ol, table, blockquote"
_LINES = frozenset(
    (
        "-text",
        "time",
        "span",
        "a",
        "b",
        "strong",
        "tr",
        "th",
        "p",
        "dt",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    )
)
"""Too small for a box: such a line may open a run."""
_ORNAMENT = " \n\t\r\u00a0+•*-\u2013|"
PATH = 64
"""So many ancestors of a node are looked at."""
PARTS = 200
"""So many nodes after the line that opens it belong to a post."""
NEIGHBOURS = 8
"""So many siblings are looked at, no more: work stays linear on any page."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(slots=True)
class Block:
    """A candidate post: its nodes in order, and the times that stand in it."""

    nodes: list[LexborNode]
    marks: list[Mark] = field(default_factory=list)
    run: bool = False
    """Whether the first node is a line that begins with the time."""


@dataclass(slots=True)
class Group:
    """Candidate posts that stand beside each other."""

    blocks: list[Block]
    container: LexborNode
    headings: dict[int, LexborNode] = field(default_factory=dict)
    """Headings between blocks: the number of the block that each stands before."""


def path_of(node: LexborNode) -> list[LexborNode]:
    """The ancestors of a node, from its parent up; no more than pages have."""
    found: list[LexborNode] = []
    at = node.parent
    while at is not None and len(found) < PATH and at.tag not in ("html", "-document"):
        found.append(at)
        at = at.parent
    return found


def find_boxes(marks: Sequence[Mark]) -> list[Group]:
    """All sets of like siblings of which several hold a mark."""
    kids: dict[int, dict[int, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    nodes: dict[int, LexborNode] = {}
    for mark in marks:
        child = mark.node
        for parent in path_of(mark.node):
            kids[parent.mem_id][child.mem_id].append(mark)
            nodes[child.mem_id], nodes[parent.mem_id] = child, parent
            child = parent
    like: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for parent_id, marked in kids.items():
        container = nodes[parent_id]
        if (len(marked) < 2 and not _has_twin(container)) or _is_aside(container):
            continue
        group = _box_group(container, marked, nodes)
        if group is not None:
            like[_kind_of(container)].append(group)
    return [_merge(groups) for groups in like.values()]


def _has_twin(container: LexborNode) -> bool:
    """Whether a neighbour is of the same kind: a page may part its posts by day."""
    for step in ("next", "prev"):
        other = container
        for _ in range(NEIGHBOURS):
            other = getattr(other, step)
            if other is None:
                break
            if other.tag == container.tag:
                return True
    return False


def _kind_of(container: LexborNode) -> tuple[str, str]:
    path = "/".join(f"{one.tag}" for one in (container, *path_of(container)))
    classes = container.attributes.get("class") or ""
    parent = container.parent
    return path, classes or str(parent.mem_id if parent is not None else 0)


def _merge(groups: list[Group]) -> Group:
    first = groups[0]
    for other in groups[1:]:
        first.headings |= {len(first.blocks) + at: node for at, node in other.headings.items()}
        first.blocks += other.blocks
    return first


def _box_group(
    container: LexborNode, marked: dict[int, list[Mark]], nodes: dict[int, LexborNode]
) -> Group | None:
    tags = Counter(nodes[child].tag for child in marked)
    tag, _ = tags.most_common(1)[0]
    if tag is None or tag in _LINES:
        return None
    members = [nodes[child] for child in marked if nodes[child].tag == tag]
    if sum(map(_is_remark, members)) > len(members) / 2:
        return None
    shared = _shared_classes(members)
    group = Group([], container)
    for child in container.iter():
        if child.mem_id in marked and child.tag == tag:
            group.blocks.append(Block([child], marked[child.mem_id]))
        elif child.tag == tag and shared and shared <= _classes(child):
            group.blocks.append(Block([child]))
        elif child.tag in HEADINGS:
            group.headings[len(group.blocks)] = child
    return group


def _classes(node: LexborNode) -> set[str]:
    return set((node.attributes.get("class") or "").split())


def _shared_classes(members: Sequence[LexborNode]) -> set[str]:
    counted = Counter(name for node in members for name in _classes(node))
    return {name for name, count in counted.items() if count >= 0.9 * len(members)}


def find_runs(marks: Sequence[Mark]) -> list[Group]:
    """All sets of lines that begin with a time in the same way, each with what follows it."""
    alike: dict[tuple[str, ...], list[tuple[LexborNode, Mark]]] = defaultdict(list)
    for mark in marks:
        if mark.kind not in ("text", "lead", "element") or mark.parts.clock is None:
            continue
        leaf = leaf_of(mark.node)
        if _is_line(leaf) and _begins(leaf, mark.node):
            alike[_manner(leaf, mark)].append((leaf, mark))
    groups = []
    for lines in alike.values():
        if len(lines) < 2:
            continue
        container = _common(leaf for leaf, _ in lines)
        if container is not None and not _is_aside(container):
            groups.append(_run_group(container, lines))
    return groups


def _manner(leaf: LexborNode, mark: Mark) -> tuple[str, ...]:
    styles = re.findall(r"\d\s?([:.hH])\s?\d\d", mark.parts.raw)
    inner = mark.node.parent.tag if mark.node.parent is not None else ""
    return (leaf.tag or "", inner or "", styles[-1] if styles else "")


def _is_line(leaf: LexborNode) -> bool:
    """Whether a block is a line of its own, and not a box with paragraphs in it."""
    inner = (node for node in leaf.css(_PARAGRAPHS) if node.mem_id != leaf.mem_id)
    return not any(node.text(strip=True) for node in inner)


def _begins(leaf: LexborNode, node: LexborNode) -> bool:
    """Whether a node stands at the very beginning of its block."""
    at: LexborNode | None = node
    while at is not None and at.mem_id != leaf.mem_id:
        before = at.prev
        for _ in range(NEIGHBOURS):
            if before is None:
                break
            text = before.text_content if before.tag == "-text" else before.text()
            if text and text.strip(_ORNAMENT):
                return False
            before = before.prev
        if before is not None:
            return False
        at = at.parent
    return True


def _common(leaves: Iterable[LexborNode]) -> LexborNode | None:
    """The smallest node that holds all leaves and is none of them."""
    shared: list[LexborNode] | None = None
    for leaf in leaves:
        path = path_of(leaf)
        if shared is None:
            shared = path
            continue
        held = {node.mem_id for node in path}
        shared = [node for node in shared if node.mem_id in held]
    return shared[0] if shared else None


def _run_group(container: LexborNode, lines: Sequence[tuple[LexborNode, Mark]]) -> Group:
    openers = {leaf.mem_id: mark for leaf, mark in lines}
    inside = {node.mem_id for leaf, _ in lines for node in path_of(leaf)}
    level = lines[0][0].tag if lines[0][0].tag in HEADINGS else "h3"
    group = Group([], container)
    is_open = False
    for unit in _units(container, inside):
        if unit.mem_id in openers:
            group.blocks.append(Block([unit], [openers[unit.mem_id]], run=True))
            is_open = True
        elif unit.tag in HEADINGS and (unit.tag or "") <= (level or ""):
            group.headings[len(group.blocks)] = unit
            is_open = False
        elif is_open and len(group.blocks[-1].nodes) < PARTS:
            group.blocks[-1].nodes.append(unit)
    return group


def _units(container: LexborNode, inside: set[int]) -> Iterable[LexborNode]:
    """The parts of a container in order; those that hold a line are taken apart."""
    stack = [container]
    while stack:
        node = stack.pop()
        if node.mem_id not in inside:
            yield node
            continue
        child = node.last_child
        while child is not None:
            stack.append(child)
            child = child.prev


def _is_aside(container: LexborNode) -> bool:
    """Whether a container stands beside the story: navigation, comments, a programme."""
    for level, node in enumerate((container, *path_of(container))):
        if node.tag in _ASIDE:
            return True
        if level > 3:
            continue
        if _is_remark(node):
            return True
    return False


def _is_remark(node: LexborNode) -> bool:
    """Whether a node calls itself a comment, a programme or the like, by its class or id."""
    attributes = node.attributes
    if not attributes:
        return False
    return _says_remark(f"{attributes.get('class') or ''} {attributes.get('id') or ''}")


@lru_cache(maxsize=1024)
def _says_remark(said: str) -> bool:
    return _REMARKS.search(said) is not None and _LIVE.search(said) is None
