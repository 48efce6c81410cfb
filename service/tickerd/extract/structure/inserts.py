"""What is put between posts, or into one, and is none of them: advertisements, teasers, cards."""

from selectolax.lexbor import LexborNode

from tickerd.extract.clock import read_time
from tickerd.extract.liveness import leads_away
from tickerd.extract.markup import Rich
from tickerd.extract.page import Page
from tickerd.extract.structure.headings import CLASSES, INSERT
from tickerd.extract.structure.leads import SHORT
from tickerd.extract.structure.titles import is_heading
from tickerd.extract.text.furniture import is_furniture
from tickerd.extract.text.lines import tidy
from tickerd.extract.text.links import clean_url, same_page
from tickerd.extract.times.wording import says_changed, without_change
from tickerd.extract.tree import HEADINGS

_BOXES = frozenset(("div", "section", "aside", "article"))
LINKED = 0.7
"""So large a share of a teaser's text stands in links to other pages."""
LINKS = 40
"""So many links of a box are looked at."""
TEASER = 400
"""Characters; a longer box is no teaser."""


def is_insert(root: LexborNode, body: Rich, page: Page) -> bool:
    """Whether a box without an id or a time is an advertisement, or the teaser of another page."""
    if is_furniture(root, root.tag or ""):
        return True
    if not body.text and leads_away(root, page):
        return True
    if body.media or not is_teaser(root, page):
        return False
    return root.css_first("p") is None or len(root.css("a[href]")) > 1


def is_beside(node: LexborNode, page: Page) -> bool:
    """Whether what follows a post's line is none of its text: a card, or "Updated at 12.36"."""
    if node.is_text_node or node.tag in HEADINGS:
        return False
    if is_heading(node):
        return leads_away(node, page)
    return _says_update(node) or (
        node.tag in _BOXES and (_is_headed_insert(node) or is_teaser(node, page))
    )


def _is_headed_insert(box: LexborNode) -> bool:
    """Whether a box calls itself a gallery, a newsletter or the like, and has its own heading."""
    classes = (box.attributes.get("class") or "")[:CLASSES]
    return INSERT.search(classes) is not None and box.css_first(", ".join(HEADINGS)) is not None


def is_teaser(box: LexborNode, page: Page) -> bool:
    """Whether nearly all that a box says stands in links to other pages."""
    links = box.css("a[href]")[:LINKS]
    shown = len(box.text(strip=True)) if links else 0
    if not 0 < shown <= TEASER:
        return False
    away = (link for link in links if _leads_away(link, page))
    return sum(len(link.text(strip=True)) for link in away) >= LINKED * shown


def _leads_away(link: LexborNode, page: Page) -> bool:
    address = clean_url(link.attributes.get("href"), page.base)
    return address is not None and not same_page(address, page.home)


def _says_update(node: LexborNode) -> bool:
    """Whether a line says but when something was changed."""
    text = tidy(node.text())
    if not 0 < len(text) <= SHORT or not says_changed(text):
        return False
    parts = read_time(without_change(text))
    return parts is not None and (parts.clock is not None or parts.ago_seconds is not None)
