"""Which lines of a run open posts: one that is but a time does, one that begins with it may not."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from selectolax.lexbor import LexborNode

from tickerd.extract.structure.blocks import Block, Group, says_day
from tickerd.extract.structure.bylines import is_name, name_of
from tickerd.extract.structure.leads import SHORT, split_lead
from tickerd.extract.text.lines import tidy

MOST_STAMPS = 0.8
"""So large a share of lines shows but a time, where the others but begin with one."""
DAY = 24 * 60


def settle(group: Group) -> Group:
    """The same, with the headings above lines that are but times, and without false openers.

    Where nearly all lines are but times, one that says more ("10:30 tomorrow they meet") opens no
    post if it stands in no order with the others, or has no heading where they have; then it
    belongs to the post above it.
    """
    stamps = [_is_stamp(block) for block in group.blocks]
    if sum(stamps) < MOST_STAMPS * len(stamps) or not stamps[0]:
        return group
    headed = [at in group.headings for at in range(len(stamps))]
    if headed == stamps and not any(map(says_day, group.headings.values())):
        return _with_headings(_merge(group, stamps))
    falls = _falls(group, stamps)
    kept = [
        stamp or _is_in_order(at, stamps, group, falls=falls) for at, stamp in enumerate(stamps)
    ]
    return group if all(kept) else _merge(group, kept)


def _merge(group: Group, kept: Sequence[bool]) -> Group:
    """The group with each block that is not kept at the end of the one above it."""
    whole = Group([], group.container)
    for at, block in enumerate(group.blocks):
        if at in group.headings and kept[at]:
            whole.headings[len(whole.blocks)] = group.headings[at]
        if kept[at]:
            whole.blocks.append(block)
        else:
            whole.blocks[-1].nodes += block.nodes
    return whole


def _with_headings(group: Group) -> Group:
    for at, block in enumerate(group.blocks):
        block.nodes.insert(1, group.headings.pop(at))
        block.marks[0] = replace(block.marks[0], node=block.nodes[0], kind="element")
    return group


def _is_in_order(at: int, stamps: Sequence[bool], group: Group, *, falls: bool) -> bool:
    """Whether the time of a line lies between those of the nearest lines that are but times."""
    above = next(one for one in range(at - 1, -1, -1) if stamps[one])
    below = next((one for one in range(at + 1, len(stamps)) if stamps[one]), None)
    before, here = _minutes_of(group.blocks[above]), _minutes_of(group.blocks[at])
    if before is None or here is None:
        return True
    after = _minutes_of(group.blocks[below]) if below is not None else None
    if after is None:
        return ((before - here) if falls else (here - before)) % DAY <= DAY / 2
    before, after = (after, before) if falls else (before, after)
    return (here - before) % DAY <= (after - before) % DAY


def _falls(group: Group, stamps: Sequence[bool]) -> bool:
    """Whether the newest stands first, by most of the lines that are but times."""
    blocks = [block for block, stamp in zip(group.blocks, stamps, strict=True) if stamp]
    times = [time for block in blocks if (time := _minutes_of(block)) is not None]
    steps = [(one - other) % DAY < DAY / 2 for one, other in pairwise(times) if one != other]
    return sum(steps) >= len(steps) / 2


def _minutes_of(block: Block) -> int | None:
    clock = block.marks[0].parts.clock
    return None if clock is None else 60 * clock.hour + clock.minute


def _is_stamp(block: Block) -> bool:
    """Whether a line shows but its time, or that and who wrote."""
    mark, line = block.marks[0], block.nodes[0]
    if _shown(line) <= len(mark.parts.raw) + 4:
        return True
    text = tidy((line.text_content or "") if line.is_text_node else line.text(separator=" "))
    lead = split_lead(text) if mark.kind == "lead" and len(text) <= SHORT else None
    return lead is not None and is_name(name_of(lead[1]))


def _shown(node: LexborNode) -> int:
    """How many characters a line shows."""
    return len(((node.text_content if node.is_text_node else node.text()) or "").strip())
