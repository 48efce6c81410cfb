"""Which watches are this worker's: leases in Redis, so that any number of workers share them.

A lease only saves work. That two workers at one page do no harm is the wire's doing: a commit must
expect the right head. So a lease that ran out under a stalled process needs no fencing.
"""

import asyncio
import math
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib.resources import files

from redis.asyncio import Redis
from redis.exceptions import RedisError

from tickerd.liveblog.blog import Watch
from tickerd.wire import keys
from tickerd.wire.connection import ANSWER_SECONDS, reaching
from tickerd.wire.contract import Watches

BROKEN_PROMISES = (RedisError,)
"""What of Redis reaches a worker only by a fault of ours: a script that it refuses, a bad reply.

When Redis cannot serve us, that is a WireUnavailable.
"""

WORKERS = f"{keys.TAG}:workers"
"""Sorted set: worker -> when it counts as gone, in ms of Redis's own clock."""


def lease(blog: str) -> str:
    """String, with an expiry: the worker that looks at the blog."""
    return f"{keys.TAG}:lease:{blog}"


TURN = f"{keys.TAG}:turn"
"""String, with an expiry: there while somebody has had the latest turn at keeping the wire."""


async def take_turn(client: Redis, address: str, seconds: float) -> bool:
    """Whether it is our turn at what one worker does for all, once in so many seconds.

    Raises:
        WireUnavailable: Redis does not answer.
    """
    with reaching(address):
        async with asyncio.timeout(ANSWER_SECONDS):
            return bool(await client.set(TURN, "taken", nx=True, px=math.ceil(seconds * 1000)))


def _load(name: str) -> str:
    return files("tickerd.worker").joinpath(f"{name}.lua").read_text("utf-8")


SHARE = _load("share")
RELEASE = _load("release")


class Schedule:
    """Gives a worker its fair share of the watches."""

    def __init__(
        self,
        watches: Watches,
        client: Redis,
        address: str,
        *,
        lease_seconds: float = 15.0,
        name: str | None = None,
    ) -> None:
        """Hold nothing yet.

        Args:
            watches: the standing orders.
            client: of the same Redis; only scripts that may safely be sent twice go through it.
            address: where that is, for messages.
            lease_seconds: how long a worker that has died keeps its watches.
            name: what the worker is called, drawn if not given. One that died and is started again
                under its name has its watches at once; two that live must not share one.
        """
        self._watches = watches
        self._client = client
        self._address = address
        self._name = name or secrets.token_hex(8)
        self._held: list[str] = []
        self.lease_seconds = lease_seconds

    async def renew(self) -> dict[str, Watch]:
        """The watches that are this worker's for the next `lease_seconds`, by blog id.

        What it held it keeps, up to its share; what is free it takes. Call it at least three times
        in that time.

        Raises:
            WireUnavailable: Redis does not answer; what was held may still be.
        """
        watches = await self._watches.watches()
        kept = [blog for blog in self._held if blog in watches]
        await self._release([blog for blog in self._held if blog not in watches])
        blogs = [*kept, *(blog for blog in watches if blog not in set(kept))]
        self._held = await self._share(blogs)
        return {blog: watches[blog] for blog in self._held}

    async def leave(self) -> None:
        """Give all leases back, so that other workers need not wait for them to run out.

        Raises:
            WireUnavailable: Redis does not answer; the leases run out by themselves.
        """
        async with self._asking():
            await self._client.zrem(WORKERS, self._name)
        await self._release(self._held)
        self._held = []

    async def _share(self, blogs: Sequence[str]) -> list[str]:
        """Take leases in this order, up to the fair share, and give up those beyond it."""
        names = [WORKERS, *map(lease, blogs)]
        lease_ms = math.ceil(self.lease_seconds * 1000)
        async with self._asking():
            ours: list[int] = await self._client.eval(
                SHARE, len(names), *names, self._name, lease_ms
            )
        return [blogs[place - 1] for place in ours]

    async def _release(self, blogs: Sequence[str]) -> None:
        if blogs:
            names = [lease(blog) for blog in blogs]
            async with self._asking():
                await self._client.eval(RELEASE, len(names), *names, self._name)

    @asynccontextmanager
    async def _asking(self) -> AsyncIterator[None]:
        with reaching(self._address):
            async with asyncio.timeout(ANSWER_SECONDS):
                yield
