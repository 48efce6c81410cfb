"""Times as JSON has them: numbers, strings, objects of databases, a day beside a clock."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from tickerd.extract.clock import Reckoning, read_time
from tickerd.extract.page import Page
from tickerd.extract.times.dating import date_column
from tickerd.extract.values.names import DAY
from tickerd.extract.values.tables import Table, pick, words_of
from tickerd.liveblog.claim import Claim

_NET = re.compile(r"\\?/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\\?/")
_COMPACT = re.compile(
    r"(20\d\d)([01]\d)([0-3]\d)[T ]?([0-2]\d)([0-5]\d)(?:([0-5]\d)(?:\.\d{1,9})?)?"
    r"(Z|[+-]\d\d:?\d\d)?"
)
_NAIVE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?")
_UTC = re.compile(r"(?:.* )?(?:utc|gmt)(?: .*)?")
_INNER = (
    *("$date", "$numberLong", "_seconds", "seconds", "timestampValue", "iso", "iso8601", "utc"),
    *("dateTime", "datetime", "timestamp", "unix", "epoch", "value", "rendered", "raw", "date"),
)
"""Where an object keeps its one time."""


def time_of(value: object, page: Page, key: str = "") -> Claim | None:
    """A claim from a JSON value; of a key that names UTC, a bare time is in UTC."""
    stamp = stamp_of(value, key)
    return page.claim_of(stamp) if stamp is not None else None


def stamp_of(value: object, key: str = "") -> str | None:
    """What a JSON value says of a time, as one string; None if it can be none.

    Knows `/Date(1356998400000)/` of .NET, `20240718T091500Z`, `{"$date": …}`, `{"_seconds": …}`,
    and `{"date": …, "time": …, "timezone": "UTC"}`.
    """
    for _ in range(3):
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if not isinstance(value, dict):
            break
        value = _inside(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return _spell(str(value).strip(), key)


def _inside(value: dict[str, Any]) -> object:
    parts = [
        value[name] for name in ("date", "time", "timezone") if isinstance(value.get(name), str)
    ]
    if len(parts) > 1 and parts[0] == value.get("date"):
        return " ".join(parts)
    return next((value[name] for name in _INNER if value.get(name)), None)


def _spell(said: str, key: str) -> str:
    """The same in a way that the clock reads."""
    found = _NET.fullmatch(said) if said.startswith(("/", "\\")) else None
    if found:
        return found[1]
    found = _COMPACT.fullmatch(said) if said.startswith("20") else None
    if found and len(said) != 13:  # that many digits alone are milliseconds
        year, month, day, hour, minute, second, zone = found.groups()
        return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone or ''}"
    utc = bool(key) and _UTC.fullmatch(words_of(key)) is not None
    return f"{said}Z" if utc and _NAIVE.fullmatch(said) else said


def claims_of(table: Table, key: str, page: Page) -> list[Claim | None]:
    """The times that a column of a table tells, record by record.

    A bare clock gets its day from a column beside it, from the group that the record stands in, or
    from the order of the column.
    """
    column = [_reckon(record.get(key), key) for record in table.records]
    if not any(_is_bare(one) for one in column):
        return [time_of(record.get(key), page, key) for record in table.records]
    return date_column(column, _days(table, key), page.dial)


def _reckon(value: object, key: str = "") -> Reckoning | None:
    stamp = stamp_of(value, key)
    return read_time(stamp) if stamp else None


def has_clock(value: object) -> bool:
    """Whether a value tells a time of day, with its day or without; no mere number is one."""
    parts = _reckon(value)
    if parts is None or (parts.clock is None and parts.instant is None):
        return False
    return parts.dated or len(parts.raw) > 5 or parts.raw[:3].count(":") == 1


def _is_bare(parts: Reckoning | None) -> bool:
    return parts is not None and parts.clock is not None and not parts.dated


def _days(table: Table, key: str) -> Sequence[date | None]:
    """The day of each record, as far as one is told."""
    named = [name for name in pick(table.records, DAY, _is_day) if name != key]
    if named:
        return [day_of(record.get(named[0])) for record in table.records]
    return [
        day_of(name) or next((day for one in owner.values() if (day := day_of(one))), None)
        for owner, name in zip(table.owners, table.keys, strict=True)
    ]


def _is_day(value: object) -> bool:
    return day_of(value) is not None


def day_of(value: object) -> date | None:
    """The day that a value names, with its year and without a time of day."""
    parts = _reckon(value) if isinstance(value, str) and 6 <= len(value) <= 40 else None
    if parts is None or parts.clock is not None or not (parts.year and parts.month and parts.day):
        return None
    return date(parts.year, parts.month, parts.day)
