"""The nights in which a clock is changed: an hour that comes twice, an hour that is missing."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)


def clock_changes(zone: ZoneInfo, year: int) -> tuple[datetime, ...]:
    """The moments of a year at which that clock is changed, to the hour; none where it never is.

    >>> [f"{at:%m-%d %H:%M}" for at in clock_changes(ZoneInfo("Europe/Rome"), 2026)]
    ['03-29 01:00', '10-25 01:00']
    """
    first = datetime(year, 1, 1, tzinfo=UTC)
    hours = (datetime(year + 1, 1, 1, tzinfo=UTC) - first) // HOUR
    moments = (first + number * HOUR for number in range(hours))
    return tuple(
        at
        for at in moments
        if at.astimezone(zone).utcoffset() != (at - HOUR).astimezone(zone).utcoffset()
    )
