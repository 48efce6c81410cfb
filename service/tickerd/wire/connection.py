"""How we reach Redis: one client per role, and its failures in our words."""

import asyncio
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Self

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ConstantBackoff, NoBackoff
from redis.exceptions import ConnectionError as LinkError
from redis.exceptions import ResponseError
from redis.exceptions import TimeoutError as LinkTimeout

from tickerd.errors import BadSetting, WireUnavailable
from tickerd.liveblog.cursor import Cursor
from tickerd.wire import keys, scripts
from tickerd.wire.primary import open_pool

OLDEST_SERVER: Final = (6, 2)
ANSWER_SECONDS: Final = 5.0
"""A server that needs longer counts as away."""
READS_AT_ONCE: Final = 8
"""So many connections read; who comes later waits for a turn."""

Command = tuple[Any, ...]

ALTERED: Final = "keys of tickerd are missing or were altered; it must not evict keys (noeviction)"
_REASONS: Final = {
    "OOM ": "its memory is full; give it more (maxmemory) or keep less in it",
    "READONLY ": "it is a read-only replica; name the primary",
    "MISCONF ": "it cannot save to its disk and refuses to write",
    "LOADING ": "it is still loading its data",
    "MASTERDOWN ": "it is a replica that has lost its primary",
    "NOREPLICAS ": "it has too few replicas and refuses to write",
    "BUSY ": "it is busy with somebody's script",
    "NOPERM ": "the user may not do what tickerd needs",
    "NOAUTH ": "it asks for a password",
    "DB index is out of range": "DB index is out of range",
    "MOVED ": "it is one node of a cluster, and another has the keys; write redis+cluster://…",
    "ASK ": "the keys are on their way to another node of its cluster",
    "TRYAGAIN ": "the keys are on their way to another node of its cluster",
    "CLUSTERDOWN ": "its cluster is down",
    "DAMAGED ": ALTERED,
    "WRONGTYPE ": ALTERED,
}


@contextmanager
def reaching(address: str) -> Iterator[None]:
    """Turn the failures of a Redis that cannot serve us into one error.

    Raises:
        WireUnavailable: it is away, too slow, loading, full, or may not be written.
    """
    try:
        yield
    except TimeoutError as error:
        raise WireUnavailable(address, f"no answer in {ANSWER_SECONDS:g} seconds") from error
    except (LinkError, LinkTimeout) as error:
        cause = str(error).rstrip(".") or type(error).__name__
        raise WireUnavailable(address, cause) from error
    except ResponseError as error:
        # redis-py takes the code off an answer; inside a script's error it stays in the text.
        text = f"{error.status_code} {error}"
        reason = next((words for code, words in _REASONS.items() if code in text), None)
        if reason is None:
            raise
        raise WireUnavailable(address, reason) from error


@dataclass(frozen=True, slots=True)
class Extent:
    """From where to where the wire reaches, at one moment."""

    epoch: str
    seq: int
    """Of the newest event."""

    @property
    def tip(self) -> Cursor:
        """The place behind the newest event."""
        return Cursor(self.epoch, self.seq)


def _client(url: str, *, retries: int = 0) -> "Redis":
    # RESP2: no push frames between replies. Without a timeout of redis-py's own: it keeps one with
    # asyncio.wait_for, which on Python 3.11 may swallow a cancellation.
    pool = open_pool(
        url,
        protocol=2,
        socket_timeout=None,
        socket_connect_timeout=None,
        retry=Retry(ConstantBackoff(0.05) if retries else NoBackoff(), retries),
    )
    return Redis.from_pool(pool)


class Connection:
    """The clients of one wire. What may be sent twice and what may not never share one."""

    def __init__(self, url: str) -> None:
        """Make the clients; nothing is sent yet.

        Raises:
            BadSetting: the URL is none of those that `open_pool` takes.
        """
        self.address = without_password(url)
        try:
            self._writer = _client(url)
            self._reader = _client(url, retries=3)
            self.listener = _client(url)
            """For subscriptions; its user keeps the time."""
            self.leaser = _client(url)
            """For what is sent once at most, and not by us; its user keeps the time."""
        except ValueError as error:
            raise BadSetting("TICKERD_REDIS_URL", str(error)) from error
        self._turns = asyncio.Semaphore(READS_AT_ONCE)

    async def __aenter__(self) -> Self:
        """Make sure that the server will do, and that an epoch has begun.

        Raises:
            WireUnavailable: the server does not answer.
            BadSetting: it is older than 6.2.
        """
        try:
            await self._check_version()
            await self.cut()
        except BaseException:
            await self.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        for client in (self._writer, self._reader, self.listener, self.leaser):
            await client.aclose()

    async def _check_version(self) -> None:
        with reaching(self.address):
            async with asyncio.timeout(ANSWER_SECONDS):
                about = await self._reader.info("server")
        version = str(about["redis_version"])
        if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_SERVER:
            cause = f"{self.address} runs Redis {version}; tickerd needs 6.2 or newer"
            raise BadSetting("TICKERD_REDIS_URL", cause)

    async def cut(self, *commands: Command) -> tuple[Extent, list[Any]]:
        """Ask several things of one moment: how far the wire reaches, and what the commands say.

        Sent again after a lost reply, so the commands must only read.
        """
        place = ("EVAL", scripts.EXTENT, 2, keys.WIRE, keys.EPOCHS, fresh_epoch())
        async with self._turns:
            (epoch, seq), *answers = await self._transact(self._reader, place, *commands)
        return Extent(epoch.decode(), int(seq)), answers

    async def write(self, *commands: Command) -> list[Any]:
        """Send commands that write, once, as one transaction: a lost reply would write twice."""
        return await self._transact(self._writer, *commands)

    async def _transact(self, client: "Redis", *commands: Command) -> list[Any]:
        with reaching(self.address):
            async with (
                asyncio.timeout(ANSWER_SECONDS),
                client.pipeline(transaction=len(commands) > 1) as pipe,
            ):
                for command in commands:
                    pipe.execute_command(*command)
                answers: list[Any] = await pipe.execute()
        return answers


def read_scores(answer: Sequence[bytes]) -> dict[str, int]:
    """What a sorted set answered `WITHSCORES`: names and scores in turn, in its order."""
    pairs = zip(answer[::2], answer[1::2], strict=True)
    return {name.decode(): int(score) for name, score in pairs}


def fresh_epoch() -> str:
    """A name for an epoch, should one begin: eight random characters."""
    return secrets.token_hex(4)


def without_password(url: str) -> str:
    """The URL as it may be shown.

    >>> without_password("redis://me:secret@host:6379/0")
    'redis://host:6379/0'
    """
    scheme, _, rest = url.partition("?")[0].partition("://")
    hosts, slash, path = rest.partition("/")
    return f"{scheme}://{hosts.rpartition('@')[2]}{slash}{path}"
