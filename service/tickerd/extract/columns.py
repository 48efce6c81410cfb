"""Which of two columns of times is believed, where two readings of a page disagree.

A column is judged as a whole: one that is constant, or runs ahead of the look, or is off by the
source's zone is not believed. Only what is so for all posts counts, so that the verdict stays the
same when posts come, go or change places.
"""

from collections.abc import Sequence
from datetime import timedelta
from statistics import median

from tickerd.extract.clock import AHEAD, Dial
from tickerd.liveblog.claim import Claim

OFF = timedelta(minutes=14)
"""Two columns of times that differ by more are of two opinions about the zone."""
CONSTANT = 3
"""So many equal times are no coincidence."""

Row = tuple[Claim, Claim]
"""What the markup tells and what the body shows of one post."""


def believes_shown(rows: Sequence[Row], changed: Claim | None, dial: Dial) -> bool:
    """Whether the column of the page's body is to be believed instead of its markup's.

    Args:
        rows: the posts of which both know a time.
        changed: when the page last changed by its markup, which some give to every post.
        dial: what the page goes by.
    """
    if not rows:
        return False
    told, shown = ([row[side] for row in rows] for side in (0, 1))
    if is_constant(told, changed):
        return not is_constant(shown, None)
    apart = timedelta(seconds=median((two.at - one.at).total_seconds() for one, two in rows))
    if abs(apart) >= OFF:
        if _is_lie(shown[0], apart, dial):
            return False
        if _is_lie(told[0], -apart, dial):
            return True
    ahead = [any(claim.at > dial.looked_at + AHEAD for claim in side) for side in (told, shown)]
    if ahead[0] != ahead[1]:
        return ahead[0]
    precise = [median(claim.precision_seconds for claim in side) for side in (told, shown)]
    return abs(apart) < OFF and precise[1] < precise[0]


def is_constant(claims: Sequence[Claim], changed: Claim | None) -> bool:
    """Whether all posts are given one time; of a few it counts if that is the page's own."""
    same = len({claim.at for claim in claims}) == 1
    own = changed is not None and bool(claims) and claims[0].at == changed.at
    return same and (own or len(claims) >= CONSTANT)


def _is_lie(claim: Claim, apart: timedelta, dial: Dial) -> bool:
    """Whether a time in UTC is the source's wall clock with a false label."""
    if not claim.raw.upper().endswith(("Z", "+00:00", "+0000")) or dial.zone is None:
        return False
    offset = claim.at.astimezone(dial.zone).utcoffset()
    return bool(offset) and abs((offset or apart) - apart) < timedelta(minutes=2)
