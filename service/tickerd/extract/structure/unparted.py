"""Clock times without a sign in them, as relays had them: "1543: ". A column of them tells."""

import re
from collections.abc import Mapping, Sequence
from datetime import time
from itertools import pairwise
from statistics import median

from tickerd.extract.clock import Reckoning
from tickerd.extract.tree import PARTING

_UNPARTED = re.compile(rf"{PARTING}\s?(\d\d)(\d\d)\s?:\s?(?={PARTING})")
LEAST = 5
"""So many of them are a column."""
YEARS = range(15, 21)
"""Hours that may be the beginning of a year."""
STEP = 60
"""Minutes from one to the next at most, in the median, whichever way they run."""
DAY = 24 * 60


def read_unparted(heads: str) -> Mapping[int, Reckoning]:
    """The times by the places of their texts; none where they may be years or other numbers.

    Args:
        heads: the beginnings of a page's texts in order, parted.
    """
    found = list(_UNPARTED.finditer(heads))
    clocks = [(int(one[1]), int(one[2])) for one in found]
    if len(found) < LEAST or not _is_column(clocks):
        return {}
    times: dict[int, Reckoning] = {}
    place = counted = 0
    for one, (hour, minute) in zip(found, clocks, strict=True):
        place += heads.count(PARTING, counted, one.start())
        counted = one.start()
        times[place] = Reckoning(one[1] + one[2], clock=time(hour, minute))
    return times


def _is_column(clocks: Sequence[tuple[int, int]]) -> bool:
    if any(hour > 23 or minute > 59 for hour, minute in clocks):
        return False
    if all(hour in YEARS for hour, _ in clocks):
        return False
    minutes = [60 * hour + minute for hour, minute in clocks]
    steps = [(one - other) % DAY for one, other in pairwise(minutes)]
    return median(min(step, DAY - step) for step in steps) <= STEP
