"""Which line of a run is its heading, and where in a heading the time stands."""

from selectolax.lexbor import LexborNode

from tickerd.extract.structure.blocks import NEIGHBOURS
from tickerd.extract.structure.mark import Mark
from tickerd.extract.tree import HEADINGS

DEEP = 4
"""So many tags may open before a heading."""
LONGEST = 160
"""Characters of a bold paragraph that is a heading."""
_BOLD = ("b", "strong")
_CLOSING = " \n\t\r\u00a0)]"
_PICTURES = frozenset(("figure", "picture", "img", "video", "svg", "iframe"))


def is_heading(node: LexborNode) -> bool:
    """Whether a node is a heading, or but a wrapper of one."""
    if node.tag in HEADINGS:
        return True
    inner = None if node.is_text_node else node.css_first("h1, h2, h3, h4, h5, h6")
    return inner is not None and len(inner.text(strip=True)) == len(node.text(strip=True))


def heading_at_head(box: LexborNode) -> LexborNode | None:
    """The heading that a box begins with, if it says more."""
    at: LexborNode | None = box if box.tag in ("div", "section", "article") else None
    for _ in range(DEEP):
        if at is None or at.is_text_node or at.tag in HEADINGS:
            break
        at = at.first_child
        while at is not None and is_blank(at):
            at = at.next
    if at is None or at.tag not in HEADINGS:
        return None
    return at if len(at.text(strip=True)) < len(box.text(strip=True)) else None


def has_title(mark: Mark) -> bool:
    """Whether the bold beginning of a line is a heading, since the line breaks after it."""
    bold = mark.node.parent
    if mark.kind != "lead" or bold is None or bold.tag not in ("b", "strong"):
        return False
    after = bold.next
    while after is not None and after.tag == "-text" and not (after.text_content or "").strip():
        after = after.next
    return after is not None and after.tag == "br"


def is_title(line: LexborNode, said: str, time: str) -> bool:
    """Whether a line is a heading: by its tag, or because all of it is bold.

    Args:
        line: the line.
        said: what it says, without its time.
        time: the time.
    """
    if line.is_text_node:
        return False
    if line.tag in HEADINGS or line.css_first("h1, h2, h3, h4, h5, h6") is not None:
        return True
    texts = (node.text().strip() for node in line.css("strong, b") if node.mem_id != line.mem_id)
    bold = sum(_length_without(time, text) for text in texts)
    return bold >= 0.9 * _length_without(time, said) > 0


def _length_without(time: str, text: str) -> int:
    return len(text) - len(time) * (time in text)


def is_bold(node: LexborNode) -> bool:
    """Whether a paragraph is short, and all of it bold: below a time it is the heading."""
    if node.tag != "p":
        return False
    said = node.text(strip=True)
    return len(said) <= LONGEST and is_title(node, said, "")


def is_picture(node: LexborNode) -> bool:
    """Whether a node is a picture with what stands under it, or but a wrapper of one."""
    if node.tag in _PICTURES:
        return True
    child = None if node.is_text_node else next(node.iter(), None)
    return child is not None and child.tag in _PICTURES and child.next is None


def ends_title(leaf: LexborNode, mark: Mark) -> bool:
    """Whether a time is the last of a heading: "Bridge closed (19.57 Uhr)"."""
    # First where it stands: of many times in a line one is the last, and only for it is it read.
    return _is_last(mark.node, leaf) and (leaf.tag in HEADINGS or _is_bold_but_for(mark, leaf))


def _is_last(node: LexborNode, leaf: LexborNode) -> bool:
    """Whether nothing but brackets and the like follows a node in a block."""
    at: LexborNode | None = node
    while at is not None and at.mem_id != leaf.mem_id:
        after = at.next
        for _ in range(NEIGHBOURS):
            if after is None:
                break
            if ((after.text_content if after.is_text_node else after.text()) or "").strip(_CLOSING):
                return False
            after = after.next
        at = at.parent
    return True


def _is_bold_but_for(mark: Mark, leaf: LexborNode) -> bool:
    """Whether all of a line is bold, at most the time in it aside."""
    bold = mark.node.parent
    if mark.kind == "tail":
        is_bold = bold is not None and bold.tag in _BOLD
        return is_bold and len(bold.text(strip=True)) >= len(leaf.text(strip=True))  # type: ignore[union-attr]
    said = leaf.text(strip=True)
    if mark.kind not in ("text", "element") or len(said) > LONGEST:
        return False
    return len(said) > len(mark.parts.raw) and is_title(leaf, said, mark.parts.raw)


def is_blank(node: LexborNode) -> bool:
    """Whether a node is text, and shows nothing."""
    return node.is_text_node and not (node.text_content or "").strip()
