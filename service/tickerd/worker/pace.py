"""Politeness towards a host: one request at a time, and a least gap between two of them."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tickerd.worker.patience import Patience

MOST_HOSTS = 1_000
"""So many hosts are remembered; the one unused for longest is forgotten first."""


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    last_request: float | None = None
    """Seconds of the event loop's clock."""
    patience: Patience = field(default_factory=Patience)
    """How long to leave the host alone, should it have too much to do."""
    callers: int = 0
    """How many have the turn or wait for it; the lock alone does not tell of those just woken."""


class Pace:
    """Gives out the turns of each host, first come first served."""

    def __init__(self) -> None:
        self._turns: OrderedDict[str, _Turn] = OrderedDict()

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[_Turn]:
        """Hold the host for one exchange; nobody else asks it anything meanwhile."""
        turn = self._turns.setdefault(host, _Turn())
        self._turns.move_to_end(host)
        turn.callers += 1
        try:
            async with turn.lock:
                yield turn
        finally:
            turn.callers -= 1
            if len(self._turns) > MOST_HOSTS:
                self._forget_oldest()

    async def wait(self, turn: _Turn, gap_seconds: float) -> None:
        """Wait until the gap since the host's last request has passed, and note this request."""
        clock = asyncio.get_running_loop().time
        if turn.last_request is not None:
            await asyncio.sleep(turn.last_request + gap_seconds - clock())
        turn.last_request = clock()

    def _forget_oldest(self) -> None:
        idle = next((host for host, turn in self._turns.items() if not turn.callers), None)
        if idle is not None:
            del self._turns[idle]
