"""The past at a chosen pace, from somewhere to somewhere."""

import json
from datetime import datetime, timedelta

import aiohttp
import pytest

from gateway.people import (
    Author,
    SseReader,
    a_day,
    cursors,
    entries,
    follow,
    frame,
    get,
    ids,
    take_all,
)
from makers import NOON
from tickerd.errors import BadRequest
from tickerd.gateway.app import Gateway
from tickerd.gateway.replay import parse_gap, parse_speed
from tickerd.liveblog.frozen import format_instant


@pytest.mark.parametrize("text", ["", "fast", "0", "0.09", "1000.1", "-1", "nan", "inf"])
def test_a_speed_out_of_bounds_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match=r"from 0\.1 to 1000"):
        parse_speed(text)


@pytest.mark.parametrize("text", ["", "soon", "-1", "nan", "inf", "86401"])
def test_a_gap_out_of_bounds_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match="from 0 to 86400"):
        parse_gap(text)


# ---------------------------------------------------------------- pace


async def test_a_replay_goes_over_into_live(gateway: Gateway, author: Author) -> None:
    await author.open()
    sent = []
    for second in (10, 20, 40):
        sent += await author.post(f"At {second}.", at=NOON + timedelta(seconds=second))
    async with follow(gateway, "?since=earliest&speed=1000&kind=post.added") as socket:
        got = ids(await entries(socket, 3))
        await frame(socket, "live")
        [new] = await author.post("Live.", at=NOON + timedelta(hours=5))
        got += ids(await entries(socket, 1))

    assert got == cursors([*sent, new])


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

    assert got == cursors(sent)


async def test_a_silence_of_the_past_is_filled_with_heartbeats_that_tell_its_clock(
    quick_gateway: Gateway, author: Author
) -> None:
    sent = await a_day(author)
    async with follow(quick_gateway, "?since=earliest&kind=post.added") as socket:
        await entries(socket, 5)  # now the tail has them, too: all are of the past
    async with follow(quick_gateway, f"?since={sent[3].cursor}&speed=10") as socket:
        hello = await frame(socket, "hello")
        assert ids(await entries(socket, 1)) == [str(sent[4].cursor)]
        beats = [json.loads(await socket.recv()) for _ in range(2)]

    shown = [datetime.fromisoformat(beat["replay"]["playing_at"]) for beat in beats]
    assert hello["replay"] == {"playing_at": None, "speed": 10.0, "paused": False}
    assert [beat["frame"] for beat in beats] == ["heartbeat"] * 2
    assert [beat["cursor"] for beat in beats] == [str(sent[4].cursor)] * 2
    assert sent[4].observed_at < shown[0] < shown[1] < sent[5].observed_at


async def test_long_silences_are_cut_if_that_is_asked_for(gateway: Gateway, author: Author) -> None:
    sent = await a_day(author)
    async with follow(gateway, "?since=earliest&speed=1&gap=0.01") as socket:
        got = ids(await entries(socket, len(sent)))
        await frame(socket, "live")

    assert got == cursors(sent)


async def test_from_a_time_on_the_clock_runs_from_there(gateway: Gateway, author: Author) -> None:
    sent = await a_day(author)
    begin = format_instant(NOON + timedelta(seconds=15))
    async with follow(gateway, f"?from={begin}&speed=1000") as socket:
        hello = await frame(socket, "hello")
        told = ids(await entries(socket, 1))

    assert hello["cursor"] == str(sent[2].cursor)
    assert hello["replay"]["playing_at"].startswith("2026-06-01T12:00:1")
    assert told == [str(sent[3].cursor)]


async def test_from_before_the_beginning_nothing_is_waited_for(
    gateway: Gateway, author: Author
) -> None:
    sent = await a_day(author)
    async with follow(gateway, "?from=2001-01-01T00:00:00Z&speed=0.1") as socket:
        assert ids(await entries(socket, 1)) == cursors(sent[:1])


# ---------------------------------------------------------------- to


@pytest.mark.parametrize("speed", ["", "&speed=1000&gap=0.01"])
@pytest.mark.parametrize("last", [0, 3, 5])
async def test_a_stream_with_an_end_tells_all_up_to_it_says_so_and_closes(
    gateway: Gateway, author: Author, speed: str, last: int
) -> None:
    sent = await a_day(author)
    await author.post("Too late.")
    places = [str(sent[last].cursor), format_instant(sent[last].observed_at)]
    for place in places:
        async with follow(gateway, f"?since=earliest&to={place}{speed}") as socket:
            told, frames = await take_all(socket)

        assert told == cursors(sent[: last + 1])
        assert [one["frame"] for one in frames] == ["hello", "end"]
        assert frames[0]["to"] == frames[1]["cursor"] == places[0]


async def test_an_end_behind_all_of_the_view_is_reached(gateway: Gateway, author: Author) -> None:
    sent = await a_day(author)
    async with follow(gateway, "?since=earliest&to=latest&kind=blog.ended") as socket:
        told, frames = await take_all(socket)

    assert told == []
    assert frames[-1] == {"frame": "end", "cursor": str(sent[-1].cursor)}


async def test_an_end_that_the_tail_has_not_heard_of_yet_is_reached(
    gateway: Gateway, author: Author
) -> None:
    await author.open()
    for number in range(20):
        [seen] = await author.post(f"Number {number}.")
        async with follow(gateway, f"?since=earliest&to={seen.cursor}") as socket:
            told, _ = await take_all(socket)

        assert told[-1] == str(seen.cursor)


async def test_two_streams_that_meet_at_a_time_share_nothing_and_miss_nothing(
    gateway: Gateway, author: Author
) -> None:
    sent = await a_day(author)
    middle = format_instant(sent[3].observed_at)
    got = []
    for query in (f"?since=earliest&to={middle}", f"?from={middle}&to=latest"):
        async with follow(gateway, query) as socket:
            got += (await take_all(socket))[0]

    assert got == cursors(sent)


async def test_a_browser_that_comes_back_to_an_end_is_sent_away(
    author: Author, http: aiohttp.ClientSession
) -> None:
    sent = await a_day(author)
    path = f"/v1/stream?since=earliest&to={sent[2].cursor}"
    async with http.get(path) as response:
        got = await SseReader(response).events(3)
        end = await SseReader(response).receive()
        with pytest.raises(EOFError):
            await SseReader(response).receive()
    async with http.get(path, headers={"Last-Event-ID": end["id"]}) as again:
        assert again.status == 204

    assert [event["id"] for event in got] == cursors(sent[:3])
    assert end["event"] == "end"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("since=earliest&to=earliest", 400),
        ("since=earliest&to=soon", 400),
        ("since=earliest&to=2999-01-01T00:00:00Z", 400),
        ("since=earliest&to={epoch}-999", 400),
        ("since=earliest&to=lost-1", 400),
        ("since={epoch}-3&to={epoch}-2", 400),
        ("since=earliest&from=earliest", 400),
        ("since=earliest&gap=3", 400),
        ("speed=60", 400),
        ("since=2999-01-01T00:00:00Z", 400),
        ("from=2999-01-01T00:00:00Z&speed=60", 400),
        ("since=earliest&speed=3&gap=x", 400),
    ],
)
async def test_what_does_not_go_together_is_refused(
    author: Author, http: aiohttp.ClientSession, query: str, status: int
) -> None:
    [opened, *_] = await a_day(author)
    told = await get(http, f"/v1/stream?{query.format(epoch=opened.cursor.epoch)}", status)

    assert told["status"] == status
