"""Absence is not removal: which posts have vanished from inside the window.

Pages show their last N posts, so a post that left at the old end has only rolled off. One that is
gone while an older one still stands has left a hole. A hole in two looks running is a removal.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise

from .identity import Recognised
from .known import Known, Window, story_order
from .post import PINNED
from .snapshot import Snapshot


def find_missed(
    known: Known, snapshot: Snapshot, recognised: Sequence[Recognised], *, at: datetime
) -> Window:
    """The new window: what is shown, and which posts are missed from inside the old one.

    A page that has lost more than half of its posts at once is suspect: nothing is missed then.
    """
    shown = tuple(one.post.id for one in recognised)
    old = known.window
    absent = [name for name in (*old.shown, *old.missed) if name not in set(shown)]
    suspect = len(absent) * 2 > len(old.shown) + len(old.missed)
    holes: list[str] = []
    if not suspect:
        anchors = _anchors(known, recognised)
        holes = [n for n in absent if snapshot.complete or _leaves_a_hole(known, n, anchors)]
    return Window(looked_at=at, shown=shown, missed=tuple(holes), suspect=suspect)


def confirm_missed(before: Window, now: Window) -> list[str]:
    """The posts that were missed in the look before and still are."""
    return [name for name in now.missed if name in set(before.missed)]


def _anchors(known: Known, recognised: Iterable[Recognised]) -> list[str]:
    """Known posts that still stand in the flow of the page; a pinned one stands anywhere."""
    last_shown = {*known.window.shown}
    return [
        one.post.id
        for one in recognised
        if one.known and one.post.id in last_shown and PINNED not in one.post.labels
    ]


def _leaves_a_hole(known: Known, name: str, anchors: Sequence[str]) -> bool:
    """Whether an older post still stands: older in the story and, on the old page, further on."""
    moment = story_order(known.posts[name])
    older = [a for a in anchors if story_order(known.posts[a]) < moment]
    if name not in known.window.shown:
        return bool(older)
    place = _places(known)
    return any(place[anchor] > place[name] for anchor in older)


def _places(known: Known) -> dict[str, int]:
    """Where each post stood in the old window, counted from its new end."""
    shown = known.window.shown
    if shown_oldest_first(known, shown):
        shown = shown[::-1]
    return {name: place for place, name in enumerate(shown)}


def shown_oldest_first(known: Known, names: Sequence[str]) -> bool:
    """Whether a page reads downwards in time; most live pages read upwards."""
    moments = [story_order(known.posts[name]) for name in names]
    rising = sum(above < below for above, below in pairwise(moments))
    return rising * 2 > max(len(moments) - 1, 0)
