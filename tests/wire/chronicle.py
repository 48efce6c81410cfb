"""Random logs of several blogs, and all that one may ask about them."""

import random
from datetime import datetime, timedelta
from typing import Any

from makers import NOON, nothing_known
from tickerd.errors import CursorExpired
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.diff import fold
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.event import (
    BlogEnded,
    Event,
    PostRemoved,
    PostRestored,
    PostRevised,
)
from tickerd.liveblog.known import Known, Window
from tickerd.wire.redis import RedisWire
from wire.scribe import Scribe


class Chronicle:
    """Some blogs that write by the dice, each now and then."""

    def __init__(
        self, wire: RedisWire, seed: int, names: tuple[str, ...] = ("a", "b", "c")
    ) -> None:
        self.wire = wire
        self.dice = random.Random(seed)
        self.scribes = [Scribe(wire, name) for name in names]
        self.at = NOON
        self.entries: list[Entry] = []

    @property
    def blogs(self) -> list[str]:
        return [scribe.blog for scribe in self.scribes]

    async def go_on(self, commits: int) -> None:
        """Have somebody commit, so many times."""
        for _ in range(commits):
            self.at += timedelta(seconds=self.dice.choice([0, 1, 20, 300]))
            await self._commit(self.dice.choice(self.scribes))

    async def _commit(self, scribe: Scribe) -> None:
        if not scribe.known.opened or self.dice.random() < 0.5:
            # markup of all kinds, and letters that are more than a byte
            text = "".join(self.dice.choices('abc é—\u2028\\"\n', k=self.dice.choice([9, 90, 900])))
            self.entries += await scribe.write(self.dice.choice([1, 2, 5]), at=self.at, text=text)
            return
        events = [self._change(scribe)]
        looked = Window(looked_at=self.at, shown=tuple(scribe.known.posts)[-3:])
        known = fold(scribe.known, events).model_copy(update={"window": looked})
        entries = await self.wire.commit(known, events, expect=scribe.head)
        await scribe.reload()
        self.entries += entries

    def _change(self, scribe: Scribe) -> Event:
        seen = {"blog": scribe.blog, "observed_at": self.at}
        if not scribe.known.posts or self.dice.random() < 0.1:
            return BlogEnded(reason="the page says so", **seen)
        one = self.dice.choice(list(scribe.known.posts.values()))
        about: dict[str, Any] = {"change": one.change + 1, "recognised_by": "source id", **seen}
        if one.removed:
            return PostRestored(post=one.post, revision=one.revision, **about)
        if self.dice.random() < 0.3:
            return PostRemoved(post=one.post, revision=one.revision, **about)
        post = one.post.model_copy(update={"text": f"{one.post.text} and {one.change}"})
        return PostRevised(post=post, revision=one.revision + 1, **about)


async def ask_everything(wire: RedisWire, blogs: list[str], places: list[Cursor]) -> dict[str, Any]:
    """All that the contract lets one ask, but for what is live."""
    views = [None, [], *([blog] for blog in blogs), blogs[:2], blogs[1:]]
    answers: dict[str, Any] = {}
    for view in views:
        answers[f"floor of {view}"] = await wire.floor(view)
        for after in places:
            for limit in (3, 1000):
                question = f"{limit} of {view} after {after}"
                answers[question] = await _read(wire, view, after, limit)
        for minute in range(-1, 90, 30):
            moment = NOON + timedelta(minutes=minute)
            answers[f"place of {view} at {moment}"] = await wire.place(moment, view)
    for blog in blogs:
        state = await wire.state(blog)
        answers[f"state of {blog}"] = state
        posts = list(state.known.posts) if state else []
        answers[f"posts of {blog}"] = posts
        for post in [*posts[::5], "unheard-of"]:
            answers[f"{post} of {blog}"] = await wire.revisions(blog, post)
        for minute in range(-1, 90, 9):
            moment = NOON + timedelta(minutes=minute)
            answers[f"{blog} at {moment}"] = await stand_at(wire, blog, moment)
    answers["tip"] = await wire.tip()
    answers["blogs"] = await wire.blogs()
    return answers


async def stand_at(wire: RedisWire, blog: str, moment: datetime) -> Known | str:
    """What was known of a blog at a moment; or why that cannot be told any more."""
    ground = await wire.checkpoint(blog, moment)
    known = ground.known if ground else nothing_known()
    after = ground.cursor if ground else await wire.floor([blog])
    if ground is None and after.seq:
        return "trimmed"
    for entry in await wire.read([blog], after=after, limit=1000):
        if entry.observed_at > moment:
            break
        known = fold(known, [entry.event])
    return known


async def _read(
    wire: RedisWire, view: list[str] | None, after: Cursor, limit: int
) -> list[Entry] | tuple[str, str]:
    try:
        return await wire.read(view, after=after, limit=limit)
    except CursorExpired as error:
        return error.cause, error.resume
