"""Whether repeated blocks are but links to other pages, as on a section's front."""

from tickerd.extract.blocks import HEADINGS, Block, Group
from tickerd.extract.lines import tidy
from tickerd.extract.links import clean_url, same_page
from tickerd.extract.liveness import says_live
from tickerd.extract.page import Page

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
        for link in root.css("a[href]") if not root.is_text_node else []:
            address = clean_url(link.attributes.get("href"), page.base)
            if address is None or same_page(address, page.url):
                continue
            linked += len(tidy(link.text(separator=" ")))
            above = link.parent
            is_heading = above is not None and above.tag in HEADINGS
            if is_heading or link.css_first("h1, h2, h3, h4, h5, h6") is not None:
                is_headed = True
    shown = _shown(block) if linked else 0
    if is_headed:
        return body is None or shown - linked < body
    most = LINKED if body is None else LINKED_LIVE
    return linked > 0 and linked >= most * max(shown - 8, 1)


def _shown(block: Block) -> int:
    """How many characters a block shows."""
    nodes = (node for node in block.nodes if not node.is_text_node)
    return sum(len(tidy(node.text(separator=" "))) for node in nodes)
