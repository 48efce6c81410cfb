"""Whether repeated blocks are but links to other pages, as on a section's front."""

from tickerd.extract.liveness import says_live
from tickerd.extract.page import Page
from tickerd.extract.structure.blocks import HEADINGS, Block, Group
from tickerd.extract.text.lines import tidy

_HEADED = "a[href]:has(h1, h2, h3, h4, h5, h6), " + ", ".join(
    f"{tag} > a[href]" for tag in HEADINGS
)
"""Links that are, or hold, a heading."""
SAMPLE = 40
"""So many blocks tell what all are."""
BODY = 200
"""Characters; on a page that calls itself live, a heading that links to a page of its own may stand
above so much text."""
LINKED = 0.45
"""A block of which so large a share is a link to another page is but a link."""
LINKED_LIVE = 0.6
"""The same on a page that calls itself live."""
INDEX_SHARE = 0.6
"""With a larger share of posts that are but links to other pages, it is an index."""


def is_index(group: Group, page: Page) -> bool:
    """Whether the blocks are but links to other pages: a ticker of headlines, a section front."""
    some = group.blocks[:: max(1, len(group.blocks) // SAMPLE)]
    body = BODY if says_live(page, plainly=True) else None
    most = INDEX_SHARE * len(some)
    away = 0
    for place, block in enumerate(some):
        away += _leads_away(block, page, body)
        if away > most or away + len(some) - place - 1 <= most:
            break
    return away > most


def _leads_away(block: Block, page: Page, body: int | None) -> bool:
    linked, is_headed = 0, False
    for root in block.nodes:
        if root.is_text_node:
            continue
        away = [link for link in root.css("a[href]") if page.is_elsewhere(link.attributes["href"])]
        headed = {link.mem_id for link in root.css(_HEADED)} if away else set()
        linked += sum(len(tidy(link.text(separator=" "))) for link in away)
        is_headed = is_headed or any(link.mem_id in headed for link in away)
    shown = _shown(block) if linked else 0
    if is_headed:
        return body is None or shown - linked < body
    most = LINKED if body is None else LINKED_LIVE
    return linked > 0 and linked >= most * max(shown - 8, 1)


def _shown(block: Block) -> int:
    """How many characters a block shows."""
    nodes = (node for node in block.nodes if not node.is_text_node)
    return sum(len(tidy(node.text(separator=" "))) for node in nodes)
