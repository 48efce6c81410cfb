"""Numbers that are read by what stands in elements like theirs.

58:30 among them makes all the clock of a game; 18h is a full hour beside 18h05, an age beside
5 min.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import time

from tickerd.extract.clock import Reckoning
from tickerd.extract.structure.mark import Mark

_LENGTH = re.compile(r"durat|runtime|timecode|video-?(?:time|length)")
"""Words of classes for how long a recording is."""
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_HOUR = re.compile(r"([01]?\d|2[0-4])\s?(?:h|uhr|uur|tim|std|godz|hod)\.?", re.IGNORECASE)
_AGE = re.compile(r"\d{1,2}\s?min\b\.?", re.IGNORECASE)
FEWEST = 3
"""So many that are beyond a day's end tell that what elements like theirs show is no hour."""
CLASSES = 200
"""Characters of a class; what stands behind is not looked at."""
Place = tuple[str, str]
"""The tag and the class of the element that shows a mark."""


@dataclass(slots=True)
class _Column:
    """How often each kind of number stands in the elements of a place."""

    beyond: Counter[Place] = field(default_factory=Counter)
    clocks: Counter[Place] = field(default_factory=Counter)
    ages: Counter[Place] = field(default_factory=Counter)

    def count(self, mark: Mark) -> None:
        """Take a mark into account."""
        if mark.kind == "minute":
            self.beyond[_place_of(mark)] += _is_beyond_day(mark)
            self.ages[_place_of(mark)] += _AGE.fullmatch(mark.parts.raw) is not None
        elif mark.kind in ("text", "element"):
            self.clocks[_place_of(mark)] += mark.parts.clock is not None


def settle_clocks(marks: Sequence[Mark]) -> list[Mark]:
    """The same without lengths of recordings, with games' clocks as minutes and hours as clocks."""
    shown = [mark for mark in marks if not _tells_length(mark)]
    if not any(_is_beyond_day(mark) or _is_hour(mark) for mark in shown):
        return shown
    column = _Column()
    for mark in shown:
        column.count(mark)
    settled = (_settle(mark, _place_of(mark), column) for mark in shown)
    return [mark for mark in settled if mark is not None]


def _settle(mark: Mark, place: Place, column: _Column) -> Mark | None:
    """A mark as what it is in its place; None if it is no time."""
    if _is_hour(mark):
        if column.clocks[place] > 1:
            return _as_clock(mark)
        return mark if column.ages[place] else None
    if column.beyond[place] >= FEWEST:
        return _as_minute(mark)
    return None if _is_beyond_day(mark) else mark


def _tells_length(mark: Mark) -> bool:
    return mark.kind in ("text", "element", "minute") and bool(
        _LENGTH.search(_place_of(mark)[1].lower())
    )


def _is_beyond_day(mark: Mark) -> bool:
    """Whether a mark is as 58:30, which no clock shows."""
    return mark.kind == "minute" and _CLOCK.fullmatch(mark.parts.raw) is not None


def _is_hour(mark: Mark) -> bool:
    return mark.kind == "minute" and _HOUR.fullmatch(mark.parts.raw) is not None


def _as_minute(mark: Mark) -> Mark:
    raw = mark.parts.raw
    if mark.kind not in ("text", "minute") or _CLOCK.fullmatch(raw) is None:
        return mark
    return replace(mark, parts=Reckoning(raw), kind="minute")


def _as_clock(mark: Mark) -> Mark:
    raw = mark.parts.raw
    hour = int(re.split(r"\D", raw)[0]) % 24
    return replace(mark, parts=Reckoning(raw, clock=time(hour)), kind="text")


def _place_of(mark: Mark) -> Place:
    node = mark.node.parent if mark.node.is_text_node else mark.node
    if node is None:
        return "", ""
    return node.tag or "", (node.attributes.get("class") or "")[:CLASSES]
