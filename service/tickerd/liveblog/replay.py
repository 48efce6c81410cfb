"""The clock of a replay: when each event of the past is due, and what orders do to that.

All is reckoned from one pair of instants, the past's and ours, and waits are deadlines: a delay in
telling one event is not added to the next. An order makes a new pair. Instants of ours are seconds
of any clock that only goes forward; they come in as `at`.
"""

import math
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

LEAST_SPEED = 0.1
GREATEST_SPEED = 1000.0
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Replay:
    """The past at `speed` times its own pace, by `observed_at`."""

    speed: float = 1.0
    gap_seconds: float = math.inf
    """The longest silence that is waited through, in the reader's seconds; what is longer is cut.

    In infinity, the default, all silences are kept."""
    paused: bool = False
    showed: datetime | None = None
    """What its clock showed at `anchored_at`; None until the first event sets it."""
    anchored_at: float = 0.0
    quiet_since: datetime | None = None
    """Where the present silence of the past began."""

    def playing_at(self, at: float) -> datetime | None:
        """What its clock shows; None until it is set. It goes no further in a silence that is cut.

        >>> Replay(60.0).begin(datetime(2025, 9, 4, tzinfo=UTC), 5.0).playing_at(7.0)
        datetime.datetime(2025, 9, 4, 0, 2, tzinfo=datetime.timezone.utc)
        """
        if self.showed is None or self.paused:
            return self.showed
        return _later(self.showed, (at - self.anchored_at) * self.speed)

    def due_at(self, observed_at: datetime) -> float:
        """When an event is to be told, by our clock; never while it is paused.

        What lies behind its clock is due at once. The clock must have been set (`begin`).
        """
        if self.paused or self.showed is None:
            return math.inf
        moment = min(observed_at, self._cut_at())
        return self.anchored_at + (moment - self.showed).total_seconds() / self.speed

    def begin(self, moment: datetime, at: float) -> "Replay":
        """Set the clock, unless it is set: the first event is due at once."""
        return self if self.showed is not None else self.seek(moment, at)

    def tell(self, observed_at: datetime) -> "Replay":
        """An event has been told. Its silence was over when it was due, however late that is."""
        if self.quiet_since is not None and observed_at <= self.quiet_since:
            return self
        if observed_at <= self._cut_at():
            return replace(self, quiet_since=observed_at)
        due_at = self.due_at(observed_at)
        return replace(self, quiet_since=observed_at, showed=observed_at, anchored_at=due_at)

    def seek(self, moment: datetime | None, at: float) -> "Replay":
        """Set the clock to a moment, or let the next event set it."""
        return replace(self, showed=moment, anchored_at=at, quiet_since=moment)

    def pause(self, at: float) -> "Replay":
        """Stop the clock; nothing happens if it stands."""
        return replace(self._anchor(at), paused=True)

    def resume(self, at: float) -> "Replay":
        """Let the clock go on from where it stands; nothing happens if it runs."""
        return replace(self._anchor(at), paused=False)

    def change_speed(self, speed: float, at: float) -> "Replay":
        """Go on at another pace from where the clock stands."""
        return replace(self._anchor(at), speed=speed)

    def _anchor(self, at: float) -> "Replay":
        return replace(self, showed=self.playing_at(at), anchored_at=at)

    def _cut_at(self) -> datetime:
        """How far into a silence the clock goes before the next event is told."""
        if self.quiet_since is None or math.isinf(self.gap_seconds):
            return _LAST
        return _later(self.quiet_since, self.gap_seconds * self.speed)


def _later(moment: datetime, seconds: float) -> datetime:
    """So many seconds later, but not beyond the last moment that can be written."""
    return moment + timedelta(seconds=min(seconds, (_LAST - moment).total_seconds() - 1))
