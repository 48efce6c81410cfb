"""Absence is not removal: which posts have vanished from inside the window.

Pages show their last N posts, so a post that left at the old end has only rolled off. One that is
gone while an older one still stands has left a hole. A hole in two looks running is a removal.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
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
ASIDE_SECONDS = 900.0
"""For so long the page before a suspect one is remembered."""
MOST_BEYOND = 100
"""So many posts behind the window's end are remembered: more than a page loses at once."""


@dataclass(frozen=True, slots=True)
class Absences:
    """What a look misses: the new window, and the posts that the look before missed already."""

    window: Window
    gone: tuple[str, ...]


def find_missed(
    known: Known, snapshot: Snapshot, recognised: Sequence[Recognised], *, at: datetime
) -> Absences:
    """The new window: what is shown, and which posts are missed from inside the old one.

    A page that has lost more than half of its posts at once is suspect: nothing is missed then.
    """
    shown = {one.post.id: None for one in recognised}
    old = recall(known.window, set(shown))
    away = {name for name, one in known.posts.items() if one.removed or name in shown}
    lost = [name for name in (*old.shown, *old.missed) if name not in away]
    absent = [*lost, *(name for name in old.beyond if name not in away)]
    pushed = _count_younger(known, old, recognised)
    suspect = (len(lost) - pushed) * 2 > len(old.shown) + len(old.missed)
    anchors = _Anchors(known, old, recognised, odd=old is known.window and is_odd(old, at))
    behind = [] if suspect else [n for n in absent if snapshot.complete or anchors.stand_behind(n)]
    holes = [name for name in behind if anchors.stand_before(name) or name in lost]
    gone = tuple(name for name in holes if name in old.missed and anchors.stand_before(name))
    window = Window(
        looked_at=at,
        shown=tuple(shown),
        beyond=tuple(_by_the_story(known, absent, holes)[:MOST_BEYOND]),
        missed=tuple(name for name in holes if name not in gone),
        suspect=suspect,
        aside=_put_aside(old, known.window, suspect=suspect, at=at),
        odd=suspect or (old is known.window and is_odd(old, at)),
    )
    return Absences(window, gone)


def confirm_unchanged(window: Window, *, at: datetime) -> tuple[str, ...]:
    """The posts that stay away, as nothing has changed; none yet of a page that is odd."""
    return () if is_odd(window, at) else window.missed


def is_odd(window: Window, at: datetime) -> bool:
    """Whether this page came for another one, a while ago at most, and that is not back."""
    return window.odd and _is_fresh(window.aside, at)


def recall(window: Window, shown: set[str]) -> Window:
    """The page to hold this one to: the last one, or, after a suspect one, perhaps that before.

    A second page that was served for the first, or an old one, is forgotten once the page is back:
    what is gone by then is missed from the page as it was before.
    """
    before = window.aside
    if before is None or 2 * len(shown.intersection(before.shown)) <= len(before.shown):
        return window
    return before if _share(before, shown) > _share(window, shown) else window


def _put_aside(old: Window, last: Window, *, suspect: bool, at: datetime) -> Window | None:
    """What to remember beside the new window, for a while: the other of two pages in turn."""
    other = last.model_copy(update={"aside": None}) if suspect or old is last.aside else last.aside
    return other if _is_fresh(other, at) else None


def _is_fresh(aside: Window | None, at: datetime) -> bool:
    if aside is None or aside.looked_at is None:
        return False
    return (at - aside.looked_at).total_seconds() <= ASIDE_SECONDS


def _by_the_story(known: Known, absent: Sequence[str], holes: Container[str]) -> list[str]:
    """Absent posts that left no hole: those with a claim, newest first; the rest as they stood."""
    names = [name for name in absent if name not in holes]
    dated = [name for name in names if known.posts[name].post.published]
    newest_first = sorted(dated, key=lambda name: story_order(known.posts[name]), reverse=True)
    return [*newest_first, *(name for name in names if not known.posts[name].post.published)]


def remembered(window: Window) -> set[str]:
    """The posts that the page does not show, but that may be back."""
    aside = window.aside.shown if window.aside else ()
    return {*window.beyond, *window.missed, *aside} - set(window.shown)


def _count_younger(known: Known, old: Window, recognised: Sequence[Recognised]) -> int:
    """How many posts are younger by their claims than all that were shown: they push others out."""
    newest = max((story_order(known.posts[name]) for name in old.shown), default=(0.0, 0))
    return sum(_moment(one) > newest for one in recognised if one.post.published)


def _share(window: Window, shown: set[str]) -> float:
    """How much two pages have in common, from 0.0 to 1.0 (Jaccard's index)."""
    before = set(window.shown)
    return len(before & shown) / max(len(before | shown), 1)


class _Anchors:
    """Posts that stand in the flow of the page, and show how far back it reaches."""

    def __init__(
        self, known: Known, old: Window, recognised: Sequence[Recognised], *, odd: bool
    ) -> None:
        self._known = known
        self._before = _places(known, old.shown)
        for place, name in enumerate(old.beyond, start=len(self._before)):
            self._before.setdefault(name, place)
        flow = [one for one in recognised if PINNED not in one.post.labels]
        names = [one.post.id for one in flow if one.known]
        self._now = _places(known, names)
        self._stayed = [name for name in names if name in self._before]
        self._slid_in = _old_end(self._now, self._before)
        self._unreached = {*old.beyond, *((*old.shown, *old.missed) if odd else ())}
        self._newest = max((_moment(one) for one in flow), default=(0.0, 0))

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

    def stand_before(self, name: str) -> bool:
        """Whether the page reaches up to this absent post, so that it may be missed.

        A post that the last page did not show must have younger ones above it, as must all of an
        odd page: this may be an old one.
        """
        moment = story_order(self._known.posts[name])
        return name not in self._unreached or moment < self._newest


def _moment(one: Recognised) -> tuple[float, int]:
    """Where a post of the page belongs in the story; one that is new by its claim alone."""
    if one.known:
        return story_order(one.known)
    claim = one.post.published
    return (claim.at.timestamp() if claim else 0.0, 0)


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
