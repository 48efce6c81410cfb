"""What documents made to cost cost: processor and memory of the reading process, and the outcome.

Usage: bench_hostile.py [WORDS …]: only those with one of the words in their names. The last column
is the most that the event loop of its parent was held meanwhile, in its own processor time.
"""

import asyncio
import os
import sys
import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bench.readings import tell_machine
from extract.bombs import BOMBS, make_bomb
from tickerd.errors import ExtractionError
from tickerd.liveblog.document import Document
from tickerd.worker.parser import Parser

BEAT_SECONDS = 0.005
TICKS = os.sysconf("SC_CLK_TCK")


class Gauge:
    """Looks at the reading process, and at its own event loop, again and again."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self.cpu_seconds = self.peak_bytes = self.held_seconds = 0.0

    async def run(self) -> None:
        """Until it is cancelled."""
        begun = self._cpu_seconds()
        self._forget_peak()
        beat = time.thread_time()
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            self.held_seconds = max(self.held_seconds, time.thread_time() - beat)
            self.cpu_seconds = max(self.cpu_seconds, self._cpu_seconds() - begun)
            self.peak_bytes = max(self.peak_bytes, self._peak_bytes())
            beat = time.thread_time()

    def _cpu_seconds(self) -> float:
        with suppress(OSError, IndexError):
            fields = Path(f"/proc/{self._parser.pid}/stat").read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / TICKS
        return 0.0

    def _forget_peak(self) -> None:
        with suppress(OSError):
            Path(f"/proc/{self._parser.pid}/clear_refs").write_text("5")

    def _peak_bytes(self) -> float:
        with suppress(OSError):
            for line in Path(f"/proc/{self._parser.pid}/status").read_text().splitlines():
                if line.startswith("VmHWM"):
                    return float(line.split()[1]) * 1024
        return 0.0


async def read(parser: Parser, name: str) -> str:
    """Read one, print its line, and tell the kind of its outcome."""
    body, kind = make_bomb(name)
    await parser.extract(Document("https://x.example.com/warm", b"x", datetime.now(UTC)))
    gauge = Gauge(parser)
    watching = asyncio.create_task(gauge.run())
    await asyncio.sleep(2 * BEAT_SECONDS)
    begun = time.perf_counter()
    try:
        document = Document("https://x.example.com/live", body, datetime.now(UTC), kind)
        outcome = f"{len((await parser.extract(document)).posts)} posts"
    except ExtractionError as error:
        outcome = error.cause.partition(".")[0]
    seconds = time.perf_counter() - begun
    await asyncio.sleep(2 * BEAT_SECONDS)
    watching.cancel()
    cost = (
        f"cpu {gauge.cpu_seconds:5.2f} s  in {seconds:5.2f} s  peak {gauge.peak_bytes / 1e6:4.0f}"
    )
    held = f"held {gauge.held_seconds * 1000:4.0f} ms"
    print(f"{name[:52]:52} {len(body) / 1e6:5.1f} MB  {cost} MB  {held}  {outcome}", flush=True)
    return "answer" if outcome.endswith(" posts") else outcome


async def main(words: list[str]) -> None:
    """Print one line each, and how often each outcome was."""
    tell_machine()
    names = [name for name in BOMBS if not words or any(word in name for word in words)]
    async with Parser() as parser:
        outcomes = Counter([await read(parser, name) for name in names])
    for outcome, count in outcomes.most_common():
        print(f"{count:4} {outcome}")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
