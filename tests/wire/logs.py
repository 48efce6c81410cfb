"""Logs of blogs as they were on a wire that is no more."""

from collections.abc import Sequence

from makers import NOON, minutes
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.export import Trailer
from tickerd.wire.adoption import Adoption
from tickerd.wire.redis import RedisWire
from wire.scribe import Scribe


class Log:
    """A blog's log, as it was on a wire that is no more."""

    def __init__(self, scribe: Scribe, entries: Sequence[Entry]) -> None:
        self.known = scribe.known
        self.blog = scribe.blog
        self.entries = list(entries)
        self.last = self.entries[-1]

    async def bring(self, adoption: Adoption, *, after: int = 0) -> None:
        trailer = Trailer(
            known=self.known,
            entries=len(self.entries),
            posts_hash="",
            after=f"e-{after}" if after else None,
            head=str(self.last.cursor),
            head_hash=self.last.hash,
        )
        stage = await adoption.begin(self.known, trailer, first=self.entries[0].cursor.seq)
        for place in range(0, len(self.entries), 3):
            await adoption.put(stage, self.entries[place : place + 3])


async def lose(wire: RedisWire, *names: str) -> list[Log]:
    """Write the logs of some blogs, a bit of each in turn, and take all of it from the wire."""
    scribes = [Scribe(wire, name) for name in names]
    logs: dict[str, list[Entry]] = {scribe.blog: [] for scribe in scribes}
    for minute in range(3):
        for scribe in scribes:
            logs[scribe.blog] += await scribe.write(2, at=NOON + minutes(minute))
    await wire.client.flushall()
    return [Log(scribe, logs[scribe.blog]) for scribe in scribes]
