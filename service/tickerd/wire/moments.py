"""The place of a moment on the wire: two indexes that the commits keep, and what they say."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tickerd.wire import keys
from tickerd.wire.connection import Command, Extent

MARKED_EVERY = 256
"""So many events of the whole wire lie between two marks."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_minute(moment: datetime) -> int:
    """The minute of a moment, counted from 1970."""
    return int(moment.timestamp() // 60)


def to_milliseconds(moment: datetime) -> int:
    """The milliseconds from 1970 to a moment; what is finer is cut off."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def ask_moment(moment: datetime) -> tuple[Command, ...]:
    """The questions for the place of a moment."""
    exact = to_milliseconds(moment)
    return (
        ("ZRANGEBYSCORE", keys.MINUTES, to_minute(moment), "+inf", "LIMIT", 0, 1),
        ("ZREVRANGEBYSCORE", keys.MOMENTS, exact, "-inf", "LIMIT", 0, 1),
        ("HGET", keys.WIRE, "latest"),
    )


def read_moment(moment: datetime, extent: Extent, answers: list[Any]) -> int:
    """A seq behind which is all that was observed after the moment: the highest that is known.

    Between it and the next such event lie fewer events than between two marks, unless some worker's
    clock is ahead of the others'.
    """
    minutes, marks, latest = answers
    if latest is not None and int(latest) <= to_milliseconds(moment):
        return extent.seq
    by_minute = int(minutes[0].partition(b":")[2]) if minutes else extent.seq
    return max(by_minute, int(marks[0]) if marks else 0)
