"""Posts without boxes: a line that begins with a time opens one, what follows belongs to it.

A line is a block of its own, or what follows a `<br>` in one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from selectolax.lexbor import LexborNode

from tickerd.extract.clock import Reckoning, read_time
from tickerd.extract.structure.asides import is_aside, is_remark
from tickerd.extract.structure.blocks import NEIGHBOURS, Block, Group, says_day
from tickerd.extract.structure.leads import SHORT
from tickerd.extract.structure.mark import Mark
from tickerd.extract.structure.openers import MOST_STAMPS, settle
from tickerd.extract.structure.titles import ends_title, is_blank, is_picture
from tickerd.extract.text.lines import tidy
from tickerd.extract.times.wording import is_wordy
from tickerd.extract.tree import HEADINGS, Lineage, leaf_of

Line = tuple[LexborNode, Mark]
Lines = dict[tuple[object, ...], list[Line]]
"""What a run's post begins with: a block, or what follows a break in one; and its time."""
_PARAGRAPHS = "p, div, section, article, ul, ol, table, blockquote"
_PARTING = frozenset(
    ("br", "div", "p", "figure", "aside", "iframe", "ins", "hr", "ul", "ol", "table", "section")
)
"""After these a new line begins."""
_UNSEEN = frozenset(("script", "style", "noscript", "-comment"))
_ORNAMENT = " \n\t\r\u00a0+•*-\u2013|"
LABEL = 24
"""Characters of what stands in a minute's place."""
NEAR = 3
"""So many elements around a heading may call it that of a comment."""
PROSE = 40
"""Characters; a paragraph of so many below a heading is text of a post."""
PARTS = 200
"""So many nodes after the line that opens it belong to a post."""


def find_runs(marks: Sequence[Mark], lineage: Lineage) -> list[Group]:
    """All sets of lines that begin with a time in the same way, each with what follows it."""
    alike: Lines = defaultdict(list)
    broken: Lines = defaultdict(list)
    for mark in marks:
        if mark.kind == "attribute" or (mark.parts.clock is None and mark.kind != "minute"):
            continue
        leaf = leaf_of(mark.node)
        tags = lineage.tags_of(leaf)
        if "/blockquote" in tags:
            continue
        manner, begins = _manner(mark), _begins(leaf, mark.node)
        if begins and _is_line(leaf) and not _ends_row(leaf):
            alike[tags, *manner].append((leaf, mark))
        elif not begins and (ending := _read_ending(leaf, mark, lineage)) is not None:
            alike[tags, "end", *manner].append((leaf, ending))
        if begins or _follows_break(leaf, mark.node):
            line = _line_in(leaf, mark.node)
            held = line.parent or leaf
            broken[held.mem_id, *manner].append((line, mark))
    groups = []
    for lines in (*_with_full_hours(alike), *_with_full_hours(broken)):
        if len(lines) < 2:
            continue
        container = _common(lines, lineage)
        if container is not None and not is_aside(container, lineage):
            groups.append(_run_group(container, lines, lineage))
    return groups


def _with_full_hours(found: Lines) -> Iterable[list[Line]]:
    """The sets of lines; "18 Uhr" stands among those that are else like it, as "18.40 Uhr" is."""
    for key in [key for key in found if not key[-1]]:
        styled = [other for other in found if other[:-1] == key[:-1] and other[-1]]
        if styled:
            found[max(styled, key=lambda other: len(found[other]))] += found.pop(key)
    return found.values()


def _read_ending(leaf: LexborNode, mark: Mark, lineage: Lineage) -> Mark | None:
    """The time at the end of a heading, or of a line below one that says no more than a time.

    The second is that of its whole line: "Stand: 04.09., 19:57 Uhr".
    """
    if ends_title(leaf, mark):
        remarks = any(is_remark(node, lineage) for node in lineage.path_of(leaf)[:NEAR])
        return None if remarks else mark
    if mark.kind != "text" or leaf.tag not in ("p", "div") or _heading_above(leaf) is None:
        return None
    text = tidy(leaf.text(separator=" "))
    parts = read_time(text) if len(text) <= SHORT and not is_wordy(text) else None
    return Mark(leaf, parts, "element") if parts is not None and parts.clock is not None else None


def _heading_above(leaf: LexborNode) -> str | None:
    """The tag of the heading that a block follows."""
    before = leaf.prev
    while before is not None and is_blank(before):
        before = before.prev
    return before.tag if before is not None and before.tag in HEADINGS else None


def _line_in(leaf: LexborNode, node: LexborNode) -> LexborNode:
    """What a line of a block begins with: the node, or what it stands in that a break is beside."""
    at = node
    while at.mem_id != leaf.mem_id and not _is_by_break(at):
        above = at.parent
        if above is None or above.mem_id == leaf.mem_id:
            break
        at = above
    return at


def _is_by_break(node: LexborNode) -> bool:
    for step in ("prev", "next"):
        at = getattr(node, step)
        for _ in range(NEIGHBOURS):
            if at is None:
                break
            if at.tag == "br":
                return True
            at = getattr(at, step)
    return False


def _follows_break(leaf: LexborNode, node: LexborNode) -> bool:
    """Whether a node stands at the beginning of a line within a block, after a `<br>`."""
    at = _line_in(leaf, node)
    before = at.prev
    for _ in range(NEIGHBOURS):
        if before is None or (before.tag not in _UNSEEN and not is_blank(before)):
            break
        before = before.prev
    return before is not None and before.tag in _PARTING and _begins(at, node)


def _manner(mark: Mark) -> tuple[str, ...]:
    styles = re.findall(r"\d\s?([:.hHu])\s?\d\d", mark.parts.raw)
    inner = mark.node.parent.tag if mark.node.parent is not None else ""
    style = "minute" if mark.kind == "minute" else styles[-1] if styles else ""
    return (inner or "", style)


def _is_line(leaf: LexborNode) -> bool:
    """Whether a block is a line of its own, and not a box with paragraphs in it."""
    inner = (node for node in leaf.css(_PARAGRAPHS) if node.mem_id != leaf.mem_id)
    return not any(node.text(strip=True) for node in inner)


def _ends_row(leaf: LexborNode) -> bool:
    """Whether a line is the last cell of a row: its time is of what stands before it."""
    if leaf.tag not in ("td", "th"):
        return False
    return _is_cell_beside(leaf, "prev") and not _is_cell_beside(leaf, "next")


def _is_cell_beside(cell: LexborNode, step: str) -> bool:
    at = getattr(cell, step)
    while at is not None and is_blank(at):
        at = getattr(at, step)
    return at is not None


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


def _common(lines: Sequence[Line], lineage: Lineage) -> LexborNode | None:
    """The smallest node that holds all lines and is none of them."""
    path = lineage.path_of(lines[0][0])
    places = {node.mem_id: place for place, node in enumerate(path)}
    lowest = 0
    for line, _ in lines[1:]:
        above = (places.get(node.mem_id) for node in lineage.path_of(line))
        lowest = max(lowest, next((at for at in above if at is not None), len(path)))
    return path[lowest] if lowest < len(path) else None


def _run_group(container: LexborNode, lines: Sequence[Line], lineage: Lineage) -> Group:
    openers = {leaf.mem_id: mark for leaf, mark in lines}
    inside = {node.mem_id for leaf, _ in lines for node in lineage.path_of(leaf)}
    level = _level_of([line for line, _ in lines])
    is_game = lines[0][1].kind == "minute"
    group = Group([], container)
    is_open = False
    held: list[LexborNode] = []
    for unit in _units(container, inside):
        if unit.mem_id in openers:
            _take_back(group, held)
            group.blocks.append(Block([unit], [openers[unit.mem_id]], run=True))
            is_open, held = True, []
        elif is_game and (label := _label_of(unit, lines[0])) is not None:
            group.blocks.append(Block([unit], [label], run=True))
            is_open, held = True, []
        elif (
            unit.tag in HEADINGS
            and (unit.tag or "") <= level
            and not (is_open and is_bare(group.blocks[-1]))
        ) or (not unit.is_text_node and says_day(unit)):
            group.headings[len(group.blocks)] = unit
            inner = (is_open or held) and unit.tag == level != lines[0][0].tag
            held = [*held, unit] if inner and len(held) < PARTS else []
            is_open = False
        elif held and len(held) < PARTS:
            held.append(unit)
        elif is_open and len(group.blocks[-1].nodes) < PARTS:
            group.blocks[-1].nodes.append(unit)
    return settle(group)


def _take_back(group: Group, held: Sequence[LexborNode]) -> None:
    """Give a heading with text below it to the post above, now that another post follows.

    A heading at the end of what was held stands above that one.
    """
    end = next((at for at in range(len(held), 0, -1) if held[at - 1].tag not in HEADINGS), 0)
    if not any(unit.tag == "p" and _shown(unit) >= PROSE for unit in held[:end]):
        return
    group.blocks[-1].nodes += held[:end]
    if end == len(held):
        group.headings.pop(len(group.blocks), None)


def _shown(node: LexborNode) -> int:
    return len(node.text(strip=True))


def _level_of(lines: Sequence[LexborNode]) -> str:
    """The tag of the headings of posts; what is as large, and none of a post, ends one."""
    if lines[0].tag in HEADINGS:
        return lines[0].tag or ""
    tag, count = Counter(map(_heading_above, lines)).most_common(1)[0]
    return tag if tag is not None and count >= MOST_STAMPS * len(lines) else "h3"


def _label_of(unit: LexborNode, line: Line) -> Mark | None:
    """What stands where other lines have the minute of a match: "Full time:"."""
    first = unit.first_child
    inner = line[1].node.parent
    if unit.tag != line[0].tag or first is None or inner is None or first.tag != inner.tag:
        return None
    text = tidy(first.text())
    if not text.endswith(":") or len(text) > LABEL or first.first_child is None:
        return None
    return Mark(first.first_child, Reckoning(text.rstrip(":")), "minute")


def is_bare(block: Block) -> bool:
    """Whether a run's block shows but its time, and pictures: a heading after it is its own."""
    first = block.nodes[0]
    text = (first.text_content or "") if first.is_text_node else first.text()
    alone = all(is_picture(node) for node in block.nodes[1:])
    shown = text.strip() if alone else ""
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
        stack += list(node.iter(include_text=True))[::-1]
