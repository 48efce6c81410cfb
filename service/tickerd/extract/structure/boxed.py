"""Whether the lines of a run stand in boxes that were found, too, and know more of each post."""

from collections.abc import Collection, Sequence

from selectolax.lexbor import LexborNode

from tickerd.extract.page import Page
from tickerd.extract.structure.blocks import Block, Group
from tickerd.extract.structure.weight import length_of


def is_boxed(run: Group, boxes: Sequence[Group], page: Page) -> bool:
    """Whether each block of a run has a box of its own, which knows more: its id and its byline."""
    around = {node.mem_id for group in boxes for block in group.blocks for node in block.nodes}
    if all(len(block.nodes) == 1 and block.nodes[0].mem_id in around for block in run.blocks):
        return True
    lines = [block.nodes[0] for block in run.blocks]
    parents = [line.parent for line in lines]
    tops = [_below(run.container, line, page) for line in lines]
    if any(_holds_each(owners, run, around, page) for owners in (parents, tops)):
        return True
    return run.blocks[0].marks[0].kind == "minute" and _are_timed(tops, boxes)


def _are_timed(tops: Sequence[LexborNode], boxes: Sequence[Group]) -> bool:
    """Whether the boxes around minutes of a match all know the time of day, and others beside."""
    own = {top.mem_id for top in tops}
    for group in boxes:
        names = {block.nodes[0].mem_id for block in group.blocks}
        if own <= names and len(own) < len(names):
            kinds = [{mark.kind for mark in block.marks} - {"minute"} for block in group.blocks]
            return all(kinds)
    return False


def _holds_each(
    owners: Sequence[LexborNode | None], run: Group, around: Collection[int], page: Page
) -> bool:
    """Whether these nodes are boxes that were found, one for each block, and most hold it all."""
    own = {node.mem_id for node in owners if node is not None}
    own -= {block.nodes[0].mem_id for block in run.blocks}
    if len(own) != len(run.blocks) or not all(name in around for name in own):
        return False
    pairs = zip(run.blocks, owners, strict=True)
    outgrown = sum(_outgrows(block, box, page) for block, box in pairs)
    return outgrown < len(run.blocks) / 2


def _outgrows(block: Block, box: LexborNode | None, page: Page) -> bool:
    """Whether most of a run's block stands outside of the box around its first line.

    Not if that box holds much above the line: then what follows is the next post's.
    """
    if box is None:
        return True
    inside = sum(length_of(node) for node in block.nodes if _stands_in(node, box, page))
    outside = sum(map(length_of, block.nodes)) - inside
    above = length_of(box) - inside
    return outside > inside and outside > 2 * above


def _stands_in(node: LexborNode, box: LexborNode, page: Page) -> bool:
    """Whether a node is a box or stands in it."""
    return any(one.mem_id == box.mem_id for one in (node, *page.lineage.path_of(node)))


def _below(container: LexborNode, node: LexborNode, page: Page) -> LexborNode:
    """The child of a container that a node stands in, or is."""
    at = node
    for above in page.lineage.path_of(node):
        if above.mem_id == container.mem_id:
            break
        at = above
    return at
