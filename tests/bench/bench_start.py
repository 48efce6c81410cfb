"""How long does `tickerd run` take until it is ready, each time on a new data folder?"""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

from bench.readings import tell_machine, tell_seconds
from program import fetch, free_port, start


async def start_once(*arguments: str) -> tuple[float, float]:
    """Seconds until /readyz answers, and until the log holds something (0 without pages)."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        began_at = time.perf_counter()
        program = await start(Path(folder), *arguments, port=port)
        try:
            await until_answered(f"{program.url}/readyz", b"ready")
            ready_at = time.perf_counter()
            if arguments:
                await until_answered(f"{program.url}/v1/events?after=earliest", b"tickerd.post")
            told_at = time.perf_counter()
        finally:
            await program.end()
    return ready_at - began_at, told_at - began_at


async def until_answered(url: str, words: bytes) -> None:
    """Ask until the answer holds these words."""
    async with asyncio.timeout(30):
        while True:
            try:
                if words in await asyncio.to_thread(fetch, url):
                    return
            except OSError:
                pass
            await asyncio.sleep(0.01)


async def main(times: int) -> None:
    tell_machine()
    empty = [await start_once() for _ in range(times)]
    demo = [await start_once("--demo") for _ in range(times)]
    tell_seconds("run to ready", [ready for ready, _ in empty])
    tell_seconds("run --demo to ready", [ready for ready, _ in demo])
    tell_seconds("run --demo to the first post on the wire", [told for _, told in demo])
    print("bar: run to ready 2 s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10)
    asyncio.run(main(parser.parse_args().times))
