"""A clock time at the head of a text or at the end of a heading, and the text without it."""

import re
from datetime import time

from tickerd.extract.clock import Reckoning, match_clock, read_clock, read_time
from tickerd.extract.times.days import measure_day, measure_weekday
from tickerd.extract.times.scripts import measure_clock, write_digits
from tickerd.extract.times.wording import other_words

# ruff: noqa: RUF001  pages part with dashes
_LEAD = re.compile(
    r"[\s+*•·|‣▪▲■●►▶–—\[(【「-]*"
    r"(?:(?:ore|ora|hora|saat|kl\.?|klo|kello|klokken|godz\.?|pukul|pkl\.?|jam|orele|เวลา|ώρα|час|lúc):?\s(?=\d)"
    r"|updates?(?:\s#?\d{1,2}(?=[\s,(]))?[\s,:(–-]{1,3}(?=\d))?",
    re.IGNORECASE,
)
"""What may stand before the time at the head of a text: an ornament, or "Ore", "kl.", "UPDATE:"."""
_TRAIL = re.compile(
    r"\s*(?:updates?\s?(?=[:|–—-]))?(?:[:|•·–—、]|[.-](?=\s|$)|\+{2,}|[\])】」])*\s*", re.IGNORECASE
)
_TAIL = re.compile(
    r"\s*(?:\s[-–—|·•]\s|[(\[])\s?(?P<clock>\d{1,2}(?:[.:hH]\d\d|(?=\s?[apAP]\.?\s?[mM]))"
    r"(?:\s?(?:[apAP]\.?\s?[mM]\.?|[Uu]hr|uur|hs?|[A-Z]{2,4}T|GMT|UTC))?)\s?[)\]]?\s*"
)
"""The time at the end of a heading, parted from it by a dash or in brackets."""
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{4,40})[)\]]\s*$")
"""What stands in brackets at the end of a heading: a clock time, with its day and its zone."""
_NO_TIME = re.compile(r"[.,:/-]?\w|\s?(?:%|€|\$|£|km|kg|Mio)")
"""What follows a number that is no clock time: 17.07.2024, 12.30 %."""
_TO_CLOCK = re.compile(
    r"\.?[\s,;|•·–—-]*"
    r"(?:(?:um|à|a las|às|alle|ore|kl\.?|klo|om|o|v|в|о|at|saat|godz\.?)\s)?(?=[^\W_])"
)
"""What stands between a day and its clock time: ", ", " um "."""
_TO_DAY = re.compile(r"[\s,;|•·–—-]{1,4}\(?(?=\d)")
_CLOSING = re.compile(r"\)?\s*(?:[:|•·–—-]\s|$)")
_NUMBERED = re.compile(r"\d\d?\.\s?\d\d?\.")
_HOUR = re.compile(r"([01]?\d|2[0-4])\s?(?:h|Uhr|uur)(?=\s?(?::|[|\u2013\u2014-]\s))")
"""A full hour, parted from a heading by a sign: "18 Uhr: ", "18h - "."""
SIGN = re.compile(r"[\s:|/•·–—-]*(?:[:|/•·–—.-]\s+|、)")
"""What parts a time from its text, and is left over where the time has an element of its own."""
SHORT = 60
"""Characters; a longer text node is no time by itself, but may begin with one."""


def split_lead(text: str) -> tuple[Reckoning, str] | None:
    """A clock time at the head of a text, with its day if that stands before it, and what follows.

    None if there is none.
    """
    begin = _LEAD.match(text)
    start = begin.end() if begin else 0
    head = text[start : start + SHORT]
    found = _match_clock(head)
    if found is None or "." in found[0].raw:
        found = _match_dated(head) or found
    if found is None:
        return None
    parts, end = found if found[0].dated else _with_day_behind(*found, head)
    rest = text[start + end :]
    if _NO_TIME.match(rest):
        return None
    gap = _TRAIL.match(rest)
    return parts, rest[gap.end() if gap else 0 :].rstrip("+ ")


def _match_clock(head: str) -> tuple[Reckoning, int] | None:
    """A clock time that a text begins with, and its length."""
    length = measure_clock(head)
    if length:
        parts = read_time(head[:length])
        return (parts, length) if parts is not None and parts.clock is not None else None
    found = match_clock(write_digits(head))
    if found is None:
        return _match_hour(head)
    if found[3] is None and not found[5]:
        return None
    parts = read_clock(found)
    return (parts, found.end()) if parts is not None else None


def _match_hour(head: str) -> tuple[Reckoning, int] | None:
    found = _HOUR.match(head)
    return found and (Reckoning(found[0], clock=time(int(found[1]) % 24)), found.end())


def _match_dated(head: str) -> tuple[Reckoning, int] | None:
    """A day and a clock time that a text begins with: "04.09., 19:57 Uhr"; and their length."""
    day = measure_day(head) or measure_weekday(head)
    gap = _TO_CLOCK.match(write_digits(head), day) if day else None
    clock = _match_clock(head[gap.end() :]) if gap is not None else None
    if gap is None or clock is None:
        return None
    end = gap.end() + clock[1]
    parts = read_time(head[:end])
    return (parts, end) if parts is not None and parts.dated and parts.clock is not None else None


def _with_day_behind(parts: Reckoning, end: int, head: str) -> tuple[Reckoning, int]:
    """A clock time and its length, with the day if that follows: "19:57, 04.09.2025 - ".

    Only a day in full or in numbers, parted from what follows: others may be what it is about.
    """
    gap = _TO_DAY.match(head, end)
    begin = gap.end() if gap is not None else end
    stop = begin + measure_day(head[begin:]) if gap is not None else end
    if stop == begin or _CLOSING.match(head, stop) is None:
        return parts, end
    told = read_time(head[:stop])
    plain = _NUMBERED.fullmatch(head, begin, stop) is not None
    whole = told is not None and told.day is not None and (told.year is not None or plain)
    return (told, stop) if told is not None and whole else (parts, end)


def split_tail(text: str) -> tuple[Reckoning | None, str]:
    """A clock time at the end of a heading, and the heading without it; None if there is none."""
    within = _BRACKETS.search(text[-SHORT:])
    parts = read_time(within[1]) if within is not None and other_words(within[1]) == 0 else None
    if within is not None and parts is not None and parts.clock is not None:
        return parts, text[: len(text) - len(within[0])]
    found = next((one for one in _TAIL.finditer(text) if one.end() == len(text)), None)
    clock = match_clock(found["clock"]) if found is not None and found.start() > 0 else None
    parts = read_clock(clock) if clock is not None else None
    return (parts, text[: found.start()]) if found is not None and parts else (None, text)
