"""One desk writes one blog: seeded, by the clock it is given, and it never forgets the truth."""

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tickerd.liveblog.frozen import to_instant

from .rhythm import LIVELY, Rhythm
from .truth import Act, Deed, TruePost, Truth, tell
from .words import Copy, Draft, Writer

PICTURE_SHARE = 0.15
"""How many of the desk's own posts have a picture."""
REACH = 12
"""Corrections, pins and removals by the desk's own choice concern its newest posts only."""


class Desk:
    """Publishes, corrects, pins, removes and restores, at seeded moments; also when it is told to.

    The same seed, copy, opening and orders give the same history, however `advance` is stepped.
    Orders must come in the order of their moments; a post is named by its id.
    """

    def __init__(  # noqa: PLR0913 - each is a choice of its own; most have a default
        self,
        copy: Copy,
        *,
        seed: int,
        opens_at: datetime,
        rhythm: Rhythm | None = LIVELY,
        backlog: int = 0,
        window: int = 30,
    ) -> None:
        """Open the desk.

        Args:
            copy: what it may say.
            seed: of all its choices.
            opens_at: the moment of its first own post.
            rhythm: how lively it is; None: it does only what it is told.
            backlog: how many posts it had already written before it opened.
            window: how many posts the page shows.
        """
        self.copy = copy
        self.window = window
        self.acts: list[Act] = []
        self._rhythm = rhythm
        self._chance = random.Random(f"{copy.path} {seed}")  # noqa: S311 - a game, no secret
        self._writer = Writer(copy, self._chance)
        self._drafts: dict[str, Draft] = {}
        self._removed_at: dict[str, datetime] = {}
        self._printed = 0
        self._now: Truth | None = None
        self._next_at = self._opened_at = to_instant(opens_at)
        self._write_backlog(backlog)

    def advance(self, to: datetime) -> list[Act]:
        """Let happen what happens until then, and say what it was."""
        before = len(self.acts)
        while self._rhythm and self._next_at <= to and not self.truth().ended_at:
            moment = self._next_at
            self._next_at = to_instant(moment + self._rhythm.pause(self._chance))
            self._act(moment, self._rhythm)
        return self.acts[before:]

    def truth(self, at: datetime | None = None) -> Truth:
        """What is so now, or what was so then (an act at that very moment included)."""
        if at is not None:
            return self._tell(self.acts[: bisect_right(self.acts, at, key=lambda act: act.at)])
        if self._now is None:
            self._now = self._tell(self.acts)
        return self._now

    # ------------------------------------------------------------ what one may order

    def publish(
        self,
        at: datetime,
        *paragraphs: str,
        headline: str | None = None,
        key: bool = False,
        caption: str | None = None,
    ) -> TruePost:
        """Print a new post, in these words."""
        self.advance(at)
        self._printed += 1
        name = str(1000 + 7 * self._printed)
        post = TruePost(
            id=name,
            published_at=to_instant(at),
            modified_at=None,
            revision=1,
            headline=headline,
            paragraphs=paragraphs,
            author=self._chance.choice(self.copy.authors),
            key=key,
            caption=caption,
            picture=name,
        )
        return self._note(at, Deed.PUBLISH, post)

    def correct(
        self, at: datetime, post: str, *paragraphs: str, headline: str | None = None
    ) -> TruePost:
        """Print another wording of a post that stands."""
        self.advance(at)
        old = find(self.truth().posts, post)
        new = replace(
            old,
            headline=headline or old.headline,
            paragraphs=paragraphs,
            revision=old.revision + 1,
            modified_at=to_instant(at),
        )
        return self._note(at, Deed.CORRECT, new)

    def pin(self, at: datetime, post: str) -> TruePost:
        """Let a post that stands also stand at the top, in place of the one that did."""
        self.advance(at)
        return self._note(at, Deed.PIN, find(self.truth().posts, post))

    def remove(self, at: datetime, post: str) -> TruePost:
        """Take a post off the page."""
        self.advance(at)
        self._removed_at[post] = to_instant(at)
        return self._note(at, Deed.REMOVE, find(self.truth().posts, post))

    def restore(self, at: datetime, post: str) -> TruePost:
        """Put a removed post back in its place."""
        self.advance(at)
        return self._note(at, Deed.RESTORE, find(self.truth().removed, post))

    def retitle(self, at: datetime, headline: str) -> None:
        """Give the blog another headline."""
        self.advance(at)
        self._append(Act(to_instant(at), Deed.RETITLE, headline=headline))

    def resize(self, at: datetime, window: int) -> None:
        """Let the page show so many posts from now on."""
        self.advance(at)
        self._append(Act(to_instant(at), Deed.RESIZE, window=window))

    def rest(self, until: datetime) -> None:
        """Do nothing by its own choice before then."""
        self._next_at = max(self._next_at, to_instant(until))

    def close(self, at: datetime) -> None:
        """End the coverage; nothing happens afterwards unless it is ordered."""
        self.advance(at)
        self._append(Act(to_instant(at), Deed.CLOSE))

    # ------------------------------------------------------------ what it does by itself

    def _act(self, at: datetime, rhythm: Rhythm) -> None:
        deed = rhythm.choose(self._chance)
        truth = self.truth()
        recent = truth.shown[:REACH]
        match deed:
            case Deed.CORRECT if recent:
                self._correct(at, self._chance.choice(recent))
            case Deed.PIN if keys := [post for post in recent if post.key and post != truth.pinned]:
                self.pin(at, self._chance.choice(keys).id)
            case Deed.REMOVE if inner := [post for post in recent[1:-1] if post != truth.pinned]:
                self.remove(at, self._chance.choice(inner).id)
            case Deed.RESTORE if away := self._restorable(at, rhythm):
                self.restore(at, self._chance.choice(away).id)
            case Deed.RETITLE:
                self.retitle(at, self._writer.headline())
            case _:
                self._publish(at)

    def _publish(self, at: datetime) -> None:
        draft = self._writer.write()
        pictured = self._chance.random() < PICTURE_SHARE
        post = self.publish(
            at,
            *draft.paragraphs,
            headline=draft.headline,
            key=draft.lead.key,
            caption=self._writer.caption() if pictured else None,
        )
        self._drafts[post.id] = draft

    def _correct(self, at: datetime, post: TruePost) -> None:
        draft = self._drafts.get(post.id)
        if draft is None:  # somebody else's words: they are left alone, some are added
            self.correct(at, post.id, *post.paragraphs, self._writer.addition())
            return
        draft, before = self._writer.correct(draft)
        self._drafts[post.id] = draft
        admitted = before is not None and self._chance.random() < 0.5
        notice = (self.copy.words.correction.format(before=before),) if admitted else ()
        self.correct(at, post.id, *draft.paragraphs, *notice, headline=draft.headline)

    def _restorable(self, at: datetime, rhythm: Rhythm) -> Sequence[TruePost]:
        """Those away for long enough that would stand inside the window again."""
        truth = self.truth()
        oldest = truth.shown[-1].published_at if truth.shown else self._opened_at
        long_ago = at - timedelta(seconds=rhythm.absence_seconds)
        return [
            post
            for post in truth.removed
            if post.published_at > oldest and self._removed_at[post.id] <= long_ago
        ]

    def _write_backlog(self, count: int) -> None:
        gaps = [timedelta(seconds=self._chance.randint(90, 420)) for _ in range(count)]
        at = self._opened_at = self._next_at - sum(gaps, timedelta())
        for gap in gaps:
            self._publish(at)
            at += gap

    # ------------------------------------------------------------ the memory

    def _note(self, at: datetime, deed: Deed, post: TruePost) -> TruePost:
        self._append(Act(to_instant(at), deed, post))
        return post

    def _append(self, act: Act) -> None:
        if self.acts and act.at < self.acts[-1].at:
            raise ValueError(f"{act.at} lies before the desk's last act, {self.acts[-1].at}")
        self.acts.append(act)
        self._now = None

    def _tell(self, acts: Sequence[Act]) -> Truth:
        return tell(
            acts,
            opened_at=self._opened_at,
            headline=self.copy.headlines[0],
            window=self.window,
        )


def find(posts: Sequence[TruePost], name: str) -> TruePost:
    """The post of that id.

    Raises:
        LookupError: it is not among them.
    """
    for post in posts:
        if post.id == name:
            return post
    raise LookupError(f"no post {name} here")
