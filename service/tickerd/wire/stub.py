"""What stays in Redis of a blog that was sealed: enough to list it and to find its files."""

from collections.abc import Mapping
from typing import Final

from tickerd.errors import WireUnavailable
from tickerd.liveblog.frozen import Frozen, Instant
from tickerd.liveblog.known import Known
from tickerd.wire import keys
from tickerd.wire.connection import ALTERED, Connection

_MOST: Final = 10_000
"""So many stubs are kept in memory, about."""


class Part(Frozen):
    """A file that holds a run of a blog's log. There are several where it went on afterwards."""

    name: str
    size: int
    """In bytes."""
    events: int
    first: int
    """Seq of its first event."""
    last: int
    sealed_at: Instant


class Sealed(Frozen):
    """What stays in Redis of a blog that was sealed."""

    known: Known
    """Without posts and window."""
    posts: int
    """How many stand."""
    newest_at: Instant
    """`observed_at` of the last event that was sealed."""
    parts: tuple[Part, ...]

    @property
    def last(self) -> int:
        """Seq of the last event that was sealed."""
        return self.parts[-1].last

    @property
    def blog(self) -> str:
        """Whose log it is."""
        return self.known.blog.id


class Stubs:
    """The stubs that were read before: one changes only when more of its blog is sealed."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, int], Sealed] = {}

    async def read(
        self, connection: Connection, epoch: str, sealed: Mapping[str, int]
    ) -> dict[str, Sealed]:
        """The stubs of some blogs.

        Args:
            connection: to the Redis that has them.
            epoch: of the wire: another one may have other files of the same seqs.
            sealed: the blogs, each with the seq up to which it is sealed.

        Returns:
            All but those of blogs of which more was sealed since.

        Raises:
            WireUnavailable: one is not there.
        """
        missing = [blog for blog, seq in sealed.items() if (epoch, blog, seq) not in self._kept]
        if missing:
            _, (found,) = await connection.cut(("HMGET", keys.STUBS, *missing))
            if len(self._kept) > _MOST:
                self._kept.clear()
            if None in found:
                raise WireUnavailable(connection.address, ALTERED)
            stubs = map(Sealed.model_validate_json, found)
            self._kept |= {(epoch, stub.blog, stub.last): stub for stub in stubs}
        wanted = [self._kept.get((epoch, blog, seq)) for blog, seq in sealed.items()]
        return {stub.blog: stub for stub in wanted if stub is not None}
