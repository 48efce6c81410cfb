"""What a reader may order of a replay over its WebSocket, and how it is answered."""

import asyncio
import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection

from gateway.people import (
    Author,
    a_day,
    a_gateway,
    cursors,
    entries,
    follow,
    frame,
    ids,
    take_all,
)
from tickerd.errors import BadRequest
from tickerd.gateway import tail
from tickerd.gateway.app import Gateway
from tickerd.gateway.replay import Order, parse_order
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.frozen import format_instant
from tickerd.wire.redis import RedisWire


async def order(socket: ClientConnection, **order: Any) -> dict[str, Any]:
    """Give an order; how it was answered."""
    await socket.send(json.dumps(order))
    while True:
        message: dict[str, Any] = json.loads(await socket.recv())
        if message.get("frame") in {"replay", "error"}:
            return message


async def ids_until_live(socket: ClientConnection, count: int) -> list[str]:
    """The next events of a stream that goes live; the last may come after that, if they are new."""
    found: list[str] = []
    live = False
    while len(found) < count or not live:
        message: dict[str, Any] = json.loads(await socket.recv())
        live |= message.get("frame") == "live"
        found += [message["id"]] if "specversion" in message else []
    return found


@pytest.mark.parametrize(
    "text",
    [
        *("", "fast", "[]", "{}", "null", '"pause"', '{"pause": 1}', '{"pause": null}'),
        *('{"seek": 5}', '{"skip": true}', '{"speed": 2, "skip": true}', b"\xff\x00"),
        '{"speed": "60"}',
        '{"speed": 0}',
        '{"speed": true}',
        '{"speed": NaN}',
    ],
)
def test_what_is_no_order_is_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        parse_order(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fast", 'like {"pause": true}'),
        ("{}", 'like {"pause": true}'),
        ('{"skip": 1}', "'skip' is no key of an order; there are `pause`, `speed`, `seek`"),
        ('{"pause": 1}', "`pause` must be true or false"),
        ('{"speed": 0}', "`speed` must be a number from 0.1 to 1000"),
        ('{"seek": 5}', "`seek` must be a text: a cursor, a time, `earliest` or `latest`"),
        ('{"seek": 5, "pause": 1}', "`pause` must be true or false; `seek` must be"),
    ],
)
def test_a_bad_order_is_told_its_wrong_keys_and_what_they_take(text: str, words: str) -> None:
    with pytest.raises(BadRequest) as refused:
        parse_order(text)

    assert words in str(refused.value)


def test_an_order_may_name_several_things() -> None:
    read = parse_order('{"pause": false, "speed": 60, "seek": "earliest"}')

    assert read == Order(pause=False, speed=60.0, seek="earliest")


async def test_a_replay_that_is_paused_stands_still_until_it_is_let_go(
    quick_gateway: Gateway, author: Author
) -> None:
    sent = await a_day(author)
    async with follow(quick_gateway, "?since=earliest&speed=0.1") as socket:
        got = ids(await entries(socket, 1))
        paused = await order(socket, pause=True)
        faster = await order(socket, speed=1000)
        beats = [await frame(socket, "heartbeat") for _ in range(2)]
        resumed = await order(socket, pause=False)
        got += ids(await entries(socket, 3))

    assert got == cursors(sent[:4])
    assert [one["paused"] for one in (paused, faster, resumed)] == [True, True, False]
    assert [one["cursor"] for one in (paused, faster, resumed)] == [str(sent[0].cursor)] * 3
    assert {beat["replay"]["playing_at"] for beat in beats} == {paused["playing_at"]}
    assert resumed["speed"] == 1000


async def test_one_may_seek_to_a_cursor_to_a_time_and_to_both_ends(
    gateway: Gateway, author: Author
) -> None:
    sent = await a_day(author)
    async with follow(gateway, "?since=earliest&speed=0.1") as socket:
        told = {}
        for place, sought in {
            "cursor": str(sent[3].cursor),
            "time": format_instant(sent[1].observed_at),
            "earliest": "earliest",
        }.items():
            answer = await order(socket, seek=sought, speed=1000 if place == "time" else 0.1)
            told[place] = answer["cursor"], *ids(await entries(socket, 1))
        behind = await order(socket, seek="latest")
        await frame(socket, "live")
        [new] = await author.post("New.")
        told["latest"] = behind["cursor"], *ids(await entries(socket, 1))

    assert told == {
        "cursor": (str(sent[3].cursor), str(sent[4].cursor)),
        "time": (str(sent[1].cursor), str(sent[2].cursor)),
        "earliest": (f"{sent[0].cursor.epoch}-0", str(sent[0].cursor)),
        "latest": (str(sent[5].cursor), str(new.cursor)),
    }


async def test_a_live_stream_may_be_held_and_taken_back_and_misses_nothing(
    gateway: Gateway, author: Author
) -> None:
    sent = await a_day(author)
    async with follow(gateway) as socket:
        await frame(socket, "live")
        held = await order(socket, pause=True)
        sent += await author.post("While it is held.", "And another.")
        await order(socket, pause=False)
        got = await ids_until_live(socket, 2)
        await order(socket, seek="earliest", speed=1000)
        got += ids(await entries(socket, 3))
        await order(socket, seek=str(sent[5].cursor))
        got += await ids_until_live(socket, 2)
        sent += await author.post("Live again.")
        got += ids(await entries(socket, 1))

    assert held["cursor"] == str(sent[5].cursor)
    assert held["speed"] == 1.0
    assert got == cursors([*sent[6:8], *sent[:3], *sent[6:8], sent[8]])


async def test_an_order_that_cannot_be_obeyed_gets_an_error_and_changes_nothing(
    gateway: Gateway, author: Author
) -> None:
    sent = await a_day(author)
    bad: list[dict[str, Any]] = [
        {"skip": True},
        {"speed": 0},
        {"seek": "yesterday"},
        {"seek": "2026-06-01T12:00:00"},
        {"seek": "lost-1"},
        {"seek": f"{sent[0].cursor.epoch}-99"},
        {"pause": True, "seek": "lost-1"},
        {"seek": "2999-01-01T00:00:00Z"},
    ]
    async with follow(gateway) as socket:
        await frame(socket, "live")
        answers = [await order(socket, **one) for one in bad]
        [new] = await author.post("Still live.")
        got = ids(await entries(socket, 1))

    assert [answer["frame"] for answer in answers] == ["error"] * len(bad)
    assert "{" not in "".join(answer["reason"] for answer in answers)
    assert answers[-1]["reason"].startswith("`seek` must be a time that has passed")
    assert answers[1]["reason"] == "`speed` must be a number from 0.1 to 1000."
    assert answers[3]["reason"].startswith("The time '2026-06-01T12:00:00' needs its zone")
    assert got == [str(new.cursor)]


async def test_orders_in_a_flood_are_refused_not_hoarded(gateway: Gateway, author: Author) -> None:
    await author.open()
    async with follow(gateway) as socket:
        await frame(socket, "live")
        for _ in range(200):
            await socket.send('{"seek": "latest"}')
        answers: list[str] = []
        while len(answers) < 200:
            message = json.loads(await socket.recv())
            answers += [message["frame"]] if message["frame"] in {"replay", "error"} else []
        [new] = await author.post("Still live.")

        assert ids(await entries(socket, 1)) == [str(new.cursor)]
    assert {"replay"} <= set(answers) <= {"replay", "error"}


async def test_a_seek_beyond_the_end_is_the_end(gateway: Gateway, author: Author) -> None:
    sent = await a_day(author)
    async with follow(gateway, f"?since=earliest&speed=0.1&to={sent[3].cursor}") as socket:
        await entries(socket, 1)
        await socket.send('{"seek": "latest"}')
        told, frames = await take_all(socket)

    assert told == []
    assert [one["frame"] for one in frames] == ["replay", "end"]


async def test_whatever_is_ordered_while_events_come_nothing_is_missed_or_told_twice(
    wire: RedisWire, author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Invariant 2: behind each answer to an order comes all that follows its cursor, once."""
    monkeypatch.setattr(tail, "_KEPT", 20)
    monkeypatch.setattr(tail, "PAGE", 7)
    log = [*await author.open(), *await author.post(*["Before."] * 60)]

    async with a_gateway(wire) as gateway:

        async def write() -> None:
            for number in range(25):
                log.extend(await author.post(*["During."] * (1 + number % 4)))

        async def steer(seed: int) -> None:
            seeded, stretches = random.Random(seed), list[list[str]]()
            async with follow(gateway, "?since=earliest&speed=1000") as socket:
                for _ in range(25):
                    one = some_order(seeded, len(log), epoch)
                    await socket.send(json.dumps(one))
                    await listen(socket, stretches, until=is_answer)
                await writing
                await socket.send('{"seek": "earliest", "pause": false, "speed": 1000}')
                await listen(socket, stretches, until=is_answer)
                last = str(log[-1].cursor)
                await listen(socket, stretches, until=lambda told: told.get("id") == last)
            for start, *told in stretches:
                first = Cursor.parse(start).seq
                assert told == cursors(log[first : first + len(told)])
            assert stretches[-1] == [f"{epoch}-0", *cursors(log)]

        epoch = log[0].cursor.epoch
        writing = asyncio.create_task(write())
        await asyncio.gather(*(steer(seed) for seed in range(4)))


def is_answer(told: dict[str, Any]) -> bool:
    return told.get("frame") in {"replay", "error"}


async def listen(
    socket: ClientConnection,
    stretches: list[list[str]],
    *,
    until: Callable[[dict[str, Any]], bool],
) -> None:
    """Keep what is told behind each answer to an order, its place first."""
    while True:
        told = json.loads(await socket.recv())
        if told.get("frame") in {"hello", "replay"}:
            stretches.append([told["cursor"]])
        elif "specversion" in told:
            stretches[-1].append(told["id"])
        if until(told):
            return


def some_order(chance: random.Random, seen: int, epoch: str) -> dict[str, Any]:
    """Any of the orders there are."""
    orders: list[dict[str, Any]] = [
        {"pause": True},
        {"pause": False},
        {"speed": chance.choice([0.5, 60, 1000])},
        {"seek": f"{epoch}-{chance.randint(0, seen)}"},
        {"seek": "latest", "pause": False},
        {"seek": "nowhere"},
    ]
    return chance.choice(orders)
