"""How much of a blog's log is kept: by age, by number, or all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from .blog import Watch

SPARED: Final = timedelta(minutes=10)
"""What was observed so lately stays, whatever the rule: whoever follows live has it by then."""


@dataclass(frozen=True, slots=True)
class Retention:
    """What of a log must go; by default nothing."""

    days: float | None = None
    """Events older than this go."""
    events: int | None = None
    """Of each blog only so many stay, the newest."""

    @property
    def keeps_all(self) -> bool:
        """Whether nothing is ever to go."""
        return self.days is None and self.events is None

    def for_watch(self, watch: Watch | None) -> "Retention":
        """The rule for a blog: what its watch says comes first."""
        if watch is None:
            return self
        return Retention(watch.keep_days or self.days, watch.keep_events or self.events)


KEEP_ALL: Final = Retention()


@dataclass(frozen=True, slots=True)
class Excess:
    """The oldest events of a log that must go, and why."""

    events: int
    why: str


def find_excess(
    retention: Retention, oldest: Sequence[datetime], *, total: int, at: datetime
) -> Excess | None:
    """How many events at the beginning of a log must go; None if all may stay.

    Only a beginning goes: at the first event that may stay the search ends, however old those
    behind it claim to be (the clock of a worker may have been wrong).

    Args:
        retention: the rule.
        oldest: when the first events of the log were observed, in the log's order.
        total: how many events the log has; there may be more than were given here.
        at: the present moment.
    """
    surplus = total - retention.events if retention.events is not None else 0
    aged = timedelta(days=retention.days) if retention.days is not None else None
    count = 0
    for place, observed_at in enumerate(oldest):
        age = at - observed_at
        if age < SPARED or (place >= surplus and (aged is None or age <= aged)):
            break
        count += 1
    if not count:
        return None
    if count <= surplus:
        return Excess(count, f"of each blog the last {retention.events} events are kept")
    return Excess(count, f"events are kept for {retention.days:g} days")
