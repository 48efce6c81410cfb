"""Foreign dates and times become claims: what the page says, how it was read, how precise it is.

Two steps: `read_time` takes a string apart into a `Reckoning` (what stands there, nothing more);
`dating.to_claim` makes an instant of it with what the page is known to go by (`Dial`). Nothing asks
the wall clock.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from itertools import pairwise

from tickerd.extract.times.ages import read_age, without_age
from tickerd.extract.times.calendar_words import MONTHS, YESTERDAY
from tickerd.extract.times.calendars import YEARS, to_common
from tickerd.extract.times.days import DAY_WORDS, WORD, end_day, is_day, weekday_of
from tickerd.extract.times.epochs import read_epoch
from tickerd.extract.times.scripts import write_clock, write_digits
from tickerd.extract.times.zones import NAME, read_zone, zone_at_end
from tickerd.liveblog.claim import ClaimRule

DAY_SECONDS = 86_400.0
AHEAD = timedelta(minutes=5)
"""How far a page's clock may run ahead of ours."""
LONGEST = 80
"""Characters; a longer string is no date."""


@dataclass(frozen=True, slots=True)
class Dial:
    """What the times of a page go by."""

    looked_at: datetime
    zone: tzinfo | None = None
    rule: ClaimRule = ClaimRule.ZONE_FROM_SOURCE
    """Where the zone is known from."""
    home: str | None = None
    """The IANA name of the source's zone: `IST` is not the same everywhere."""
    likely: tzinfo = UTC
    """What a clock time is read by where no zone is known; then its hour is not to be relied on."""


@dataclass(slots=True)  # not frozen: that takes thrice as long to make, and thousands are made
class Reckoning:
    """What stands on the page; each part may be missing. Never changed once it is made."""

    raw: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    days_ago: int | None = None
    clock: time | None = None
    zone: tzinfo | None = None
    instant: datetime | None = None
    ago_seconds: float | None = None
    precision_seconds: float = 60.0
    either_way: bool = False
    """Whether day and month may stand the other way round: 9/4/2025."""

    @property
    def dated(self) -> bool:
        """Whether it names a day."""
        told = self.day is not None or self.days_ago is not None
        return told or self.weekday is not None or self.instant is not None


_MAIL = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d")
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(\d(?<![\d.]\d)(?<!\d:\d)(?:(?<=[01])\d|(?<=2)[0-4])?)"
    r"(?:\s?(?!\.\s)([:.hHu])(?:(?<=\s[:.]|.[hHu])\s?)?([0-5]\d)"
    r"(?:[:.]([0-5]\d))?(?![\d%]|\.\d)"
    r"|(?=\s?[aApP]\.?\s?[mM]\b))"
    r"(?:\s?([aApP])\.?\s?[mM]\b\.?)?"
    r"(?:\s?(?:(?:Uhr|uur|horas|hrs|hs?|Uhr:)\b|(?:น|ч|год|godz)\.))?"
    rf"(?:\s?\(?({NAME}|(?<=\s)[+-]\d{{4}})\)?(?![\w]))?"
)
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d\d(?!\s?[:h]\d))(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([./-])\s?(\d{1,2})\2\s?(\d{1,2})(?!\d)\.?")
_SHORT = re.compile(r"(?<![\d.:])(0?[1-9]|[12]\d|3[01])\.\s?(0?[1-9]|1[0-2])\.(?!\d)")
_SLASHED = re.compile(r"(?<![\d/.:-])(\d{1,2})/(\d{1,2})(?![\d/.:-])")
_MONTH_FIRST = re.compile(
    r"(?<![\d-])(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?=\s|$)"
    r"|(?<![\d/])(\d{1,2})/(\d{1,2})\s?(?=\([月火水木金土日])"
)
"""As Chinese and Japanese pages write it: 09-04 19:57, 9/4(木)."""
_DAYS = (_YEAR_FIRST, _NUMERIC, _MONTH_FIRST, _SHORT, _SLASHED)
"""Days in numbers: in them a clock time is not looked for."""
_DAYLIKE = re.compile(r"\d[./-]\s?\d")
"""What each of them has."""
_EASTERN_DAY = re.compile(r"(?:(\d{4})[年년]\s?)?(\d{1,2})[月월]\s?(\d{1,2})[日일]")
_NUMBER = re.compile(r"(?<![\d:,])(\d{1,2}|\d{4})(?:st|nd|rd|th|º|er|\.)?(?![\d:])")


def read_time(text: str) -> Reckoning | None:
    """Take a string apart: an ISO date, an epoch, a date in words, a clock time, "5 min ago".

    Sources: RFC 3339, RFC 5322 (feeds), and what pages were seen to print.
    """
    raw = " ".join(text.split())
    if not raw or len(raw) > LONGEST:
        return None
    said = write_digits(raw)
    parts = (
        _read_iso(said)
        or _read_epoch(said)
        or _read_ago(said)
        or _read_mail_date(said)
        or _read_words(end_day(write_clock(said)))
    )
    return parts if parts is None or parts.raw == raw else replace(parts, raw=raw)


def _read_iso(raw: str) -> Reckoning | None:
    found = _ISO.fullmatch(raw)
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    if hour is None:
        return _checked(
            Reckoning(raw, int(year), int(month), int(day), precision_seconds=DAY_SECONDS)
        )
    microseconds = int(fraction[:6].ljust(6, "0")) if fraction else 0
    try:
        clock = time(int(hour) % 24, int(minute), min(int(second or 0), 59), microseconds)
    except ValueError:
        return None
    precision = 60.0 if second is None else 1.0 if fraction is None else 0.001
    return _checked(
        Reckoning(
            raw,
            int(year),
            int(month),
            int(day),
            clock=clock,
            zone=read_zone(zone) if zone else None,
            precision_seconds=precision,
        )
    )


def _read_epoch(raw: str) -> Reckoning | None:
    found = read_epoch(raw)
    return found and Reckoning(raw, instant=found[0], precision_seconds=found[1])


def _read_ago(raw: str) -> Reckoning | None:
    age = read_age(raw)
    if age is None or _CLOCK.search(without_age(raw)) is not None:
        return None
    return Reckoning(raw, ago_seconds=age[0], precision_seconds=age[1])


def _read_mail_date(raw: str) -> Reckoning | None:
    if ":" not in raw or _MAIL.match(raw) is None:
        return None
    try:
        instant = parsedate_to_datetime(raw)
    except (ValueError, IndexError):
        return None
    if instant.tzinfo is None:
        return None
    return Reckoning(raw, instant=instant, precision_seconds=1.0)


def _read_words(raw: str) -> Reckoning | None:
    """A clock time, a date in words or numbers, or both, in any order."""
    clock, rest = _take_clock(raw)
    base = clock or Reckoning(raw, precision_seconds=DAY_SECONDS)
    parts = None if not rest or rest.isspace() else _read_day(rest, base)
    if parts is not None:
        return _checked(parts)
    return clock


def _take_clock(raw: str) -> tuple[Reckoning | None, str]:
    """A string as the last thing in it that can only be a clock time; and what else it says."""
    bare = raw
    for day in _DAYS if _DAYLIKE.search(raw) is not None else ():
        bare = day.sub(_blank, bare)
    best = None
    for found in _CLOCK.finditer(bare):
        if best is None or found[2] != "." or best[2] == ".":
            best = found
    best = best or (_CLOCK.search(raw) if bare != raw and not is_day(raw) else None)
    if best is None:
        return None, raw
    clock = read_clock(best, raw)
    if clock is None:
        return None, raw
    rest = f"{raw[: best.start()]} {raw[best.end() :]}"
    zone = clock.zone or zone_at_end(rest)
    return clock if zone is clock.zone else replace(clock, zone=zone), rest


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def read_clock(found: re.Match[str], raw: str | None = None) -> Reckoning | None:
    """A match of the clock's pattern as a time of day; `raw` is all that stands there, if more."""
    hour, minute, second = int(found[1]), int(found[3] or 0), int(found[4] or 0)
    half = (found[5] or "").lower()
    if found[2] == "u" and len(found[1]) < 2:  # 9u05 is Dutch, 0u32 is Rust
        return None
    if half and hour > 12 and half == "a":
        return None
    if half and hour <= 12:  # else it is said twice: 18:40 PM
        hour = hour % 12 + (12 if half == "p" else 0)
    zone = read_zone(found[6]) if found[6] else None
    precision = 1.0 if found[4] else 60.0 if found[3] else 3600.0
    return Reckoning(
        raw or found[0],
        clock=time(hour % 24, minute, second),
        zone=zone,
        precision_seconds=precision,
    )


def match_clock(text: str) -> re.Match[str] | None:
    """A clock time at the very beginning of a text, with minutes or with am/pm."""
    return _CLOCK.match(text)


def _read_day(rest: str, base: Reckoning) -> Reckoning | None:
    numbered = _read_numbered_day(rest, base)
    if numbered is not None:
        return numbered
    rest = without_age(rest)
    words = [word.lower() for word in WORD.findall(rest)]
    words += [f"{one} {other}" for one, other in pairwise(words)]
    weekday = weekday_of(rest, words)
    short = _SHORT.search(rest)
    if short:
        return replace(base, month=int(short[2]), day=int(short[1]), weekday=weekday)
    month = next((MONTHS[word] for word in words if word in MONTHS), None)
    if month is None:
        return _read_day_word(words, weekday, base)
    numbers = [int(number) for number in _NUMBER.findall(rest)]
    day = next((number for number in numbers if 1 <= number <= 31), None)
    year = next((number for number in numbers if number in YEARS), None)
    if day is None:
        return None
    return replace(base, year=year, month=month, day=day, weekday=weekday)


def _read_numbered_day(rest: str, base: Reckoning) -> Reckoning | None:
    """A day in numbers; day before month, as nearly everywhere, unless that cannot be."""
    if _DAYLIKE.search(rest) is None and rest.isascii():
        return None
    found = _YEAR_FIRST.search(rest)
    if found:
        return replace(base, year=int(found[1]), month=int(found[3]), day=int(found[4]))
    found = _EASTERN_DAY.search(rest)
    if found:
        year = int(found[1]) if found[1] else None
        return replace(base, year=year, month=int(found[2]), day=int(found[3]))
    found = _MONTH_FIRST.search(rest)
    if found:
        return replace(base, month=int(found[1] or found[3]), day=int(found[2] or found[4]))
    found = _NUMERIC.search(rest)
    if found:
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        slashed = found[2] == "/"
        base = replace(base, year=year + 2000 if year < 100 else year)
    else:
        found = _SLASHED.search(rest)
        if found is None:
            return None
        first, second, slashed = int(found[1]), int(found[2]), True
    day, month = (second, first) if slashed and second > 12 else (first, second)
    return replace(base, month=month, day=day, either_way=slashed and max(day, month) <= 12)


def _read_day_word(words: list[str], weekday: int | None, base: Reckoning) -> Reckoning | None:
    days_ago = next((word in YESTERDAY for word in words if word in DAY_WORDS), None)
    if days_ago is None and weekday is None:
        return None
    return replace(base, days_ago=None if days_ago is None else int(days_ago), weekday=weekday)


def _checked(parts: Reckoning) -> Reckoning | None:
    """The same by the common calendar, if its day exists there."""
    if parts.day is None:
        return parts
    year = 2024 if parts.year is None else parts.year
    try:
        found = to_common(year, 1 if parts.month is None else parts.month, parts.day)
    except ValueError:
        return None
    if found.year != year:
        parts = replace(parts, year=found.year, month=found.month, day=found.day, either_way=False)
    return parts if 1990 <= found.year <= 2200 else None
