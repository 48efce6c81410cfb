"""The past of a newsroom's blog, asked for at every look and in between: what was so then."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from unittest.mock import patch

import aiohttp
import pytest

from gateway.people import get
from makers import NOON, a_blog
from tickerd.extract import extract
from tickerd.liveblog.chain import NO_HEAD, Head
from tickerd.liveblog.diff import diff, fold
from tickerd.liveblog.document import Document
from tickerd.liveblog.frozen import format_instant, to_instant
from tickerd.liveblog.known import Known, KnownPost
from tickerd.liveblog.post import Post
from tickerd.liveblog.snapshot import Snapshot
from tickerd.newsroom import Desk, Rhythm, Tongue
from tickerd.newsroom.render import render
from tickerd.newsroom.words import load_copy
from tickerd.wire import checkpoints
from tickerd.wire.redis import RedisWire

URL = "http://127.0.0.1:8000/town/blog"
BUSY = Rhythm(corrections=0.3, removals=0.1, restorations=0.1, absence_seconds=20)
TRUTHFUL = Rhythm(corrections=0.4, removals=0.0, restorations=0.0)


@pytest.fixture(autouse=True)
def many_checkpoints() -> Iterator[None]:
    """So that most states rest on one."""
    with patch.object(checkpoints, "LEAST_EVENTS", 7):
        yield


@dataclass
class Watcher:
    """Looks at a desk's page, and saves what each look gave."""

    desk: Desk
    wire: RedisWire
    tongue: Tongue = Tongue.JSONLD
    known: Known = field(default_factory=lambda: Known(blog=a_blog(URL)))
    head: Head = NO_HEAD
    saved: list[tuple[datetime, Snapshot, Known]] = field(default_factory=list)

    async def look(self, at: datetime, *, late: timedelta = timedelta()) -> None:
        """Look at the page as it was at that moment, a while later."""
        self.desk.advance(at)
        at += late
        body = render(self.desk.truth(), self.desk.copy, self.tongue, url=URL).encode()
        kind = "text/html; charset=utf-8"
        snapshot = extract(Document(URL, body, at, content_type=kind, source=self.desk.copy.source))
        difference = diff(self.known, snapshot, at=at)
        known = fold(self.known, difference.events)
        self.known = known.model_copy(update={"window": difference.window})
        if difference.events:
            entries = await self.wire.commit(self.known, difference.events, expect=self.head)
            self.head = Head.of(entries[-1])
        self.saved.append((at, snapshot, self.known))


async def ask(
    http: aiohttp.ClientSession, at: datetime, by: str = "observed"
) -> dict[str, KnownPost]:
    """The posts of the blog as it stood at a moment."""
    state = await get(http, f"/v1/blogs/{a_blog(URL).id}?as_of={format_instant(at)}&by={by}")
    posts = [KnownPost.model_validate(post) for post in state["posts"]]
    return {post.post.id: post for post in posts}


def face(post: Post) -> tuple[object, ...]:
    return (*post.wording, post.published and post.published.at)


@pytest.mark.parametrize("tongue", list(Tongue))
async def test_the_state_at_each_look_is_what_a_saved_parse_of_that_look_gave(
    wire: RedisWire, http: aiohttp.ClientSession, tongue: Tongue
) -> None:
    desk = Desk(load_copy("regatta"), seed=5, opens_at=NOON, rhythm=BUSY, backlog=9, window=8)
    watcher = Watcher(desk, wire, tongue)
    for number in range(20):
        await watcher.look(NOON + timedelta(seconds=20 * number))

    for at, snapshot, known in watcher.saved:
        then = await ask(http, at)
        between = await ask(http, at + timedelta(seconds=19.999))
        standing = [face(one.post) for one in then.values() if not one.removed]

        assert then == between == known.posts
        shown = [face(post) for post in snapshot.posts]
        assert set(shown) <= set(standing) or known.window.doubted
        # What stands and was not shown has rolled off, or waits for a second look.
        for name in known.window.shown:
            assert face(then[name].post) in shown or name in known.window.doubted
    assert await wire.checkpoint(a_blog(URL).id, watcher.saved[9][0])


@pytest.mark.parametrize("seed", [1, 2])
async def test_by_the_claims_the_past_is_the_newsroom_s_truth_at_every_moment(
    wire: RedisWire, http: aiohttp.ClientSession, seed: int
) -> None:
    """Looked at after each act, and some minutes late: the claims put it all back in its place."""
    desk = Desk(load_copy("regatta"), seed=seed, opens_at=NOON, rhythm=TRUTHFUL, backlog=9)
    ahead = Desk(load_copy("regatta"), seed=seed, opens_at=NOON, rhythm=TRUTHFUL, backlog=9)
    acts = ahead.advance(NOON + timedelta(minutes=2))
    watcher = Watcher(desk, wire)
    await watcher.look(NOON - timedelta(seconds=1), late=timedelta(minutes=10))
    for act in acts:
        await watcher.look(act.at, late=timedelta(minutes=10))
    asked = [act.at for act in ahead.acts]
    asked += [before + (after - before) / 2 for before, after in pairwise(asked)]

    for at in asked:
        truth = ahead.truth(to_instant(at)).posts
        posts = await ask(http, at, by="published")

        assert {known.post.wording for known in posts.values()} == {
            (post.headline or "", post.text) for post in truth
        }
        assert len(posts) == len(truth)
    assert any(post.revision > 1 for post in posts.values())
