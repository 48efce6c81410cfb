"""Days of other calendars as those of the common one: Thailand's years, Iran's days."""

from datetime import date, timedelta

BUDDHIST = range(2533, 2744)
"""Years as Thai pages count them, ahead by `AHEAD`."""
AHEAD = 543
JALALI = range(1369, 1473)
"""Years of Iran's calendar, of these decades."""
YEARS = range(JALALI.start, BUDDHIST.stop)
"""What may be a year, by whichever calendar."""
_EPOCH = date(1990, 3, 21)
"""The first day of the year 1369."""
_LEAP_YEARS = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
"""Years of 33 that have a day more; right from 1343 to 1472."""
_HALF = 6
"""Months of 31 days; the others have 30."""


def to_common(year: int, month: int, day: int) -> date:
    """The day of the common calendar that these numbers mean, by what year they name.

    Raises:
        ValueError: there is no such day.
    """
    if year in BUDDHIST:
        return date(year - AHEAD, month, day)
    if year not in JALALI:
        return date(year, month, day)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise ValueError(f"no day of a year: {month}, {day}")
    leap = sum(one % 33 in _LEAP_YEARS for one in range(JALALI.start, year))
    before = 30 * (month - 1) + min(month - 1, _HALF)
    return _EPOCH + timedelta(days=365 * (year - JALALI.start) + leap + before + day - 1)
