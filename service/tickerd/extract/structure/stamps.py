"""Which time in a post's box is that of its publication, and what stands in one line with it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from selectolax.lexbor import LexborNode

from tickerd.extract.clock import Reckoning, read_time
from tickerd.extract.structure.mark import LINE, NAMES, Mark, said_beside
from tickerd.extract.text.lines import tidy
from tickerd.extract.times.wording import other_words
from tickerd.extract.tree import Texts, leaf_of
from tickerd.liveblog.post import KEY_EVENT, PINNED

DEEP = 24
"""So many levels above a time are looked at for lists."""
PROSE = 50
"""Characters; so long a paragraph is text of the post."""
STEPS = 3
"""So many levels above a time its line may end."""
_BESIDE = {
    **dict.fromkeys(("key event", "key moment", "key update"), KEY_EVENT),
    **dict.fromkeys(
        (
            *("pinned", "pinned post", "angepinnt", "angeheftet", "épinglé", "fijado", "fixado"),
            *("in evidenza", "vastgepind", "vastgezet", "przypięte", "fäst", "festet", "fastgjort"),
            *("kiinnitetty", "připnuto", "закреплено", "закріплено", "sabitlendi", "固定", "고정"),
        ),
        PINNED,
    ),
    **dict.fromkeys(("breaking", "breaking news", "just in", "posted at", "posted on"), ""),
}
"""What may stand beside the time of a post, and the label that it is."""
_SIGNS = re.compile(r"[\W_]+")
_TOPIC = re.compile(
    r"(?:^|[\s_-])(?:tag|label|category|kicker|topic|badge|pill|flag)s?(?:$|[\s_-])"
)


@dataclass(slots=True)
class Stamp:
    """What is read off the line of a time."""

    parts: Reckoning | None = None
    """The time as a whole, if the line names its day."""
    nodes: list[LexborNode] = field(default_factory=list)
    """What is no text of the post."""
    labels: list[str] = field(default_factory=list)


def times_of(marks: Sequence[Mark]) -> tuple[Mark | None, Mark | None]:
    """The time of publication and that of the last change; an exact one before one in words."""
    rank = {"attribute": 0, "element": 1, "text": 2, "lead": 2, "tail": 3}
    timed = [mark for mark in marks if mark.kind != "minute"]
    if len(timed) < 2:
        return timed[0] if timed else None, None
    inner = _inner_of(timed)
    ordered = sorted(
        timed,
        key=lambda mark: (
            mark.parts.ago_seconds is not None,
            mark.says_more,
            id(mark) in inner,
            rank[mark.kind],
        ),
    )
    published, changed = _first_own(ordered, changed=False), _first_own(ordered, changed=True)
    if published is None and changed is None:
        published = next((mark for mark in ordered if not mark.changed), None)
        changed = next((mark for mark in ordered if mark.changed), None)
    return published or changed, changed if published else None


def _inner_of(marks: Sequence[Mark]) -> set[int]:
    """Which of several times in words stand in the text of a post: told where no other is there."""
    if any(mark.kind not in ("text", "lead") for mark in marks if not mark.changed):
        return set()
    outer = min(_lists_around(mark.node) for mark in marks)
    return {
        id(mark)
        for mark in marks
        if (_lists_around(mark.node) > outer or _follows_text(mark.node)) and _leads_prose(mark)
    }


def _lists_around(node: LexborNode) -> int:
    """How many items of lists a node stands in."""
    at, count = node.parent, 0
    for _ in range(DEEP):
        if at is None:
            break
        count += at.tag == "li"
        at = at.parent
    return count


def _leads_prose(mark: Mark) -> bool:
    """Whether words follow a time in its line: "**8.30pm**: The bridge is closed"."""
    said = mark.node.text_content or ""
    return other_words(said[:LINE] + said_beside(mark.node, "next")[:LINE]) > 2


def _follows_text(node: LexborNode) -> bool:
    """Whether a paragraph of text stands before the line of a node."""
    before = leaf_of(node).prev
    while before is not None and before.is_text_node and not (before.text_content or "").strip():
        before = before.prev
    return before is not None and before.tag == "p" and len(before.text(strip=True)) >= PROSE


def _first_own(marks: Iterable[Mark], *, changed: bool) -> Mark | None:
    """The first of them that is no other text's; few are asked, since that costs."""
    own = (mark for mark in marks if mark.changed == changed and not mark.is_quoted)
    return next(own, None)


def whole(published: Mark | None, marks: Sequence[Mark]) -> Reckoning | None:
    """The time of publication, put together where the day and the clock stand in two elements."""
    if published is None:
        return None
    parts = published.parts
    if parts.clock is not None or parts.instant is not None or parts.ago_seconds is not None:
        if parts.dated or parts.clock is None:
            return parts
        dated = next((m.parts for m in marks if m.parts.dated and m.parts.clock is None), None)
    else:
        dated = parts
        clock = next((m.parts for m in marks if m.parts.clock and not m.changed), None)
        if clock is None:
            return parts
        parts = clock
    if dated is None or dated.instant is not None:
        return parts
    return replace(
        parts,
        raw=f"{dated.raw} {parts.raw}",
        year=dated.year,
        month=dated.month,
        day=dated.day,
        weekday=dated.weekday,
        days_ago=dated.days_ago,
    )


def read_stamp(marks: Iterable[Mark], root: LexborNode) -> Stamp:
    """What stands in one line with the times of a box: their day, a label."""
    stamp = Stamp()
    shown = [mark for mark in marks if mark.kind in ("element", "text") and not mark.changed]
    seen: set[int] = set()
    own = (mark for mark in shown if len(shown) == 1 or not mark.is_quoted)
    for mark in list(islice(own, STEPS)) or shown[:STEPS]:
        line = _line_of(mark, root)
        if line.mem_id not in seen and line.mem_id != root.mem_id:
            seen.add(line.mem_id)
            _read_line(line, mark, stamp)
    return stamp


def _line_of(mark: Mark, root: LexborNode) -> LexborNode:
    """The largest box around a time that is below the post's and still but a line."""
    line = mark.node
    for _ in range(STEPS):
        above = line.parent
        if above is None or above.mem_id == root.mem_id or len(above.text()) > LINE:
            break
        line = above
    return line


def _read_line(line: LexborNode, mark: Mark, stamp: Stamp) -> None:
    texts = Texts(line)
    pieces = [tidy(piece) for piece in texts.pieces]
    near = list(_neighbours(line))
    beside = [node for node, said in near if mark.parts.clock is not None and _is_but_day(said)]
    told = [(node, said) for node, said in near if said.lower() in _BESIDE]
    timely = [place for place, piece in enumerate(pieces) if other_words(piece) == 0]
    if len(pieces) == len(timely) == 1 and not (beside or told or pieces[0].lower() in _BESIDE):
        return  # it says no more than its time
    nodes = texts.nodes_at(range(len(pieces)))
    around = [
        place
        for place, piece in enumerate(pieces)
        if piece.lower() in _BESIDE or not _SIGNS.sub("", piece) or _is_topic(nodes[place])
    ]
    joined = " ".join(pieces[place] for place in timely)
    days = [tidy(node.text(separator=" ")) for node in beside]
    parts = read_time(" ".join([joined, *days]))
    if parts is None or parts.clock is None or not parts.dated:
        timely, beside = [], []
    elif not mark.parts.dated:
        stamp.parts = stamp.parts or parts
    stamp.nodes += [nodes[place] for place in sorted({*timely, *around})]
    stamp.nodes += [*beside, *(node for node, _ in told)]
    words = [*(pieces[place] for place in around), *(said for _, said in told)]
    stamp.labels += [label for word in words if (label := _BESIDE.get(word.lower()))]


def _is_topic(node: LexborNode) -> bool:
    """Whether a text is by its class a label of what the post is about."""
    above = node.parent
    classes = above.attributes.get("class") if above is not None else None
    return bool(classes) and _TOPIC.search((classes or "")[:NAMES].lower()) is not None


def _is_but_day(said: str) -> bool:
    """Whether a text says but a day."""
    parts = read_time(said) if other_words(said) == 0 else None
    return parts is not None and parts.dated and parts.clock is None


def _neighbours(line: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """The short elements next to a line, and what they say."""
    for step in ("prev", "next"):
        at = getattr(line, step)
        while at is not None and at.is_text_node and not _SIGNS.sub("", at.text_content or ""):
            at = getattr(at, step)
        if at is None or at.is_text_node or len(at.text()) > LINE / 2:
            continue
        said = tidy(at.text(separator=" "))
        if said:
            yield at, said
