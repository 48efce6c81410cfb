"""Who is the primary now, of servers that Sentinels watch or that are joined in a Cluster.

`redis://`, `rediss://` and `unix://` name one server.
`redis+sentinel://[user:password@]host[:port],…/service[/db][?options]` names Sentinels,
`redis+cluster://[user:password@]host[:port],…[?options]` some nodes of a Cluster; `rediss+…` is
the same over TLS. They are asked in turn for each new connection: a failover needs nobody's help.

Sources: https://redis.io/docs/latest/develop/reference/sentinel-clients/,
https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from redis.asyncio import Connection, ConnectionPool, Redis, SSLConnection
from redis.asyncio.connection import parse_url
from redis.exceptions import ConnectionError as LinkError
from redis.exceptions import MovedError, RedisError, ResponseError

from tickerd.wire import keys

SEED_SECONDS: Final = 1.0
"""A server that needs longer to say who is primary is passed over."""

Place = tuple[str, int]
Seed = dict[str, Any]
"""What a connection to a server that was named is made with."""
Ask = Callable[["Redis", Seed], Awaitable[Place]]

_SEVERAL = re.compile(
    r"(?P<base>rediss?)\+(?P<kind>sentinel|cluster)://"
    r"(?P<user>(?:[^/?]*@)?)(?P<hosts>[^/?@]+)(?P<path>/[^?]*|)(?:\?(?P<query>.*))?"
)
_FORMS = (
    "it must be like redis://host:6379/0, unix:///path/redis.sock, "
    "redis+sentinel://host:26379,host:26379/service/0 or redis+cluster://host:6379,host:6379"
)
_PORTS = {"sentinel": 26379, "cluster": 6379}
_FOR_SENTINELS = "sentinel_"
"""How the options begin that are for the Sentinels themselves: `?sentinel_password=…`."""


def open_pool(url: str, **settings: Any) -> ConnectionPool:  # noqa: ANN401 - redis-py's own
    """The connections to the server that a URL names, or leads to.

    Args:
        url: `redis://`, `rediss://`, `unix://`, or one of the forms above.
        settings: what each connection is made with.

    Raises:
        ValueError: it is none of them.
    """
    if url.startswith(("redis://", "rediss://", "unix://")):
        return ConnectionPool.from_url(url, **settings)
    several = _SEVERAL.fullmatch(url)
    if several is None:
        raise ValueError(_FORMS)
    locate, options = _lead(several)
    led = LedTLSConnection if several["base"] == "rediss" else LedConnection
    return ConnectionPool(connection_class=led, **{**options, **settings, "locate": locate})


def _lead(several: re.Match[str]) -> tuple[Callable[[], Awaitable[Place]], Seed]:
    """How the primary is found, and what a connection to it is made with."""
    kind = several["kind"]
    service, _, db = several["path"].strip("/").partition("/")
    if service not in ("", "0") if kind == "cluster" else not service:
        raise ValueError(_FORMS)
    seeds = list(_seeds(several, db))
    if kind == "cluster":
        return Search(seeds, ask_node), _for_data(seeds[0])
    sentinels = [_for_sentinel(seed) for seed in seeds]
    return Search(sentinels, lambda client, _: ask_sentinel(client, service)), _for_data(seeds[0])


def _seeds(several: re.Match[str], db: str) -> Iterator[Seed]:
    """What redis-py reads in the URL of each server that was named."""
    for host in several["hosts"].split(","):
        url = f"{several['base']}://{several['user']}{host}/{db}?{several['query'] or ''}"
        yield {"port": _PORTS[several["kind"]], **parse_url(url)}


def _for_data(seed: Mapping[str, Any]) -> Seed:
    """What a connection to the primary is made with, wherever that is."""
    return _without(seed, "host", "port", "connection_class")


def _for_sentinel(seed: Mapping[str, Any]) -> Seed:
    """What a connection to a Sentinel is made with: it has a user and a password of its own."""
    given = (key for key in seed if key.startswith(_FOR_SENTINELS))
    own = {key.removeprefix(_FOR_SENTINELS): seed[key] for key in given}
    return _without(seed, "username", "password", "db") | own


def _without(seed: Mapping[str, Any], *names: str) -> Seed:
    """A seed less some of it, and less what is for the Sentinels alone."""
    kept = (key for key in seed if key not in names and not key.startswith(_FOR_SENTINELS))
    return {key: seed[key] for key in kept}


class Search:
    """Asks one named server after the other; whoever answered last is asked first."""

    def __init__(self, seeds: Sequence[Seed], ask: Ask) -> None:
        self._seeds = list(seeds)
        self._ask = ask

    async def __call__(self) -> Place:
        """Host and port of the primary.

        Raises:
            redis.exceptions.ConnectionError: nobody who was named can tell.
        """
        causes = []
        for seed in tuple(self._seeds):
            try:
                async with (
                    asyncio.timeout(SEED_SECONDS),
                    Redis.from_pool(ConnectionPool(**seed)) as client,
                ):
                    place = await self._ask(client, seed)
            except (RedisError, OSError, TimeoutError) as error:
                cause = str(error).rstrip(".") or f"no answer in {SEED_SECONDS:g} s"
                causes.append(f"{seed['host']}:{seed['port']}: {cause}")
            else:
                self._seeds.remove(seed)
                self._seeds.insert(0, seed)
                return place
        raise LinkError("nobody says who is the primary: " + "; ".join(causes))


async def ask_sentinel(client: "Redis", service: str) -> Place:
    """Who a Sentinel says is the primary of a service."""
    place: list[bytes] | None = await client.execute_command(  # type: ignore[no-untyped-call]  # redis-py has no types here
        "SENTINEL", "GET-MASTER-ADDR-BY-NAME", service
    )
    if place is None:
        raise LinkError(f"it watches no {service!r}")
    host, port = place
    return host.decode(), int(port)


async def ask_node(client: "Redis", seed: Seed) -> Place:
    """Who a node says holds our keys: all are in one slot, and a wrong node names the right one."""
    try:
        await client.exists(keys.WIRE)
    except MovedError as moved:
        return moved.host or seed["host"], moved.port
    return seed["host"], seed["port"]


class LedConnection(Connection):
    """A connection that goes to whoever is the primary when it is made."""

    def __init__(self, *, locate: Callable[[], Awaitable[Place]], **settings: Any) -> None:  # noqa: ANN401
        super().__init__(**settings)
        self._locate = locate

    async def connect_check_health(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Find the primary, then connect to it."""
        if not self.is_connected:
            self.host, self.port = await self._locate()
        await super().connect_check_health(*args, **kwargs)

    async def read_response(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Read an answer; one that tells that another server is the primary now ends the link.

        Raises:
            redis.exceptions.ConnectionError: so it was. The next connection goes to the new one.
        """
        try:
            return await super().read_response(*args, **kwargs)
        except ResponseError as error:
            if (
                not isinstance(error, MovedError)
                and "READONLY" not in f"{error.status_code} {error}"
            ):
                raise
            await self.disconnect()
            raise LinkError("another server is the primary now") from error


class LedTLSConnection(LedConnection, SSLConnection):
    """The same over TLS."""
