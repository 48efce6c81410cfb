"""A clock time at the head of a text or at the end of a heading, and the text without it."""

import re

from tickerd.extract.clock import Reckoning, match_clock, read_clock
from tickerd.extract.times.scripts import write_digits

# ruff: noqa: RUF001  pages part with dashes
_LEAD = re.compile(
    r"[\s+*•·|‣▪▲■●►▶–—\[(【「-]*(?:(?:ore|ora|hora|kl\.?|klo|godz\.?|pukul)\s(?=\d))?",
    re.IGNORECASE,
)
"""What may stand before the time at the head of a text: an ornament, or "Ore", "kl."."""
_TRAIL = re.compile(r"\s*(?:[:|•·–—]|-(?=\s)|\+{2,}|[\])】」])*\s*")
_TAIL = re.compile(
    r"\s*(?:\s[-–—|·•]\s|[(\[])\s?(?P<clock>\d{1,2}(?:[.:hH]\d\d|(?=\s?[apAP]\.?\s?[mM]))"
    r"(?:\s?(?:[apAP]\.?\s?[mM]\.?|[Uu]hr|uur|hs?|[A-Z]{2,4}T|GMT|UTC))?)\s?[)\]]?\s*"
)
"""The time at the end of a heading, parted from it by a dash or in brackets."""
_NO_TIME = re.compile(r"[.,:/-]?\w|\s?(?:%|€|\$|£|km|kg|Mio)")
"""What follows a number that is no clock time: 17.07.2024, 12.30 %."""
SHORT = 60
"""Characters; a longer text node is no time by itself, but may begin with one."""


def split_lead(text: str) -> tuple[Reckoning, str] | None:
    """A clock time at the head of a text, and what follows it; None if there is none."""
    begin = _LEAD.match(text)
    start = begin.end() if begin else 0
    found = match_clock(write_digits(text[start : start + SHORT]))
    if found is None or (found[3] is None and not found[5]):
        return None
    parts = read_clock(found)
    rest = text[start + found.end() :]
    if parts is None or _NO_TIME.match(rest):
        return None
    gap = _TRAIL.match(rest)
    return parts, rest[gap.end() if gap else 0 :].rstrip("+ ")


def split_tail(text: str) -> tuple[Reckoning | None, str]:
    """A clock time at the end of a heading, and the heading without it; None if there is none."""
    found = next((one for one in _TAIL.finditer(text) if one.end() == len(text)), None)
    clock = match_clock(found["clock"]) if found is not None and found.start() > 0 else None
    parts = read_clock(clock) if clock is not None else None
    return (parts, text[: found.start()]) if found is not None and parts else (None, text)
