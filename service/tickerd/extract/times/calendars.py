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


def to_common(year: int, month: int, day: int) -> tuple[int, int, int]:
    """The same day with the common year, month and day; as it is, where its year is common."""
    if year in BUDDHIST:
        return year - AHEAD, month, day
    if year not in JALALI or not 1 <= month <= 12:
        return year, month, day
    leap = sum(one % 33 in _LEAP_YEARS for one in range(JALALI.start, year))
    before = 30 * (month - 1) + min(month - 1, _HALF)
    found = _EPOCH + timedelta(days=365 * (year - JALALI.start) + leap + before + day - 1)
    return found.year, found.month, found.day
