"""The watches in Redis, and how the last look at each went."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final, TypeVar

from pydantic import BaseModel

from tickerd.liveblog.blog import Look, Watch
from tickerd.wire import keys
from tickerd.wire.connection import Connection
from tickerd.wire.subscription import listen

QUIET_SECONDS: Final = 5.0
"""How long a channel may be silent before we ask whether the server is there."""

Value = TypeVar("Value", bound=BaseModel)


class RedisWatches:
    """The standing orders: `tickerd.wire.contract.Watches`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def watches(self) -> dict[str, Watch]:
        """All watches, by blog id."""
        return await self._all(keys.WATCHES, Watch)

    async def add_watch(self, watch: Watch) -> bool:
        """Add or replace a watch, and wake the workers; False if there was one already."""
        blog = watch.blog.id
        added, _ = await self._connection.write(
            ("HSET", keys.WATCHES, blog, watch.model_dump_json()),
            ("PUBLISH", keys.WATCHES_CHANNEL, blog),
        )
        return bool(added)

    async def remove_watch(self, blog: str) -> bool:
        """Take a watch away, and wake the workers; False if there was none. Events stay."""
        removed, *_ = await self._connection.write(
            ("HDEL", keys.WATCHES, blog),
            ("HDEL", keys.LOOKS, blog),
            ("PUBLISH", keys.WATCHES_CHANNEL, blog),
        )
        return bool(removed)

    async def looks(self) -> dict[str, Look]:
        """How the last look at each blog went, by blog id."""
        return await self._all(keys.LOOKS, Look)

    async def note_look(self, look: Look) -> None:
        """Keep how a look went."""
        await self._connection.write(("HSET", keys.LOOKS, look.blog, look.model_dump_json()))

    async def changes(self) -> AsyncGenerator[None, None]:
        """Rings when a watch was added or removed, and at each reconnection."""
        heard = listen(self._connection, keys.WATCHES_CHANNEL, quiet_seconds=QUIET_SECONDS)
        async with aclosing(heard):
            async for _ in heard:
                yield None

    async def _all(self, key: str, kind: type[Value]) -> dict[str, Value]:
        _, (kept,) = await self._connection.cut(("HGETALL", key))
        return {name.decode(): kind.model_validate_json(value) for name, value in kept.items()}
