"""Which repeated blocks of a page are posts: found by their structure, never by a class's name.

Two shapes are seen. Boxes: siblings of one kind, each with a time in it. Runs: one container in
which a line that begins with a time opens a post, and what follows belongs to it until the next.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from tickerd.extract.asides import is_aside, is_remark, is_ticker
from tickerd.extract.marks import Mark, leaf_of
from tickerd.extract.tree import Lineage

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


def find_boxes(marks: Sequence[Mark], lineage: Lineage) -> list[Group]:
    """All sets of like siblings of which several hold a mark."""
    like: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for container, members in _families(marks, lineage):
        if (len(members) < 2 and not _has_twin(container)) or is_aside(container, lineage):
            continue
        group = _box_group(container, members)
        if group is not None:
            like[_kind_of(container, lineage)].append(group)
    return [_merge(groups) for groups in like.values()]


def _families(
    marks: Sequence[Mark], lineage: Lineage
) -> Iterable[tuple[LexborNode, Sequence[Block]]]:
    """Each element around a mark, with its children that hold marks."""
    families: dict[int, dict[int, Block]] = {}
    parents: dict[int, LexborNode] = {}
    for mark in marks:
        child, child_id = mark.node, mark.node.mem_id
        for parent in lineage.path_of(child):
            parent_id = parent.mem_id
            family = families.get(parent_id)
            if family is None:
                family = families[parent_id] = {}
                parents[parent_id] = parent
            block = family.get(child_id)
            if block is None:
                family[child_id] = Block([child], [mark])
            else:
                block.marks.append(mark)
            child, child_id = parent, parent_id
    return ((parents[name], list(family.values())) for name, family in families.items())


def _has_twin(container: LexborNode) -> bool:
    """Whether a neighbour is of the same kind: a page may part its posts by day."""
    tag = container.tag_id
    for step in ("next", "prev"):
        other = container
        for _ in range(NEIGHBOURS):
            other = getattr(other, step)
            if other is None:
                break
            if other.tag_id == tag:
                return True
    return False


def _kind_of(container: LexborNode, lineage: Lineage) -> tuple[str, str]:
    classes = container.attributes.get("class") or ""
    parent = container.parent
    place = classes or str(parent.mem_id if parent is not None else 0)
    return lineage.tags_of(container), place


def _merge(groups: list[Group]) -> Group:
    first = groups[0]
    for other in groups[1:]:
        first.headings |= {len(first.blocks) + at: node for at, node in other.headings.items()}
        first.blocks += other.blocks
    return first


def _box_group(container: LexborNode, members: Sequence[Block]) -> Group | None:
    tags = Counter(block.nodes[0].tag for block in members)
    tag, _ = tags.most_common(1)[0]
    if tag is None or tag in _LINES:
        return None
    marked = {one.nodes[0].mem_id: one for one in members if one.nodes[0].tag == tag}
    alike = [block.nodes[0] for block in marked.values()]
    if sum(map(is_remark, alike)) > len(alike) / 2 and not is_ticker(container):
        return None
    shared = _shared_classes(alike)
    group = Group([], container)
    for child in container.iter():
        child_tag = child.tag
        if child_tag == tag:
            block = marked.get(child.mem_id)
            if block is not None:
                group.blocks.append(block)
            elif shared and shared <= _classes(child):
                group.blocks.append(Block([child]))
            elif tag in HEADINGS:
                group.headings[len(group.blocks)] = child
        elif child_tag in HEADINGS:
            group.headings[len(group.blocks)] = child
    return group


def _classes(node: LexborNode) -> set[str]:
    return set((node.attributes.get("class") or "").split())


def _shared_classes(members: Sequence[LexborNode]) -> set[str]:
    counted = Counter(name for node in members for name in _classes(node))
    return {name for name, count in counted.items() if count >= 0.9 * len(members)}


def find_runs(marks: Sequence[Mark], lineage: Lineage) -> list[Group]:
    """All sets of lines that begin with a time in the same way, each with what follows it."""
    alike: dict[tuple[str, ...], list[tuple[LexborNode, Mark]]] = defaultdict(list)
    for mark in marks:
        if mark.kind == "attribute" or (mark.parts.clock is None and mark.kind != "minute"):
            continue
        leaf = leaf_of(mark.node)
        if _is_line(leaf) and _begins(leaf, mark.node):
            alike[lineage.tags_of(leaf), *_manner(mark)].append((leaf, mark))
    groups = []
    for lines in alike.values():
        if len(lines) < 2:
            continue
        container = _common((leaf for leaf, _ in lines), lineage)
        if container is not None and not is_aside(container, lineage):
            groups.append(_run_group(container, lines, lineage))
    return groups


def _manner(mark: Mark) -> tuple[str, ...]:
    styles = re.findall(r"\d\s?([:.hHu])\s?\d\d", mark.parts.raw)
    inner = mark.node.parent.tag if mark.node.parent is not None else ""
    style = "minute" if mark.kind == "minute" else styles[-1] if styles else ""
    return (inner or "", style)


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


def _common(leaves: Iterable[LexborNode], lineage: Lineage) -> LexborNode | None:
    """The smallest node that holds all leaves and is none of them."""
    shared: Sequence[LexborNode] | None = None
    for leaf in leaves:
        path = lineage.path_of(leaf)
        if shared is None:
            shared = path
            continue
        held = {node.mem_id for node in path}
        shared = [node for node in shared if node.mem_id in held]
    return shared[0] if shared else None


def _run_group(
    container: LexborNode, lines: Sequence[tuple[LexborNode, Mark]], lineage: Lineage
) -> Group:
    openers = {leaf.mem_id: mark for leaf, mark in lines}
    inside = {node.mem_id for leaf, _ in lines for node in lineage.path_of(leaf)}
    level = lines[0][0].tag if lines[0][0].tag in HEADINGS else "h3"
    group = Group([], container)
    is_open = False
    for unit in _units(container, inside):
        if unit.mem_id in openers:
            group.blocks.append(Block([unit], [openers[unit.mem_id]], run=True))
            is_open = True
        elif (
            unit.tag in HEADINGS
            and (unit.tag or "") <= (level or "")
            and not (is_open and is_bare(group.blocks[-1]))
        ):
            group.headings[len(group.blocks)] = unit
            is_open = False
        elif is_open and len(group.blocks[-1].nodes) < PARTS:
            group.blocks[-1].nodes.append(unit)
    return group


def is_bare(block: Block) -> bool:
    """Whether a run's block shows nothing yet but its time: a heading after it is its own."""
    shown = block.nodes[0].text(strip=True) if len(block.nodes) == 1 else ""
    return bool(shown) and len(shown) <= len(block.marks[0].parts.raw) + 4


def _units(container: LexborNode, inside: set[int]) -> Iterable[LexborNode]:
    """The parts of a container in order; those that hold a line are taken apart."""
    stack = [container]
    while stack:
        node = stack.pop()
        if node.mem_id not in inside:
            if not node.is_text_node or (node.text_content or "").strip():
                yield node
            continue
        child = node.last_child
        while child is not None:
            stack.append(child)
            child = child.prev
