"""The events of one post, by the index that the commits keep."""

from datetime import timedelta

from gateway.people import Author
from makers import NOON, minutes
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.retention import Retention
from tickerd.wire import keys
from tickerd.wire.redis import RedisWire
from wire.scribe import forget

LATER = NOON + timedelta(days=9)


async def test_all_events_of_a_post_are_found_and_no_others(wire: RedisWire) -> None:
    author = Author(wire)
    await author.open()
    one, two = await author.post("One.", "Two.")
    revised = await author.revise("p1", "One, mended.")
    await author.revise("p2", "Two, mended.")
    removed = await author.remove("p1")

    assert await wire.revisions(author.blog.id, "p1") == [one, *revised, *removed]
    assert (await wire.revisions(author.blog.id, "p2"))[0] == two
    assert await wire.revisions(author.blog.id, "p3") == []
    assert await wire.revisions("unheard-of", "p1") == []


async def test_several_events_of_one_post_in_one_commit_are_all_found(wire: RedisWire) -> None:
    author = Author(wire)
    await author.open()
    first = await author.write([1, 2, 1, 1], author.at)
    second = await author.write([2, 1], author.at)

    found = await wire.revisions(author.blog.id, "p1")

    assert found == [first[0], first[2], first[3], second[1]]


async def test_of_a_post_only_what_was_not_trimmed_is_told(wire: RedisWire) -> None:
    author = Author(wire)
    await author.open()
    await author.post("One.")
    kept = [*await author.revise("p1", "One, mended."), *await author.remove("p1")]
    await wire.trim(author.blog.id, Retention(events=2), at=LATER)

    assert await wire.revisions(author.blog.id, "p1") == kept


async def test_in_a_log_from_before_the_index_the_posts_are_found_all_the_same(
    wire: RedisWire,
) -> None:
    author = Author(wire)
    await author.open()
    log = await author.post("One.")
    log += await author.revise("p1", "One, mended.")
    await forget(wire, author.blog.id)
    log += await author.revise("p1", "One, mended again.")
    new = await author.post("Two.")

    assert await wire.revisions(author.blog.id, "p1") == log
    assert await wire.revisions(author.blog.id, "p2") == new
    assert await wire.client.hkeys(keys.revisions(author.blog.id)) == [b"p2"]


async def test_a_post_with_more_revisions_than_are_asked_for_at_once(wire: RedisWire) -> None:
    author = Author(wire)
    await author.open()
    await author.post("One.")
    for batch in range(5):
        await author.write([1] * 100, NOON + minutes(batch))

    found = await wire.revisions(author.blog.id, "p1")

    assert [entry.cursor for entry in found] == [
        Cursor(found[0].cursor.epoch, seq) for seq in range(2, 503)
    ]
