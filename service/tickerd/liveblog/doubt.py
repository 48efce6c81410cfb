"""What a look shows and we do not believe at once: wordings that go back, pages that are old.

Some hosts serve two variants in turn, or a forgotten cache: each such look would contradict the
last one. So a wording that a post had before must be shown in two looks running, and a page whose
own "Last updated" goes back is passed over until it has stayed so for a while.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from .claim import ClaimRule
from .face import sign_of
from .identity import Recognised
from .known import Known, Window
from .post import Post
from .snapshot import Snapshot

MOST_FORMER = 8
"""So many wordings of a post are remembered, the last ones."""
FLOATING = frozenset({ClaimRule.RELATIVE, ClaimRule.CLOCK_AGAINST_DATE})
"""Claims that another look may put on another day."""
OUTDATED_SECONDS = 900.0
"""A page that goes back in time, and stays there for so long, has meant it."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What is believed of the wordings, and what the next look is held to."""

    recognised: tuple[Recognised, ...]
    """A post whose wording is doubted has its known one."""
    former: Mapping[str, tuple[str, ...]]
    doubted: Mapping[str, str]


def settle_wordings(window: Window, recognised: Sequence[Recognised]) -> Settled:
    """Hold back wordings that a post had before and has again for the first look."""
    former, doubted = dict(window.former), {}
    believed = []
    for one in recognised:
        name, face = one.post.id, sign_of(one.post)
        if one.known is None or face == sign_of(one.known.post):
            believed.append(one)
        elif face in former.get(name, ()) and window.doubted.get(name) != face:
            doubted[name] = face
            believed.append(replace(one, post=one.known.post))
        else:
            past = (*former.get(name, ()), sign_of(one.known.post))
            former[name] = past[-MOST_FORMER:]
            believed.append(one)
    return Settled(tuple(believed), former, doubted)


def is_outdated(known: Known, snapshot: Snapshot, *, at: datetime) -> bool:
    """Whether this is an older page than one that we saw, and has not been so for long.

    A page that shows a post younger than all that we saw is none, whatever it says.
    """
    before, now = known.last_updated, snapshot.last_updated
    if before is None or now is None or ClaimRule.RELATIVE in {before.rule, now.rule}:
        return False
    back_seconds = (before.at - now.at).total_seconds()
    if back_seconds <= max(before.precision_seconds, now.precision_seconds):
        return False
    if _newest(snapshot.posts) > _newest(one.post for one in known.posts.values()):
        return False
    since = known.window.outdated_since or at
    return (at - since).total_seconds() <= OUTDATED_SECONDS


def _newest(posts: Iterable[Post]) -> float:
    """The latest moment that posts surely claim, as seconds of the epoch."""
    claims = (post.published for post in posts)
    return max(
        (one.at.timestamp() for one in claims if one and one.rule not in FLOATING), default=0
    )
