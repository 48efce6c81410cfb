"""The chain on real servers: each event names the one before it, whoever wrote that."""

import asyncio
from typing import Any

import pytest

from tickerd.errors import CommitConflict
from tickerd.liveblog.chain import Chain, Finding, Head
from tickerd.liveblog.entry import Entry, decode
from tickerd.wire import keys
from tickerd.wire.redis import RedisWire
from wire.scribe import Scribe, read_all


async def forget_chain(wire: RedisWire, blog: str) -> None:
    """Make the blog one that a tickerd wrote which knew no chain."""
    log = keys.stream(blog)
    stored: Any = await wire.client.xrange(log)
    for name, fields in stored:
        opening, _, rest = fields[b"body"].partition(b',"type"')
        body = opening.partition(b',"previous')[0] + b',"type"' + rest
        await wire.client.xdel(log, name)
        await wire.client.xadd(f"{log}:old", {b"body": body}, name)
    await wire.client.rename(f"{log}:old", log)
    await wire.client.hdel(keys.state(blog), "cursor", "hash")


async def verify(wire: RedisWire, scribe: Scribe) -> tuple[Chain, list[Finding]]:
    """Hold what is in the log to its chain."""
    chain = Chain(scribe.blog)
    entries = [entry for entry in await read_all(wire, await wire.floor()) if is_of(entry, scribe)]
    found = [finding for entry in entries for finding in chain.take(entry.body)]
    return chain, [*found, *chain.end(entries[-1].cursor, scribe.head.hash)]


def is_of(entry: Entry, scribe: Scribe) -> bool:
    return entry.event.blog == scribe.blog


async def test_each_event_of_a_blog_names_the_one_before(wire: RedisWire) -> None:
    scribe, other = Scribe(wire), Scribe(wire, "ferry")
    entries: list[Entry] = []
    for count in (1, 3, 2):
        entries += await scribe.write(count)
        await other.write(2)

    assert [entry.previous for entry in entries] == [None, *(e.cursor for e in entries[:-1])]
    assert [entry.previous_hash for entry in entries] == [None, *(e.hash for e in entries[:-1])]
    for each in (scribe, other):
        chain, found = await verify(wire, each)
        assert (found, chain.count, chain.unchained) == ([], 6, 0)


async def test_a_state_tells_the_head_that_the_next_commit_must_expect(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    *_, last = await scribe.write(3)

    state = await wire.state(scribe.blog)

    assert state is not None
    assert state.head == Head.of(last) == scribe.head


async def test_of_two_that_took_the_same_place_only_the_one_who_knows_the_last_goes_on(
    wire: RedisWire,
) -> None:
    """A Redis that lost its last writes gives their places again: the seq alone proves nothing."""
    lost, kept = Scribe(wire), Scribe(wire)
    await lost.write(2, text="What was seen first.")
    await wire.client.flushall()
    await kept.write(2, text="What was seen then.")

    with pytest.raises(CommitConflict):
        await lost.write(1)

    assert lost.head.seq == kept.head.seq
    assert len(await kept.write(1)) == 1


async def test_the_document_that_events_were_read_from_stands_in_each(wire: RedisWire) -> None:
    scribe = Scribe(wire)

    entries = await scribe.write(2, document_hash="ab" * 32)
    (unread,) = await scribe.write(1)

    assert [entry.envelope["documenthash"] for entry in entries] == ["ab" * 32] * 2
    assert "documenthash" not in unread.envelope


async def test_a_log_from_before_the_chain_begins_one_at_its_next_event(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    await scribe.write(3)
    await forget_chain(wire, scribe.blog)
    await scribe.reload()
    assert scribe.head == Head(3, None)

    first, second = await scribe.write(2)

    assert (first.previous_hash, second.previous_hash) == (None, first.hash)
    assert first.previous == (await read_all(wire, await wire.floor()))[2].cursor
    chain, found = await verify(wire, scribe)
    assert (found, chain.count, chain.unchained) == ([], 5, 3)


async def test_a_head_that_was_moved_by_one_who_knows_no_chain_is_not_believed(
    wire: RedisWire,
) -> None:
    scribe = Scribe(wire)
    await scribe.write(2)
    await wire.client.hset(keys.state(scribe.blog), "cursor", "elsewhen-1")
    with pytest.raises(CommitConflict):
        await scribe.write(1)

    await scribe.reload()
    (entry,) = await scribe.write(1)

    assert (entry.previous_hash, str(entry.previous)) == (None, f"{entry.cursor.epoch}-2")


async def test_what_many_write_at_once_is_one_chain(wire: RedisWire) -> None:
    await asyncio.gather(*(Scribe(wire).insist(2) for _ in range(5)))
    scribe = Scribe(wire)
    await scribe.reload()

    chain, found = await verify(wire, scribe)

    assert found == []
    assert chain.last is not None
    assert chain.last == decode(chain.last.body)
    assert Head.of(chain.last) == scribe.head
