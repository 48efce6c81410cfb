"""The past at a chosen pace: when an entry is due. Pure; time is an argument."""

from datetime import datetime
from typing import Final

from tickerd.errors import BadRequest

LEAST_SPEED: Final = 0.1
GREATEST_SPEED: Final = 1000.0


class Pace:
    """Plays history at `speed` times its own pace, by `observed_at`.

    The first entry is due at once; each further one after the silence that lay between it and
    the first, divided by the speed. Long silences are kept: a reader hears heartbeats in them.
    """

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._began: tuple[datetime, float] | None = None

    def wait_seconds(self, observed_at: datetime, at: float) -> float:
        """How long to wait, at clock time `at` in seconds, before the entry is told; at least 0."""
        if self._began is None:
            self._began = (observed_at, at)
        first_observed_at, began_at = self._began
        due_at = began_at + (observed_at - first_observed_at).total_seconds() / self._speed
        return max(0.0, due_at - at)


def parse_speed(text: str) -> float:
    """Read `speed=`.

    Raises:
        BadRequest: it is no number from 0.1 to 1000.
    """
    cause = f"`speed` must be a number from {LEAST_SPEED:g} to {GREATEST_SPEED:g}"
    try:
        speed = float(text)
    except ValueError:
        raise BadRequest(cause=cause) from None
    if not LEAST_SPEED <= speed <= GREATEST_SPEED:
        raise BadRequest(cause=cause)
    return speed
