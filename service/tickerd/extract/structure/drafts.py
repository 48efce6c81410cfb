"""A block of a page as a post: its id, headline, byline, text, and the times that stand in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from tickerd.extract.clock import Reckoning
from tickerd.extract.markup import Rich, from_lines, from_nodes
from tickerd.extract.page import Page
from tickerd.extract.structure.blocks import Block, Group
from tickerd.extract.structure.bylines import find_byline
from tickerd.extract.structure.counters import find_counters
from tickerd.extract.structure.headings import find_heading, holds, title_in
from tickerd.extract.structure.inserts import is_beside, is_insert
from tickerd.extract.structure.leads import SHORT, SIGN, split_lead, split_tail
from tickerd.extract.structure.mark import Mark
from tickerd.extract.structure.names import (
    anchor_id,
    find_permalink,
    id_around,
    inner_id,
    own_id,
    shared_names,
    wrapper_id,
)
from tickerd.extract.structure.stamps import read_stamp, times_of, whole
from tickerd.extract.structure.titles import (
    has_title,
    heading_at_head,
    is_bold,
    is_heading,
    is_picture,
    is_title,
)
from tickerd.extract.text.furniture import is_furniture
from tickerd.extract.text.lines import plain
from tickerd.extract.text.links import fragment_of
from tickerd.extract.times.wording import says_changed
from tickerd.liveblog.post import KEY_EVENT, PINNED, SUMMARY, Post

_ALONE = frozenset(("element", "text", "minute"))
"""Kinds of marks whose node is nothing but the time."""
_LABELS = (
    (re.compile(r"pinned|sticky-?top|sticky true|angepinnt"), PINNED),
    (re.compile(r"key[\s_-]?(?:event|moment)|class (?:\S++ )*?key(?:$| )"), KEY_EVENT),
    (re.compile(r"\bsummary\b"), SUMMARY),
)
_NOT = ("false", "0", "no")


@dataclass(frozen=True, slots=True)
class Draft:
    """A post whose times are not yet dated: that takes the whole column."""

    post: Post
    parts: Reckoning | None
    changed: Reckoning | None


def draft_post(block: Block, page: Page) -> Draft | None:
    """Read one block; None if nothing of it is a post."""
    return _draft_run(block, page) if block.run else _draft_box(block, page)


def publication_of(block: Block) -> Reckoning | None:
    """When a block says that it was published, before anything else of it is read."""
    if block.run:
        return block.marks[0].parts
    return whole(times_of(block.marks)[0], block.marks)


def _draft_run(block: Block, page: Page) -> Draft | None:
    mark, line, after = block.marks[0], block.nodes[0], block.nodes[1:]
    skip = {mark.node.mem_id} if mark.kind in _ALONE else set()
    opening = from_nodes([line], page.base, skip, keep=True)
    opening = _cut_lead(opening) if mark.kind == "lead" else _cut_sign(opening)
    headline = named = None
    heading = None if opening.text else _heading_of(after, page)
    if heading is not None:
        headline, named = plain(heading.text(separator=" ")), own_id(heading)
        skip = {heading.mem_id}
        after = [node for node in after if node.mem_id != heading.mem_id]
    rest = from_nodes([node for node in after if not is_beside(node, page)], page.base, skip)
    rest = rest if opening.text else _cut_sign(rest)
    body = [opening, rest]
    if opening.text and (rest.text or rest.media) and is_title(line, opening.text, mark.parts.raw):
        headline, body = opening.text.replace("\n", " "), [rest]
    elif has_title(mark):
        headline, _, below = opening.text.partition("\n")
        body = [from_lines(below.splitlines()), rest]
    headline = _bare(headline, mark) if headline else None
    media = tuple(dict.fromkeys((*opening.media, *rest.media)))
    text = "\n".join(piece.text for piece in body if piece.text)
    html = "".join(piece.html for piece in body)
    if not (headline or text or media):
        return None
    post = Post(
        source_id=_line_id(line) or named,
        headline=headline,
        text=text,
        html=html,
        media=media,
        labels=tuple(_minute(block.marks)),
    )
    return Draft(post, None if mark.kind == "minute" else mark.parts, None)


def _heading_of(nodes: Sequence[LexborNode], page: Page) -> LexborNode | None:
    """The heading below a line that is but a time: what follows, pictures aside, or begins that."""
    place = next((at for at, node in enumerate(nodes) if not is_picture(node)), 0)
    if place + 1 < len(nodes) and (is_heading(nodes[place]) or is_bold(nodes[place])):
        return nodes[place]
    if place == len(nodes) or is_beside(nodes[place], page):
        return None
    return heading_at_head(nodes[place])


def _bare(headline: str, mark: Mark) -> str:
    """A heading without the time at its end and the signs around it."""
    headline = split_tail(headline)[1] if mark.kind == "tail" else headline
    return headline.strip(" :-+\u2013")


def _without_time(headline: str, mark: Mark) -> str:
    """The heading of a box without the time at its head or its end, if that is the post's."""
    if mark.kind == "tail":
        return _bare(headline, mark)
    lead = split_lead(headline) if mark.kind == "lead" else None
    return lead[1] if lead is not None and lead[0].raw == mark.parts.raw else headline


def _line_id(line: LexborNode) -> str | None:
    """The id of a line; of a cell that of its row."""
    row = line.parent
    if line.is_text_node:
        return None
    return own_id(line) or (own_id(row) if line.tag in ("td", "th") and row is not None else None)


def _cut_lead(opening: Rich) -> Rich:
    lead = split_lead(opening.text)
    if lead is None:
        return opening
    gone = opening.text[: len(opening.text) - len(lead[1])].strip() if lead[1] else opening.text
    return Rich(lead[1], opening.html.replace(gone, "", 1), opening.media)


def _cut_sign(body: Rich) -> Rich:
    """A text without the sign that parted it from its time."""
    sign = SIGN.match(body.text)
    if sign is None:
        return body
    html = re.sub(rf"> ?{re.escape(sign[0].lstrip())}", ">", body.html, count=1)
    return Rich(body.text[sign.end() :], html, body.media)


def _draft_box(block: Block, page: Page) -> Draft | None:
    root = block.nodes[0]
    published, changed = times_of(block.marks)
    heading = find_heading(root, block.marks)
    times = [mark for mark in block.marks if mark is published or not mark.says_more]
    skip = {mark.node.mem_id for mark in times if mark.kind in _ALONE}
    skip |= {node.mem_id for mark in block.marks if (node := _changed_line(mark, root))}
    skip |= {node.mem_id for node in find_counters(root)}
    stamp = read_stamp(block.marks, root)
    skip |= {node.mem_id for node in stamp.nodes}
    headline = title_in(heading, block.marks, skip, page) if heading is not None else ""
    skip |= {heading.mem_id} if heading is not None else set()
    byline = find_byline(root, skip, page)
    skip |= {node.mem_id for node in byline.nodes}
    skip |= {mark.node.mem_id for mark in block.marks if _is_label(mark, root)}
    own = root.iter(include_text=True) if is_furniture(root, root.tag or "") else [root]
    body = from_nodes(own, page.base, skip)
    lead = split_lead(body.text) if published is not None and published.kind == "lead" else None
    body = _cut_lead(body) if lead else _cut_sign(body)
    headline = _without_time(headline, published) if published is not None else headline
    source_id = own_id(root) or inner_id(root) or id_around(heading, root, page.lineage)
    if not (headline or body.text or body.media or (source_id and published)):
        return None
    permalink = find_permalink(root, block.marks, page)
    source_id = source_id or fragment_of(permalink)
    if (source_id is None or published is None) and is_insert(root, body, page):
        return None
    post = Post(
        source_id=source_id,
        permalink=permalink,
        headline=headline or None,
        text=body.text,
        html=body.html,
        author=byline.name,
        labels=(*dict.fromkeys((*_labels(root), *stamp.labels)), *_minute(block.marks)),
        media=body.media,
    )
    parts = whole(published, block.marks)
    parts = parts if parts is None or parts.dated else stamp.parts or parts
    return Draft(post, parts, changed.parts if changed else None)


def _is_label(mark: Mark, root: LexborNode) -> bool:
    """Whether an element with a time in an attribute shows nothing but that time."""
    if mark.kind != "attribute" or mark.node.mem_id == root.mem_id:
        return False
    return len(mark.node.text().strip()) <= SHORT and not holds(mark.node, "p, h2, h3, h4, li")


def _changed_line(mark: Mark, root: LexborNode) -> LexborNode | None:
    """The line "Updated 12.36" around a time of change, if there is one."""
    at = mark.node.parent
    if not mark.changed or mark.node.mem_id == root.mem_id:
        return None
    while at is not None and at.mem_id != root.mem_id:
        text = at.text().strip()
        if len(text) > SHORT:
            return None
        if says_changed(text):
            return at
        at = at.parent
    return None


def without_shared_names(drafts: list[Draft]) -> list[Draft]:
    """The same without ids that are no post's own."""
    shared = shared_names([draft.post.source_id for draft in drafts])
    if not shared:
        return drafts
    return [
        replace(draft, post=draft.post.model_copy(update={"source_id": None}))
        if draft.post.source_id in shared
        else draft
        for draft in drafts
    ]


def name_by_wrappers(drafts: list[Draft], group: Group) -> list[Draft]:
    """The same with the ids of the wrappers, where each box has a wrapper of its own, with an id.

    Or of the anchors, where each has one before it. Only where all have one: a wrapper of a single
    post may be that of a day.
    """
    if any(draft.post.source_id for draft in drafts):
        return drafts
    lines = [block.nodes[0] for block in group.blocks]
    names = [wrapper_id(line) for line in lines]
    if None in names and not any(map(_swallows, group.blocks)):
        names = [anchor_id(line) for line in lines]
    if None in names or len(set(names)) < len(names):
        return drafts
    return [
        replace(draft, post=draft.post.model_copy(update={"source_id": name}))
        for draft, name in zip(drafts, names, strict=True)
    ]


def _swallows(block: Block) -> bool:
    """Whether what follows a line is named itself: it may be a post of which no time is known."""
    after = (node for node in block.nodes[1:] if not node.is_text_node)
    return any(own_id(node) and node.text(strip=True) for node in after)


def _minute(marks: Sequence[Mark]) -> list[str]:
    return [mark.parts.raw for mark in marks if mark.kind == "minute"][:1]


def _labels(root: LexborNode) -> tuple[str, ...]:
    attributes = root.attributes
    said = " ".join(
        f"{name} {value}"
        for name, value in attributes.items()
        if value and value.lower() not in _NOT
    )
    return tuple(label for pattern, label in _LABELS if pattern.search(said.lower()))
