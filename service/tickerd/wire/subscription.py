"""Listening to a channel of Redis for as long as one wants, over lost connections."""

import asyncio
import random
from collections.abc import AsyncGenerator
from typing import Any, Final

import structlog
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from tickerd.wire.connection import ANSWER_SECONDS, Connection

LONGEST_PAUSE_SECONDS: Final = 2.0

_log = structlog.get_logger(__name__)


async def listen(
    connection: Connection, channel: str, *, quiet_seconds: float
) -> AsyncGenerator[bytes | None, None]:
    """Yield what is published; None each time the subscription begins (some may be lost before).

    Reconnects by itself, more and more slowly, never in step with others.

    Args:
        connection: whose listening client is used.
        channel: its name.
        quiet_seconds: after this silence the server is asked whether it is there; after as much
            again without an answer the link counts as dead.
    """
    pause_seconds = 0.0
    while True:
        try:
            async with connection.listener.pubsub() as pubsub:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await pubsub.subscribe(channel)
                while True:
                    message = await _next(pubsub, quiet_seconds)
                    pause_seconds = 0.0
                    if message["type"] == "message":
                        yield message["data"]
                    elif message["type"] == "subscribe":
                        yield None
        except (RedisError, OSError) as error:
            _log.warning(
                "subscription_lost",
                address=connection.address,
                cause=str(error) or type(error).__name__,
            )
        pause_seconds = min(LONGEST_PAUSE_SECONDS, pause_seconds * 2 or 0.05)
        await asyncio.sleep(pause_seconds * random.uniform(0.5, 1.0))  # noqa: S311  # no secret


async def _next(pubsub: PubSub, quiet_seconds: float) -> dict[str, Any]:
    message: dict[str, Any] | None = await pubsub.get_message(timeout=quiet_seconds)
    if message is None:
        async with asyncio.timeout(quiet_seconds):
            await pubsub.ping()
        message = await pubsub.get_message(timeout=quiet_seconds)
    if message is None:
        cause = "no answer to a ping"
        raise ConnectionError(cause)
    return message
