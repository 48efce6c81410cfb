"""The standing orders in Redis."""

from contextlib import aclosing

from makers import NOON, a_watch
from tickerd.liveblog.blog import Look
from tickerd.wire.redis import RedisWire


async def test_a_watch_is_added_replaced_and_removed(wire: RedisWire) -> None:
    watch, other = a_watch(), a_watch("https://ferry.example/")
    changed = watch.model_copy(update={"every_seconds": 5.0})
    blog = watch.blog.id

    assert await wire.add_watch(watch)
    assert await wire.add_watch(other)
    assert not await wire.add_watch(changed)
    assert await wire.watches() == {blog: changed, other.blog.id: other}
    assert await wire.remove_watch(blog)
    assert not await wire.remove_watch(blog)
    assert await wire.watches() == {other.blog.id: other}


async def test_a_change_of_the_watches_wakes_the_workers(wire: RedisWire) -> None:
    async with aclosing(wire.changes()) as changes:
        await anext(changes)

        await wire.add_watch(a_watch())
        await anext(changes)
        await wire.remove_watch(a_watch().blog.id)
        await anext(changes)


async def test_the_last_look_is_kept_until_the_watch_goes(wire: RedisWire) -> None:
    blog = a_watch().blog.id
    await wire.add_watch(a_watch())
    await wire.note_look(Look(blog=blog, looked_at=NOON, state="Unreachable", problem="no route"))
    last = Look(blog=blog, looked_at=NOON, succeeded_at=NOON)

    await wire.note_look(last)

    assert await wire.looks() == {blog: last}
    await wire.remove_watch(blog)
    assert await wire.looks() == {}
