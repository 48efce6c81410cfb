"""What a look tells us: known + snapshot -> events. And its inverse, `fold`.

The law: `fold(known, diff(known, s).events)` shows what `s` shows, and a second diff is silent. Two
things need two looks, and are told by the second: a removal, and a wording that goes back.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from tickerd.errors import NothingFound

from .claim import Claim, ClaimRule
from .doubt import is_outdated, settle_wordings
from .event import (
    BlogEnded,
    BlogOpened,
    BlogUpdated,
    Event,
    PostAdded,
    PostRemoved,
    PostRestored,
    PostRevised,
)
from .face import sign_of
from .identity import Recognised, recognise
from .known import Known, KnownPost, Window
from .post import Post
from .redating import as_dated_now, note_times
from .removal import confirm_unchanged, find_missed, remembered
from .snapshot import Snapshot
from .wording import compare_words

ABSENT = "absent in two looks"


@dataclass(frozen=True, slots=True)
class Difference:
    """What one look tells: the events, oldest first, and the window to hold the next look to."""

    events: tuple[Event, ...]
    window: Window


def diff(known: Known, snapshot: Snapshot, *, at: datetime) -> Difference:
    """What the page says at a look that we did not know before.

    Raises:
        NothingFound: the page shows no posts and should: that is a fault, not many removals.
    """
    if not snapshot.posts and (snapshot.reason or known.posts):
        cause = snapshot.reason or "it showed posts before, and shows none now"
        raise NothingFound(url=known.blog.url, cause=cause)
    if is_outdated(known, snapshot, at=at):
        since = known.window.outdated_since or at
        return Difference((), known.window.model_copy(update={"outdated_since": since}))
    today = as_dated_now(known)
    recognition = recognise(today, snapshot.posts)
    absences = find_missed(today, snapshot, recognition.posts, at=at)
    away = remembered(absences.window)
    names = {name: sign for name, sign in known.window.names.items() if name in away}
    settled = settle_wordings(known.window, recognition.posts)
    look = _Look(known=known, at=at)
    events = (
        *look.tell_of_blog(snapshot),
        *(e for one in _oldest_first(settled.recognised) for e in look.tell_of_post(one)),
        *look.tell_of_removals(absences.gone),
        *look.tell_of_end(snapshot),
    )
    memory = {
        "former": settled.former,
        "doubted": settled.doubted,
        "names": recognition.names | names,
        "times": note_times(known, recognition.posts, away),
        "anew": recognition.anew,
        "places": recognition.places,
    }
    return Difference(events, absences.window.model_copy(update=memory))


def diff_unchanged(known: Known, *, at: datetime) -> Difference:
    """What it tells us that the page is as it was: posts that were missed stay away."""
    gone = confirm_unchanged(known.window, at=at)
    events = tuple(_Look(known=known, at=at).tell_of_removals(gone))
    missed = tuple(name for name in known.window.missed if name not in gone)
    window = known.window.model_copy(update={"looked_at": at, "missed": missed})
    return Difference(events, window)


def fold(known: Known, events: Iterable[Event]) -> Known:
    """The state after the events. An event that is already in the state changes nothing.

    The window is left as it is: it is no part of what the events say.
    """
    posts = dict(known.posts)
    blog: dict[str, Any] = {}
    for event in events:
        if isinstance(event, BlogOpened):
            blog |= {"blog": event.about, "opened": True, "ended": None, **_head(event)}
        elif isinstance(event, BlogUpdated):
            blog |= _head(event)
        elif isinstance(event, BlogEnded):
            blog |= {"ended": event.reason}
        else:
            posts[event.post.id] = _fold_post(posts.get(event.post.id), event, len(posts) + 1)
    return known.model_copy(update={**blog, "posts": posts})


# ---------------------------------------------------------------- telling


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at a blog; all that it tells shares what was known and when it was seen."""

    known: Known
    at: datetime

    def _seen(self) -> dict[str, Any]:
        return {
            "blog": self.known.blog.id,
            "seen_after": self.known.window.looked_at,
            "observed_at": self.at,
        }

    def tell_of_blog(self, snapshot: Snapshot) -> Iterator[Event]:
        reopened = self.known.ended is not None and snapshot.live is True
        if not self.known.opened or reopened:
            yield BlogOpened(**self._seen(), **_head(snapshot), about=self.known.blog)
        elif _head_differs(self.known, snapshot):
            yield BlogUpdated(**self._seen(), **_head(snapshot))

    def tell_of_post(self, one: Recognised) -> Iterator[Event]:
        known = one.known
        if known is None:
            yield PostAdded(**self._about(one.post, 1, 1, one.reason))
            return
        change = known.change
        if known.removed:
            change += 1
            yield PostRestored(**self._about(known.post, known.revision, change, one.reason))
        if differs(known.post, one.post):
            yield PostRevised(
                **self._about(one.post, known.revision + 1, change + 1, one.reason),
                headline_changes=compare_words(known.post.headline or "", one.post.headline or ""),
                text_changes=compare_words(known.post.text, one.post.text),
            )

    def tell_of_removals(self, names: Iterable[str]) -> Iterator[Event]:
        for name in names:
            known = self.known.posts[name]
            about = self._about(known.post, known.revision, known.change + 1, ABSENT)
            yield PostRemoved(**about)

    def tell_of_end(self, snapshot: Snapshot) -> Iterator[Event]:
        if snapshot.live is False and self.known.ended is None:
            yield BlogEnded(**self._seen(), reason="the page says that its coverage is over")

    def _about(self, post: Post, revision: int, change: int, reason: str) -> dict[str, Any]:
        return {
            **self._seen(),
            "post": post,
            "revision": revision,
            "change": change,
            "recognised_by": reason,
        }


def differs(old: Post, new: Post) -> bool:
    """Whether a reader would see another post: other words or other media."""
    return sign_of(old) != sign_of(new)


def _head(page: Snapshot | BlogOpened | BlogUpdated) -> dict[str, Any]:
    return {
        "headline": page.headline,
        "standfirst": page.standfirst,
        "last_updated": page.last_updated,
    }


def _head_differs(known: Known, snapshot: Snapshot) -> bool:
    return (
        known.headline != snapshot.headline
        or known.standfirst != snapshot.standfirst
        or _updated_anew(known.last_updated, snapshot.last_updated)
    )


def _updated_anew(old: Claim | None, new: Claim | None) -> bool:
    """Whether a "Last updated" is another one; an age ("5 min ago") is another at every look."""
    old, new = (None if c and c.rule is ClaimRule.RELATIVE else c for c in (old, new))
    if old is None or new is None or old.raw == new.raw:
        return (old is None) is not (new is None)
    return old.at != new.at


def _oldest_first(recognised: Sequence[Recognised]) -> Sequence[Recognised]:
    """In the order of the story: page order, turned round unless the page reads downwards."""
    moments = [one.post.published.at for one in recognised if one.post.published]
    rising = sum(above < below for above, below in pairwise(moments))
    falling = sum(above > below for above, below in pairwise(moments))
    return recognised if rising > falling else recognised[::-1]


# ---------------------------------------------------------------- folding


def _fold_post(
    known: KnownPost | None,
    event: PostAdded | PostRevised | PostRemoved | PostRestored,
    next_ordinal: int,
) -> KnownPost:
    if known is None:
        return KnownPost(
            post=event.post,
            revision=event.revision,
            change=event.change,
            ordinal=next_ordinal,
            removed=isinstance(event, PostRemoved),
            seen_after=event.seen_after,
            observed_at=event.observed_at,
            changed_at=event.observed_at,
        )
    if event.change <= known.change:
        return known
    return known.model_copy(
        update={
            "post": event.post,
            "revision": event.revision,
            "change": event.change,
            "removed": isinstance(event, PostRemoved),
            "changed_at": event.observed_at,
        }
    )
