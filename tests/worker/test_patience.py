"""What one page of a host meets holds for all its pages, and for no other host."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from makers import NOON
from tickerd.errors import Disallowed, Postponed, Refused, Unreachable
from tickerd.liveblog.cadence import MOST_RETRY_AFTER_SECONDS
from tickerd.worker.fetcher import Fetcher
from tickerd.worker.patience import (
    LEAST_REST_SECONDS,
    MOST_REST_SECONDS,
    NEAR_SECONDS,
    Patience,
    own_rest,
)
from worker.looks import MakePoller, at
from worker.origin import LOOPBACK, PAGE, Names, Origin, fetch
from worker.pages import FIRST, live_page

HOST = "harbour.example"
LONG_AGO = Unreachable(f"https://{HOST}/", "it is too slow")
LONG_AGO.__cause__ = TimeoutError()
NEVER_THERE = Unreachable(f"https://{HOST}/", "no address is known for the name")

# ---------------------------------------------------------------- the rule


def rest_seconds(patience: Patience, now: float) -> float:
    """How long a host is not asked any more; 0 if it may be."""
    try:
        patience.check(f"https://{HOST}/", HOST, now)
    except Postponed as error:
        return error.retry_after_seconds
    return 0.0


@pytest.mark.parametrize("status", [429, 503])
def test_what_a_host_asks_for_counts_at_once(status: int) -> None:
    patience = Patience().after_answer(status, 77.0, now=100.0)

    assert [rest_seconds(patience, now) for now in (100.0, 170.0, 177.0)] == [77.0, 7.0, 0.0]


def test_one_strained_answer_may_be_chance_and_more_make_the_rest_longer() -> None:
    patience, rests = Patience(), []
    for _ in range(7):
        patience = patience.after_answer(503, None, now=0.0)
        rests.append(rest_seconds(patience, 0.0))

    assert rests == [0, 5, 10, 20, 40, 60, 60]


def test_answers_that_do_not_come_in_time_are_strain_too() -> None:
    patience = Patience().after_error(LONG_AGO, 0.0).after_error(LONG_AGO, 0.0)

    assert rest_seconds(patience, 0.0) == LEAST_REST_SECONDS


@pytest.mark.parametrize("status", [200, 304, 301, 404, 410])
def test_an_answer_without_strain_ends_it(status: int) -> None:
    strained = Patience().after_answer(503, 77.0, now=0.0)

    assert strained.after_answer(status, None, now=1.0) == Patience()


def test_what_tells_nothing_of_the_host_changes_nothing() -> None:
    strained = Patience().after_answer(503, 77.0, now=0.0)

    assert strained.after_answer(500, None, now=1.0) == strained
    assert strained.after_error(NEVER_THERE, 1.0) == strained
    assert strained.after_error(Disallowed(f"https://{HOST}/"), 1.0) == strained
    assert strained.after_error(Refused("u", 500), 1.0) == strained


def test_a_host_that_fails_longer_than_it_asks_for_rests_longer() -> None:
    patience = Patience()
    for _ in range(6):
        patience = patience.after_answer(503, 1.0, now=0.0)

    assert rest_seconds(patience, 0.0) == MOST_REST_SECONDS


def test_the_reason_is_said() -> None:
    asked = Patience().after_answer(429, 77.0, now=0.0)
    with pytest.raises(
        Postponed, match=r"in 77 seconds only: harbour\.example asks to be left alone"
    ):
        asked.check(f"https://{HOST}/live", HOST, 0.0)

    failed = Patience().after_error(LONG_AGO, 0.0).after_error(LONG_AGO, 0.0)
    with pytest.raises(
        Postponed, match=r"in 5 seconds only: harbour\.example has failed us 2 times running"
    ):
        failed.check(f"https://{HOST}/live", HOST, 0.0)


seconds = st.integers(0, 10**9).map(float)
answers = st.tuples(st.sampled_from([200, 304, 404, 429, 500, 503]), st.none() | seconds)


@given(st.lists(answers), seconds)
def test_no_rest_is_longer_than_an_hour_and_every_rest_ends(
    told: list[tuple[int, float | None]], now: float
) -> None:
    patience = Patience()
    for status, asked_seconds in told:
        patience = patience.after_answer(status, asked_seconds, now)

    assert 0 <= rest_seconds(patience, now) <= MOST_RETRY_AFTER_SECONDS
    assert rest_seconds(patience, patience.rest_until - NEAR_SECONDS / 2) == 0


@given(st.integers(0, 10_000))
def test_rests_grow_up_to_their_bound(strains: int) -> None:
    assert own_rest(strains) <= own_rest(strains + 1) <= MOST_REST_SECONDS


# ---------------------------------------------------------------- the fetcher keeps to it


@pytest_asyncio.fixture(loop_scope="session")
async def foreign(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Fetcher]:
    """A fetcher to which no host is the user's own: only foreign hosts are given a rest."""
    names = Names(one_example=["127.0.0.1"] * 20, other_example=["127.0.0.1"] * 20)
    async with Fetcher(
        allow_addresses=LOOPBACK, fetch_seconds=0.3, host_gap_seconds=0.0, resolver=names
    ) as fetcher:
        monkeypatch.setattr(fetcher._resolver, "is_own", lambda _: False)
        yield fetcher


async def test_a_host_that_asks_for_a_pause_is_asked_for_no_page_and_others_are(
    foreign: Fetcher, origin: Origin
) -> None:
    origin.put("/busy", status=429, Retry_After="77")
    origin.put("/live", PAGE)
    with pytest.raises(Refused):
        await fetch(foreign, f"http://one.example:{origin.port}/busy")
    asked = origin.paths()

    with pytest.raises(Postponed) as caught:
        await fetch(foreign, f"http://one.example:{origin.port}/live")
    assert origin.paths() == asked
    assert caught.value.host == "one.example"
    assert 76 < caught.value.retry_after_seconds <= 77
    assert (await fetch(foreign, f"http://other.example:{origin.port}/live")).body == PAGE.encode()


async def test_a_host_that_hangs_costs_two_waits_and_not_one_for_each_page(
    foreign: Fetcher, origin: Origin
) -> None:
    async def hang(_: web.Request) -> web.Response:
        await asyncio.sleep(5)
        return web.Response()

    origin.put("/robots.txt", "")
    urls = [f"http://one.example:{origin.port}/{number}" for number in range(5)]
    for number in range(5):
        origin.handle(f"/{number}", hang)

    ends = await asyncio.gather(
        *(foreign.fetch(url, at=NOON) for url in urls), return_exceptions=True
    )

    assert [type(end) for end in ends] == [Unreachable] * 2 + [Postponed] * 3
    assert origin.paths() == ["/0", "/1"]


async def test_what_a_robots_txt_asks_us_to_wait_counts_too(
    foreign: Fetcher, origin: Origin
) -> None:
    origin.put("/robots.txt", status=503, Retry_After="77")
    url = f"http://one.example:{origin.port}/live"
    with pytest.raises(Refused) as caught:
        await fetch(foreign, url)

    assert caught.value.retry_after_seconds == 77
    with pytest.raises(Postponed):
        await fetch(foreign, url)
    assert len(origin.asked) == 1


async def test_a_host_that_is_our_own_is_given_no_rest(fetcher: Fetcher, origin: Origin) -> None:
    with pytest.raises(Refused):
        await fetch(fetcher, origin.put("/busy", status=429, Retry_After="77"))

    assert (await fetch(fetcher, origin.put("/live", PAGE))).body == PAGE.encode()


async def test_a_look_that_is_put_off_says_so_and_until_when(
    fetcher: Fetcher, origin: Origin, make_poller: MakePoller, monkeypatch: pytest.MonkeyPatch
) -> None:
    poller = make_poller(origin.put("/live", live_page(FIRST)))
    await poller.look(NOON)
    monkeypatch.setattr(fetcher._resolver, "is_own", lambda _: False)
    with pytest.raises(Refused):
        await fetch(fetcher, origin.put("/busy", status=503, Retry_After="77"))

    outcome = await poller.look(at(1))

    assert outcome.look.state == "Postponed"
    assert outcome.look.succeeded_at == NOON
    assert "127.0.0.1 asks to be left alone" in (outcome.look.problem or "")
    assert 70 < (outcome.retry_after_seconds or 0) <= 77
