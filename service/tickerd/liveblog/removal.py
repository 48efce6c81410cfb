"""Absence is not removal: which posts have vanished from inside the window.

Pages show their last N posts, so a post that left at the old end has only rolled off. One that is
gone while an older one still stands has left a hole. A hole in two looks running is a removal.
"""

from collections.abc import Container, Mapping, Sequence
from datetime import datetime
from itertools import pairwise, takewhile

from .identity import Recognised
from .known import Known, Window, story_order
from .post import PINNED
from .snapshot import Snapshot

IN_ORDER = 0.7
"""A page of which so many neighbours stand in the order of time is in that order."""
FEW = 5
"""Of so few neighbours one post that is out of place says nothing about the page's order."""
MOST_BEYOND = 100
"""So many posts behind the window's end are remembered: more than a page loses at once."""


def find_missed(
    known: Known, snapshot: Snapshot, recognised: Sequence[Recognised], *, at: datetime
) -> Window:
    """The new window: what is shown, and which posts are missed from inside the old one.

    A page that has lost more than half of its posts at once is suspect: nothing is missed then.
    """
    shown = {one.post.id: None for one in recognised}
    old = known.window
    lost = [name for name in (*old.shown, *old.missed) if name not in shown]
    absent = [*lost, *(name for name in old.beyond if name not in shown)]
    suspect = len(lost) * 2 > len(old.shown) + len(old.missed)
    anchors = _Anchors(known, recognised)
    holes = [] if suspect else [n for n in absent if snapshot.complete or anchors.stand_behind(n)]
    beyond = [name for name in absent if name not in holes and name not in old.missed]
    return Window(
        looked_at=at,
        shown=tuple(shown),
        beyond=tuple(beyond[:MOST_BEYOND]),
        missed=tuple(holes),
        suspect=suspect,
    )


def confirm_missed(before: Window, now: Window) -> list[str]:
    """The posts that were missed in the look before and still are."""
    return [name for name in now.missed if name in set(before.missed)]


class _Anchors:
    """Posts that stand in the flow of the page, and show how far back it reaches."""

    def __init__(self, known: Known, recognised: Sequence[Recognised]) -> None:
        self._known = known
        self._before = _places(known, known.window.shown)
        for place, name in enumerate(known.window.beyond, start=len(self._before)):
            self._before.setdefault(name, place)
        flow = [one for one in recognised if one.known and PINNED not in one.post.labels]
        names = [one.post.id for one in flow]
        self._now = _places(known, names)
        self._stayed = [name for name in names if name in self._before]
        self._slid_in = _old_end(self._now, self._before)

    def stand_behind(self, name: str) -> bool:
        """Whether the page reaches farther back than this absent post, so that it left a hole.

        It does if one that was not there before has slid in at the old end, or if older posts
        still stand that stood behind it. One alone must stand behind its old neighbours now, too:
        an old post may be stuck to the top without a word.
        """
        moment = story_order(self._known.posts[name])
        place = self._before.get(name, -1)
        older = [
            anchor
            for anchor in self._stayed
            if self._before[anchor] > place and story_order(self._known.posts[anchor]) < moment
        ]
        ahead = [self._now[other] for other in self._stayed if self._before[other] < place]
        in_flow = len(older) > 1 or (older and (not ahead or self._now[older[0]] > min(ahead)))
        slid = any(story_order(self._known.posts[one]) < moment for one in self._slid_in)
        return bool(in_flow or slid)


def _old_end(now: Mapping[str, int], before: Container[str]) -> list[str]:
    """The posts at the old end of the page that the old window had not shown."""
    from_the_end = sorted(now, key=now.__getitem__, reverse=True)
    return list(takewhile(lambda name: name not in before, from_the_end))


def _places(known: Known, names: Sequence[str]) -> dict[str, int]:
    """Where each post stands on a page, counted from its new end.

    Most pages read upwards in time, some downwards; one in no order of time is taken by the story.
    """
    moments = [story_order(known.posts[name]) for name in names]
    steps = max(len(names) - 1, 1)
    rising = sum(above < below for above, below in pairwise(moments)) / steps
    if rising >= IN_ORDER:
        names = names[::-1]
    elif rising > 1 - IN_ORDER and steps >= FEW:
        names = sorted(names, key=lambda name: story_order(known.posts[name]), reverse=True)
    return {name: place for place, name in enumerate(names)}
