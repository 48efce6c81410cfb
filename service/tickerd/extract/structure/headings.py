"""The heading of a post's box: by its tag, else by a class that calls it a title."""

import re
from collections.abc import Collection, Iterator, Sequence

from selectolax.lexbor import LexborNode

from tickerd.extract.markup import from_nodes
from tickerd.extract.page import Page
from tickerd.extract.structure.blocks import NEIGHBOURS
from tickerd.extract.structure.mark import Mark
from tickerd.extract.structure.titles import is_bold
from tickerd.extract.text.lines import plain, tidy
from tickerd.extract.tree import leaf_of

_TITLE = re.compile(
    r"(?:^|[\s_-])(?:title|headline|heading|head|ttl)(?:$|[\s_-])"
    r"|[a-z](?-i:Title|Headline|Heading)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ROLE = re.compile(r"(?:author|contributor|reporter|person|job)[_-]{1,2}title", re.IGNORECASE)
_ORNAMENT = re.compile(r"[\W_]+")
_ENCLOSED = frozenset(("aside", "figure", "blockquote", "nav", "form"))
INSERT = re.compile(
    r"video|player|related|read-?(?:also|more)|see-?also|recommend|recirc|promo|caption|newsletter|gallery",
    re.IGNORECASE,
)
"""Words of classes for what is put into a post and has a heading of its own."""
TITLE_CHARACTERS = 250
CLASSES = 200
"""Characters of a class; what stands behind is not looked at."""
PROSE = 50
"""Characters; so long a paragraph is the post's text: no heading of the post stands below it."""


def find_heading(root: LexborNode, marks: Sequence[Mark]) -> LexborNode | None:
    """The heading of a box, or None; what stands below its text or in an insert is none."""
    times = {_signs_of(mark.parts.raw) for mark in marks if not mark.says_more}
    told = (one for one in _candidates(root) if _signs_of(one.text()) not in times)
    found = next((one for one in told if not _stands_below_text(one, root)), None)
    return found if found is not None else _bold_beside(marks, root) or _bold_above(root)


def _bold_above(root: LexborNode) -> LexborNode | None:
    """The first paragraph of a box, if all of it is bold and others follow."""
    lines = root.css("p")
    return lines[0] if len(lines) > 1 and is_bold(lines[0]) else None


def _bold_beside(marks: Sequence[Mark], root: LexborNode) -> LexborNode | None:
    """What is bold in the line of a time, if nothing else is: "9:20 | **Bridge open**"."""
    mark = next((one for one in marks if one.kind in ("element", "text")), None)
    line = leaf_of(mark.node) if mark is not None else root
    if mark is None or line.mem_id == root.mem_id or len(line.text()) > TITLE_CHARACTERS:
        return None
    shown = mark.node.text_content if mark.node.is_text_node else mark.node.text()
    rest = _signs_of(line.text().replace(shown or "", "", 1))
    bold = line.css("strong, b")
    found = next((one for one in bold if _signs_of(one.text()) == rest), None)
    return found if rest and len(line.text()) < len(root.text()) else None


def _signs_of(text: str) -> str:
    """The letters and digits of a text."""
    return _ORNAMENT.sub("", text)


def title_in(heading: LexborNode, marks: Sequence[Mark], skip: Collection[int], page: Page) -> str:
    """What a heading says, without the times that stand in it."""
    inside = {node.mem_id for node in heading.traverse(include_text=True)}
    if all(mark.node.mem_id not in inside or mark.node.mem_id not in skip for mark in marks):
        return _once(plain(heading.text(separator=" ")))
    title = tidy(from_nodes([heading], page.base, skip, keep=True).text)
    return _once(title or plain(heading.text(separator=" ")))


def _once(title: str) -> str:
    """A title that stands twice in its heading, once to be seen and once to be heard."""
    words = title.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half > 1 and words[:half] == words[half:] else title


def holds(node: LexborNode, selector: str) -> bool:
    """Whether there is such an element in another."""
    return any(one.mem_id != node.mem_id for one in node.css(selector))


def _candidates(root: LexborNode) -> Iterator[LexborNode]:
    """What may be the heading, the likeliest first."""
    summary = root.css_first("summary") if root.tag == "details" else None
    if summary is not None and len(summary.text()) <= TITLE_CHARACTERS:
        yield summary
    for node in root.css("h1, h2, h3, h4, h5, h6"):
        if not _is_inserted(node, root):
            yield node
    for node in root.css("[class*=title i], [class*=head i], [class*=ttl i]"):
        classes = (node.attributes.get("class") or "")[:CLASSES]
        if _TITLE.search(_ROLE.sub("", classes)) is None or INSERT.search(classes) is not None:
            continue
        if 0 < len(node.text().strip()) <= TITLE_CHARACTERS and not (
            holds(node, "p, time, div") or _is_inserted(node, root)
        ):
            yield node


def _is_inserted(node: LexborNode, root: LexborNode) -> bool:
    """Whether a node stands in a video, a quotation or a link to more, within the box."""
    return any(
        at.tag in _ENCLOSED or INSERT.search((at.attributes.get("class") or "")[:CLASSES])
        for at in _above(node, root)
    )


def _stands_below_text(node: LexborNode, root: LexborNode) -> bool:
    """Whether a paragraph of the box stands before a node."""
    return any(_has_prose_before(at) for at in (node, *_above(node, root)))


def _above(node: LexborNode, root: LexborNode) -> Iterator[LexborNode]:
    """The elements around a node, as far as they stand in the box."""
    at = node.parent
    while node.mem_id != root.mem_id and at is not None and at.mem_id != root.mem_id:
        yield at
        at = at.parent


def _has_prose_before(node: LexborNode) -> bool:
    before = node.prev
    for _ in range(NEIGHBOURS):
        if before is None:
            return False
        if before.tag == "p" and len(before.text(strip=True)) >= PROSE:
            return True
        before = before.prev
    return False
