"""One watch's loop, over whatever its looks come to."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
import structlog
from redis.exceptions import ResponseError

from makers import a_watch
from tickerd import telemetry
from tickerd.errors import ReaderBroken, TickerdError, WireError
from tickerd.liveblog.blog import Look
from tickerd.liveblog.cadence import Cadence
from tickerd.wire.redis import RedisWire
from tickerd.worker.fetcher import Fetcher
from tickerd.worker.follower import FAULT, Follower
from tickerd.worker.parser import Parser
from tickerd.worker.poller import Outcome, Poller

WATCH = a_watch()


def now() -> datetime:
    return datetime.now(UTC)


class Scripted(Poller):
    """A poller whose looks end as the test says; the last ending goes on for ever."""

    endings: Sequence[str | Exception] = ("ok",)
    looks = 0
    forgotten = 0

    async def look(self, at: datetime) -> Outcome:
        ending = self.endings[min(self.looks, len(self.endings) - 1)]
        self.looks += 1
        if isinstance(ending, Exception):
            raise ending
        problem = None if ending == "ok" else f"It is {ending}."
        return Outcome(Look(blog=WATCH.blog.id, looked_at=at, state=ending, problem=problem))

    def forget(self) -> None:
        self.forgotten += 1


MakePoller = Callable[..., Scripted]


@pytest.fixture
def make_poller(wire: RedisWire) -> MakePoller:
    def make(*endings: str | Exception) -> Scripted:
        poller = Scripted(WATCH, wire=wire, fetcher=Fetcher(), parser=Parser())
        poller.endings = endings
        return poller

    return make


async def follow(wire: RedisWire, poller: Poller, looks: int, every_seconds: float) -> list[Look]:
    """Follow until there were so many looks."""
    told: list[Look] = []
    enough = asyncio.Event()

    async def on_look(look: Look, _entries: object) -> None:
        told.append(look)
        if len(told) == looks:
            enough.set()

    follower = Follower(WATCH, poller, Cadence(every_seconds), wire, now)
    following = asyncio.create_task(follower.follow(on_look))
    waiting = asyncio.create_task(enough.wait())
    await asyncio.wait({following, waiting}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    following.cancel()
    with suppress(asyncio.CancelledError):
        await following
    return told[:looks]


async def test_our_own_failure_over_one_blog_is_told_and_the_watch_goes_on(
    wire: RedisWire, make_poller: MakePoller
) -> None:
    """Invariant 7: bad pages never stop a watch."""
    poller = make_poller(ZeroDivisionError("over this page"), "ok")
    before = telemetry.LOOKS.labels(outcome=FAULT)._value.get()

    with structlog.testing.capture_logs() as logged:
        looks = await follow(wire, poller, 2, 0.01)

    assert [look.state for look in looks] == [FAULT, "ok"]
    assert looks[0].problem is not None
    assert "ZeroDivisionError: over this page" in looks[0].problem
    assert poller.forgotten == 1
    assert telemetry.LOOKS.labels(outcome=FAULT)._value.get() == before + 1
    assert "look_failed" in [line["event"] for line in logged]


@pytest.mark.parametrize(
    "error", [ReaderBroken(cause="a test says so"), WireError(), ResponseError("ERR bad script")]
)
async def test_a_broken_promise_is_not_swallowed(
    wire: RedisWire, make_poller: MakePoller, error: Exception
) -> None:
    """Invariant 7: our own broken promises stop the process."""
    with pytest.raises((TickerdError, ResponseError)) as caught:
        await follow(wire, make_poller(error), 1, 0.01)

    assert caught.value is error


async def test_a_page_that_fails_from_its_first_look_on_is_logged_once(
    wire: RedisWire, make_poller: MakePoller
) -> None:
    with structlog.testing.capture_logs() as logged:
        await follow(wire, make_poller("Refused", "Refused", "ok"), 3, 0.01)

    told = [line["state"] for line in logged if line["event"] == "look_state"]
    assert told == ["Refused", "ok"]


async def test_a_page_that_goes_well_from_the_first_is_not_spoken_of(
    wire: RedisWire, make_poller: MakePoller
) -> None:
    with structlog.testing.capture_logs() as logged:
        await follow(wire, make_poller("ok"), 2, 0.01)

    assert logged == []


async def test_looks_come_at_a_fixed_rate(wire: RedisWire, make_poller: MakePoller) -> None:
    looks = await follow(wire, make_poller("ok"), 6, 0.05)

    between = looks[-1].looked_at - looks[0].looked_at
    assert timedelta(seconds=0.2) <= between < timedelta(seconds=0.5)


async def test_failing_looks_come_more_and_more_slowly(
    wire: RedisWire, make_poller: MakePoller
) -> None:
    looks = await follow(wire, make_poller("ok", "ok", "Refused"), 4, 0.01)

    waits = [look.next_look_at - look.looked_at for look in looks if look.next_look_at]
    assert max(waits[:3]) < timedelta(seconds=0.5)
    assert waits[3] > timedelta(seconds=1)


async def test_looks_like_the_last_are_not_written_each_time(
    wire: RedisWire, make_poller: MakePoller
) -> None:
    looks = await follow(wire, make_poller("ok"), 5, 0.01)

    assert (await wire.looks())[WATCH.blog.id] == looks[0]


async def test_a_look_that_went_otherwise_is_written_at_once(
    wire: RedisWire, make_poller: MakePoller
) -> None:
    looks = await follow(wire, make_poller("ok", "ok", "Refused"), 3, 0.01)

    assert (await wire.looks())[WATCH.blog.id] == looks[2]
