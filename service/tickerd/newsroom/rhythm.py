"""How lively a desk is: the pauses between its acts, and what they shall be."""

import random
from dataclasses import dataclass
from datetime import timedelta

from .truth import Deed


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Mean pause and shares. The shares are of all acts; what they leave are new posts."""

    seconds_between: float = 8.0
    """The mean pause between two acts."""
    corrections: float = 0.16
    pins: float = 0.03
    removals: float = 0.04
    restorations: float = 0.04
    retitles: float = 0.01
    absence_seconds: float = 45.0
    """A removed post stays away for at least this long."""

    def pause(self, chance: random.Random) -> timedelta:
        """How long until the next act: mostly short, now and then long, never none."""
        factor = min(4.0, max(0.25, chance.expovariate(1.0)))
        return timedelta(seconds=self.seconds_between * factor)

    def choose(self, chance: random.Random) -> Deed:
        """What the next act shall be."""
        shares = {
            Deed.CORRECT: self.corrections,
            Deed.PIN: self.pins,
            Deed.REMOVE: self.removals,
            Deed.RESTORE: self.restorations,
            Deed.RETITLE: self.retitles,
        }
        rest = max(0.0, 1.0 - sum(shares.values()))
        (deed,) = chance.choices([*shares, Deed.PUBLISH], [*shares.values(), rest])
        return deed


LIVELY = Rhythm()
"""About one act every eight seconds."""
