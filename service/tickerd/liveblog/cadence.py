"""When to look at a page again: at a fixed rate, or as often as its own rhythm is worth."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tickerd.liveblog.known import Known, KnownPost

LOOK_WORTH_SECONDS = 2.0
"""One look is held to be worth two seconds of one post's delay.

For posts at a rate r and looks at a rate f the delay costs r / 2f and the looks cost 2f, each per
second; the sum is least at f = sqrt(r) / 2: so we look every 2 * sqrt(gap) seconds. A post a
minute gives a look every 15 seconds, one an hour a look every two minutes.
"""
RECENT = 3
"""So many of the newest moments tell of a burst."""
RHYTHM = 12
"""So many tell of the usual rhythm."""
SPREAD = 0.1
"""Learned waits are stretched by up to this share, so that watches do not march in step."""
LINGER_SECONDS = 3600.0
"""A page that says it is over is looked at until it has been silent for so long: some say so
before the last posts, or state the end of coverage by a guess."""
MOST_VAGUE_SECONDS = 3600.0
"""A claim that is vaguer ("yesterday") tells nothing of a rhythm."""
LEAST_BACK_OFF_SECONDS = 2.0
MOST_BACK_OFF_SECONDS = 60.0
"""A page that cannot be read is tried at least as often as this, unless we would look less often
anyway, or its host asks for more."""
MOST_RETRY_AFTER_SECONDS = 3600.0
"""A host that asks us to wait for longer is asked once an hour whether it meant it."""


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often a page may and should be looked at."""

    every_seconds: float | None = None
    """A fixed interval; without one it is learned, between the other two."""
    least_seconds: float = 10.0
    greatest_seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """How the last looks failed, if they did."""

    failures: int = 0
    """So many looks running could not be read."""
    retry_after_seconds: float | None = None
    """What the host asked us to wait."""


def next_look(  # noqa: PLR0913 — all that the decision rests on
    cadence: Cadence,
    moments: Sequence[datetime],
    trouble: Trouble,
    *,
    due: datetime,
    at: datetime,
    jitter: float,
) -> datetime:
    """The moment of the next look.

    Args:
        cadence: the bounds.
        moments: when the page moved, oldest first (see `moments_of`).
        trouble: how the last looks failed.
        due: when the look that is over should have been.
        at: now, the look being over.
        jitter: a random number from 0 to 1, of the caller's choice.
    """
    wait_seconds = back_off(cadence, trouble, jitter)
    if cadence.every_seconds is not None:
        regular = next_beat(due, cadence.every_seconds, at)
    else:
        seconds = learn_interval(cadence, moments, at) * (1 + SPREAD * jitter)
        regular = at + timedelta(seconds=seconds)
    return max(regular, at + timedelta(seconds=wait_seconds))


def next_beat(due: datetime, every_seconds: float, at: datetime) -> datetime:
    """The next beat of a fixed rate: it does not drift, and beats that were missed are skipped.

    A clock that was set back meanwhile does not make us wait for it to come round again.
    """
    late_seconds = (at - due).total_seconds()
    beats = max(1, math.floor(late_seconds / every_seconds) + 1)
    beat = due + timedelta(seconds=beats * every_seconds)
    return min(beat, at + timedelta(seconds=every_seconds))


def learn_interval(cadence: Cadence, moments: Sequence[datetime], at: datetime) -> float:
    """How many seconds to wait, from the gaps between a page's recent moves and its silence since.

    A burst counts at once; a silence makes the gaps longer as it lasts, so we wind down by
    ourselves. A page that never moved is looked at now and then.
    """
    if not moments:
        return cadence.greatest_seconds
    gap_seconds = min(_mean_gap(moments[-RECENT:], at), _mean_gap(moments[-RHYTHM:], at))
    seconds = LOOK_WORTH_SECONDS * math.sqrt(gap_seconds)
    return min(max(seconds, cadence.least_seconds), cadence.greatest_seconds)


def back_off(cadence: Cadence, trouble: Trouble, jitter: float) -> float:
    """How many seconds to wait at least after trouble; 0 if there was none.

    One failure may be chance and changes nothing; from the second on the wait doubles. What the
    host asked for is never shortened, but for an absurd length.
    """
    asked = min(trouble.retry_after_seconds or 0.0, MOST_RETRY_AFTER_SECONDS)
    if trouble.failures < 2:
        return asked
    usual = cadence.every_seconds or cadence.least_seconds
    step = max(usual, LEAST_BACK_OFF_SECONDS)
    doubled = step * 2.0 ** min(trouble.failures - 1, 16)
    own = min(doubled, max(MOST_BACK_OFF_SECONDS, usual)) * (0.5 + jitter / 2)
    return max(asked, own)


def is_over(known: Known, at: datetime) -> bool:
    """Whether a blog need not be looked at any more: it has ended, and we saw it silent since.

    The silence is ours, not the claims': a page whose last post is years old may be written on
    again, and who has it watched today expects to be told.
    """
    if known.ended is None:
        return False
    moved = [post.changed_at for post in known.posts.values()]
    return not moved or (at - max(moved)).total_seconds() > LINGER_SECONDS


def moments_of(known: Known) -> list[datetime]:
    """When a page moved lately, oldest first: a post was published, or changed under our eyes.

    Posts without a time of their own that came to light in one look tell of one moment.
    """
    moments = {moment for post in known.posts.values() for moment in _moves(post)}
    return sorted(moments)[-RHYTHM:]


def _moves(known: KnownPost) -> Iterator[datetime]:
    claim = known.post.published
    exact = claim is not None and claim.precision_seconds <= MOST_VAGUE_SECONDS
    yield min(claim.at, known.observed_at) if claim and exact else known.observed_at
    if known.changed_at > known.observed_at:
        yield known.changed_at


def _mean_gap(moments: Sequence[datetime], at: datetime) -> float:
    """Seconds between two moves, the silence since the last one counted; at least one."""
    return max(1.0, (at - moments[0]).total_seconds() / len(moments))
