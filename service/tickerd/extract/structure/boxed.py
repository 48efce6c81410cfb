"""Whether the lines of a run stand in boxes that were found, too, and know more of each post."""

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from tickerd.extract.page import Page
from tickerd.extract.structure.blocks import Block, Group
from tickerd.extract.structure.weight import length_of


def is_boxed(run: Group, boxes: Sequence[Group], page: Page) -> bool:
    """Whether each block of a run has a box of its own, which knows more: its id and its byline."""
    around = {node.mem_id for group in boxes for block in group.blocks for node in block.nodes}
    if all(len(block.nodes) == 1 and block.nodes[0].mem_id in around for block in run.blocks):
        return True
    parents = [parent.mem_id for block in run.blocks if (parent := block.nodes[0].parent)]
    if len(set(parents)) != len(run.blocks) or not around.issuperset(parents):
        return False
    outgrown = sum(_outgrows(block, run.container, page) for block in run.blocks)
    return outgrown < len(run.blocks) / 2


def _outgrows(block: Block, container: LexborNode, page: Page) -> bool:
    """Whether most of a run's block stands outside of the box that its first line stands in.

    Not if that box holds much above the line: then what follows is the next post's.
    """
    within = [_below(container, node, page) for node in block.nodes]
    inside = sum(
        length_of(node) for node, top in zip(block.nodes, within, strict=True) if top == within[0]
    )
    outside = sum(map(length_of, block.nodes)) - inside
    box = block.nodes[0].parent
    above = length_of(box) - inside if box is not None else 0
    return outside > inside and outside > 2 * above


def _below(container: LexborNode, node: LexborNode, page: Page) -> int:
    """The child of a container that a node stands in, or is."""
    at = node.mem_id
    for above in page.lineage.path_of(node):
        if above.mem_id == container.mem_id:
            break
        at = above.mem_id
    return at
