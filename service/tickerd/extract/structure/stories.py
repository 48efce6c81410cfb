"""How much of a page is a story in paragraphs, beside what may be its posts."""

from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from tickerd.extract.page import Page
from tickerd.extract.structure.asides import count_aside, is_remark
from tickerd.extract.text.lines import measure

PARAGRAPH = 80
"""Characters; a shorter paragraph is no part of a story."""
PARAGRAPHS = 1_000
"""So many of them tell how much there is."""
NEAR = 8
"""So many elements around a paragraph may call it a comment."""


def prose_beside(roots: Iterable[LexborNode], page: Page) -> int:
    """Characters of the paragraphs that stand in none of these elements.

    Those of comments, of lists, of boxes beside the story and of menus are left out.
    """
    own = {line.mem_id for root in roots for line in root.css("p")}
    lines = (line for line in page.nodes("body p")[:PARAGRAPHS] if line.mem_id not in own)
    return sum(_weight_of(line, page) for line in lines)


def _weight_of(line: LexborNode, page: Page) -> int:
    length = measure(line.text())
    tags = page.lineage.tags_of(line)
    if length < PARAGRAPH or count_aside(tags) or "/li/" in tags:
        return 0
    around = page.lineage.path_of(line)[:NEAR]
    return 0 if any(is_remark(node, page.lineage) for node in around) else length
