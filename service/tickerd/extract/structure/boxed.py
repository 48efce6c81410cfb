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
    return any(_holds_each(owners, run, around, page) for owners in (parents, tops))


def _holds_each(
    owners: Sequence[LexborNode | None], run: Group, around: Collection[int], page: Page
) -> bool:
    """Whether these nodes are boxes that were found, one for each block, and most hold it all."""
    own = {node.mem_id for node in owners if node is not None}
    if len(own) != len(run.blocks) or not all(name in around for name in own):
        return False
    pairs = zip(run.blocks, owners, strict=True)
    outgrown = sum(_outgrows(block, box, run.container, page) for block, box in pairs)
    return outgrown < len(run.blocks) / 2


def _outgrows(block: Block, box: LexborNode | None, container: LexborNode, page: Page) -> bool:
    """Whether most of a run's block stands outside of the box around its first line.

    Not if that box holds much above the line: then what follows is the next post's.
    """
    within = [_below(container, node, page).mem_id for node in block.nodes]
    inside = sum(
        length_of(node) for node, top in zip(block.nodes, within, strict=True) if top == within[0]
    )
    outside = sum(map(length_of, block.nodes)) - inside
    above = length_of(box) - inside if box is not None else 0
    return outside > inside and outside > 2 * above


def _below(container: LexborNode, node: LexborNode, page: Page) -> LexborNode:
    """The child of a container that a node stands in, or is."""
    at = node
    for above in page.lineage.path_of(node):
        if above.mem_id == container.mem_id:
            break
        at = above
    return at
