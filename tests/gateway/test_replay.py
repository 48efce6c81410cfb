"""The past at a chosen pace."""

import asyncio
import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.people import Author, entries, follow, frame, ids
from makers import NOON
from tickerd.errors import BadRequest
from tickerd.gateway.app import Gateway
from tickerd.gateway.replay import Pace, parse_speed


@given(
    st.floats(min_value=0.1, max_value=1000),
    st.lists(st.floats(min_value=0, max_value=100_000), min_size=1, max_size=20),
)
def test_silences_are_divided_by_the_speed(speed: float, silences: list[float]) -> None:
    pace, clock, observed_at = Pace(speed), 500.0, NOON
    assert pace.wait_seconds(observed_at, clock) == 0
    for silence in silences:
        observed_at += timedelta(seconds=silence)
        clock += pace.wait_seconds(observed_at, clock)

    passed = (observed_at - NOON).total_seconds()
    assert clock - 500 == pytest.approx(passed / speed, rel=1e-6, abs=1e-6)


def test_time_that_telling_took_is_made_up_for() -> None:
    pace = Pace(1.0)
    pace.wait_seconds(NOON, 0.0)

    assert pace.wait_seconds(NOON + timedelta(seconds=10), 4.0) == 6.0
    assert pace.wait_seconds(NOON + timedelta(seconds=10), 12.0) == 0.0


@pytest.mark.parametrize("text", ["", "fast", "0", "0.09", "1000.1", "-1", "nan", "inf"])
def test_a_speed_out_of_bounds_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match=r"from 0\.1 to 1000"):
        parse_speed(text)


async def test_a_replay_keeps_its_pace_and_goes_over_into_live(
    gateway: Gateway, author: Author
) -> None:
    await author.open()
    sent = []
    for second in (10, 20, 40):
        sent += await author.post(f"At {second}.", at=NOON + timedelta(seconds=second))
    loop = asyncio.get_running_loop()
    told_at = []
    async with follow(gateway, "?since=earliest&speed=100&kind=post.added") as socket:
        got = []
        for _ in sent:
            got += ids(await entries(socket, 1))
            told_at.append(loop.time())
        await frame(socket, "live")
        [new] = await author.post("Live.", at=NOON + timedelta(hours=5))
        got += ids(await entries(socket, 1))

    assert got == [str(entry.cursor) for entry in [*sent, new]]
    assert 0.09 <= told_at[1] - told_at[0] < told_at[2] - told_at[0]
    assert 0.28 <= told_at[2] - told_at[0] < 3


async def test_what_is_committed_during_a_replay_is_told_after_it(
    gateway: Gateway, author: Author
) -> None:
    await author.open()
    sent = await author.post("Then.")
    sent += await author.post("A while later.", at=NOON + timedelta(seconds=30))
    async with follow(gateway, "?since=earliest&speed=100&kind=post.added") as socket:
        got = ids(await entries(socket, 1))
        for number in range(50):
            sent += await author.post(f"Meanwhile {number}.")
        got += ids(await entries(socket, len(sent) - 1))

    assert got == [str(entry.cursor) for entry in sent]


async def test_a_silence_of_the_past_is_filled_with_heartbeats(
    quick_gateway: Gateway, author: Author
) -> None:
    await author.open()
    [first] = await author.post("Before the silence.")
    await author.post("After it.", at=NOON + timedelta(hours=5))
    async with follow(quick_gateway, "?since=earliest&kind=post.added") as socket:
        await entries(socket, 2)  # now the tail has them, too: both are of the past
    query = f"?since={first.cursor.epoch}-1&speed=1"
    async with follow(quick_gateway, query) as socket:
        assert ids(await entries(socket, 1)) == [str(first.cursor)]
        beat = json.loads(await socket.recv())

    assert beat["frame"] == "heartbeat"
    assert beat["cursor"] == str(first.cursor)
