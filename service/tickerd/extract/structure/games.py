"""Clocks that are no time of day: how long a game has gone on (58:30), how long a recording is."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tickerd.extract.clock import Reckoning
from tickerd.extract.structure.mark import Mark

_LENGTH = re.compile(r"durat|runtime|timecode|video-?(?:time|length)", re.IGNORECASE)
"""Words of classes for how long a recording is."""
_CLOCK = re.compile(r"\d{1,2}:\d\d")
FEWEST = 3
"""So many that are beyond a day's end tell that what elements like theirs show is no hour."""
CLASSES = 200
"""Characters of a class; what stands behind is not looked at."""


def settle_clocks(marks: Sequence[Mark]) -> list[Mark]:
    """The same without lengths of recordings, and with the clock of a game as its minutes."""
    shown = [mark for mark in marks if not _tells_length(mark)]
    beyond = Counter(_place_of(mark) for mark in shown if _is_beyond_day(mark))
    if not beyond:
        return shown
    games = {place for place, count in beyond.items() if count >= FEWEST}
    return [
        _as_minute(mark) if _place_of(mark) in games else mark
        for mark in shown
        if not _is_beyond_day(mark) or _place_of(mark) in games
    ]


def _tells_length(mark: Mark) -> bool:
    return mark.kind in ("text", "element", "minute") and bool(_LENGTH.search(_place_of(mark)[1]))


def _is_beyond_day(mark: Mark) -> bool:
    """Whether a mark is as 58:30, which no clock shows."""
    return mark.kind == "minute" and _CLOCK.fullmatch(mark.parts.raw) is not None


def _as_minute(mark: Mark) -> Mark:
    raw = mark.parts.raw
    if mark.kind not in ("text", "minute") or _CLOCK.fullmatch(raw) is None:
        return mark
    return replace(mark, parts=Reckoning(raw), kind="minute")


def _place_of(mark: Mark) -> tuple[str, str]:
    """The tag and the class of the element that shows a mark."""
    node = mark.node.parent if mark.node.is_text_node else mark.node
    if node is None:
        return "", ""
    return node.tag or "", (node.attributes.get("class") or "")[:CLASSES]
