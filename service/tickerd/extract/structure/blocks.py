"""Which repeated blocks of a page are posts: found by their structure, never by a class's name.

Two shapes are seen. Boxes: siblings of one kind, each with a time in it. Runs (`runs.py`): one
container in which a line that begins with a time opens a post, until the next such line.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from tickerd.extract.structure.asides import count_aside, is_aside, is_remark, is_ticker
from tickerd.extract.structure.mark import Mark
from tickerd.extract.times.days import is_day
from tickerd.extract.tree import HEADINGS, Lineage

_NO_BOXES = frozenset(
    "-text time span a b strong tr th p dt h2 h3 h4 h5 h6 figure figcaption blockquote".split()  # noqa: SIM905
)
"""Too small for a box: such a line may open a run; or the text of somebody else."""
_EDIT = re.compile(r"\s*\[[^\]]{1,40}\]\s*$")
"""The link beside a heading by which readers change what is below."""
DAY_CHARACTERS = 120
"""So much of a line is looked at for a day."""
_UNSEEN = frozenset(("script", "style", "template", "-comment"))
_PRIMES = ("'", "\u2019", "\u2032")
"""What stands behind a minute of a match."""
NEIGHBOURS = 8
"""So many siblings are looked at, no more: work stays linear on any page."""


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


Family = tuple[LexborNode, list[Block]]
"""An element, and those of its children that hold marks."""


def find_boxes(marks: Sequence[Mark], lineage: Lineage) -> list[Group]:
    """All sets of like siblings of which several hold a mark."""
    like: dict[tuple[str, ...], list[Group]] = defaultdict(list)
    for container, members in _families(marks, lineage):
        tag = _tag_of(members)
        if tag is None or (len(members) < 2 and not _may_go_on(container)):
            continue
        if is_aside(container, lineage) and not _tells_match(container, members, lineage):
            continue
        group = _box_group(container, members, tag, lineage)
        if group is not None:
            like[*_kind_of(container, lineage), tag].append(group)
    return [_merge(groups) for groups in like.values()]


def _families(marks: Sequence[Mark], lineage: Lineage) -> Iterable[Family]:
    """Each element around a mark, navigation aside, with its children that hold marks."""
    families: dict[int, Family] = {}
    chains: dict[int, list[Block]] = {}
    for mark in marks:
        child, path = _step_out(mark.node, lineage)
        chain = chains.get(child.mem_id)
        for block in _chain_of(child, path, chains, families) if chain is None else chain:
            block.marks.append(mark)
    return families.values()


def _chain_of(
    child: LexborNode,
    path: Sequence[LexborNode],
    chains: dict[int, list[Block]],
    families: dict[int, Family],
) -> list[Block]:
    """The blocks around a mark, from the innermost: each new one is put into its family."""
    new: list[Block] = []
    known: list[Block] = []
    for parent in path:
        known = chains.get(child.mem_id, [])
        if known:
            break
        new.append(Block([child]))
        families.setdefault(parent.mem_id, (parent, []))[1].append(new[-1])
        child = parent
    chain = new + known
    for place, block in enumerate(new):
        chains[block.nodes[0].mem_id] = chain[place:]
    return chain


def _step_out(node: LexborNode, lineage: Lineage) -> tuple[LexborNode, Sequence[LexborNode]]:
    """The node, or the navigation that it stands in; and the ancestors of that."""
    path = lineage.path_of(node)
    steps = count_aside(lineage.tags_of(path[0])) if path else 0
    return (path[min(steps, len(path)) - 1], path[steps:]) if steps else (node, path)


def _tells_match(container: LexborNode, members: Sequence[Block], lineage: Lineage) -> bool:
    """Whether most blocks have minutes of a match: what is called comments is a reporter's then.

    Comments may be numbered; a minute has its sign.
    """
    told = sum(any(map(_is_minute, block.marks)) for block in members)
    return told > len(members) / 2 and not is_aside(container, lineage, relay=True)


def _is_minute(mark: Mark) -> bool:
    return mark.kind == "minute" and mark.parts.raw.endswith(_PRIMES)


def _tag_of(members: Sequence[Block]) -> str | None:
    """The tag that most members have; None if that is none of a box."""
    tags = [block.nodes[0].tag for block in members]
    tag = tags[0] if len(tags) == 1 else Counter(tags).most_common(1)[0][0]
    return None if tag in _NO_BOXES else tag


def _may_go_on(container: LexborNode) -> bool:
    """Whether a container that holds one box may be one of several of a kind."""
    return _has_twin(container) or day_above(container) is not None


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
    around = lineage.path_of(container)
    far = 1 if not classes and len(around) > 1 and day_above(container) is not None else 0
    place = classes or str(around[far].mem_id if around else 0)
    return lineage.tags_of(container), place


def day_above(container: LexborNode) -> LexborNode | None:
    """What stands before a container, if it is the day of all in it."""
    before = container.prev
    while before is not None and before.is_text_node and not (before.text_content or "").strip():
        before = before.prev
    return before if before is not None and says_day(before) else None


def _with_days_above(groups: list[Group]) -> None:
    """Give each of several groups the day that stands before its container."""
    days = [day_above(group.container) for group in groups] if len(groups) > 1 else []
    if sum(day is not None for day in days) < 2:
        return
    for group, day in zip(groups, days, strict=True):
        if day is not None:
            group.headings.setdefault(0, day)


def _merge(groups: list[Group]) -> Group:
    _with_days_above(groups)
    first = groups[0]
    for other in groups[1:]:
        first.headings |= {len(first.blocks) + at: node for at, node in other.headings.items()}
        first.blocks += other.blocks
    return first


def _box_group(
    container: LexborNode, members: Sequence[Block], tag: str, lineage: Lineage
) -> Group | None:
    marked = {one.nodes[0].mem_id: one for one in members if one.nodes[0].tag == tag}
    alike = [block.nodes[0] for block in marked.values()]
    remarks = sum(is_remark(node, lineage) for node in alike)
    if remarks > len(alike) / 2 and not (
        is_ticker(container) or _tells_match(container, members, lineage)
    ):
        return None
    if len(alike) == 2 and not _are_alike(*alike):
        return None
    shared = _shared_classes(alike)
    all_named = all(node.attributes.get("id") for node in alike)
    group = Group([], container)
    for child in container.iter():
        child_tag = child.tag
        if child_tag == tag:
            block = marked.get(child.mem_id)
            if block is not None:
                group.blocks.append(block)
            elif (shared and shared <= _classes(child)) or (
                all_named and child.attributes.get("id")
            ):
                group.blocks.append(Block([child]))
            elif tag in HEADINGS or says_day(child):
                group.headings[len(group.blocks)] = child
        elif child_tag in HEADINGS or says_day(child):
            group.headings[len(group.blocks)] = child
    return group


def says_day(node: LexborNode) -> bool:
    """Whether an element shows a day and nothing else: it parts the posts of two days."""
    if node.tag in _UNSEEN:
        return False
    said = node.text(separator=" ", strip=True)[:DAY_CHARACTERS]
    return is_day(_EDIT.sub("", said) if "[" in said else said)


def _are_alike(one: LexborNode, other: LexborNode) -> bool:
    """Whether two boxes are dressed alike, and neither is the page's story with its headline."""
    ours, theirs = _classes(one), _classes(other)
    if (ours or theirs) and ours.isdisjoint(theirs):
        return False
    return (one.css_first("h1") is None) == (other.css_first("h1") is None)


def _classes(node: LexborNode) -> set[str]:
    return set((node.attributes.get("class") or "").split())


def _shared_classes(members: Sequence[LexborNode]) -> set[str]:
    if len(members) == 1:
        return _classes(members[0])
    counted = Counter(name for node in members for name in _classes(node))
    return {name for name, count in counted.items() if count >= 0.9 * len(members)}
