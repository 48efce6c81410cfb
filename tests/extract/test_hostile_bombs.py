"""Documents made to cost, read as the worker reads them: an answer, or an error that says why.

The reading process holds the limits on time and memory itself, so no clock is asked here. How much
each bomb costs whole is told by `tests/bench/run hostile`.
"""

import asyncio

import pytest

from extract.bombs import BOMBS, make_bomb
from extract.sanity import check_snapshot
from makers import NOON
from tickerd.errors import ExtractionError
from tickerd.liveblog.document import Document
from tickerd.liveblog.snapshot import Snapshot
from tickerd.worker.parser import Parser

URL = "https://news.example.com/live"
PART_BYTES = 60_000
PARTS = 12
SMALLER = [name for name in BOMBS if not name.endswith(" tags")]
WHOLE = [
    "div x 2,000,000",
    "formatting reopened 390 times, few tags",
    "text beside cells, many tags",
    "10 MB of spaces",
    "empty lists",
]


async def read(parser: Parser, name: str, most_bytes: int) -> None:
    """Read one; what comes must be sane, and no fault of ours."""
    body, kind = make_bomb(name)
    document = Document(URL, body[:most_bytes], NOON, content_type=kind)
    outcome = await asyncio.gather(parser.extract(document), return_exceptions=True)
    match outcome[0]:
        case Snapshot() as snapshot:
            check_snapshot(snapshot)
        case error:
            assert isinstance(error, ExtractionError), name
            assert "tickerd itself" not in error.cause, name


@pytest.mark.parametrize("part", range(PARTS))
async def test_the_beginning_of_every_bomb_is_read_or_refused(part: int) -> None:
    """Invariant 7: bad pages never stop a watch."""
    async with Parser() as parser:
        for name in SMALLER[part::PARTS]:
            await read(parser, name, PART_BYTES)


@pytest.mark.parametrize("name", WHOLE)
async def test_a_bomb_is_read_or_refused_and_the_next_page_is_read(name: str) -> None:
    good = Document(URL, b"<h1>Good</h1>", NOON, content_type="text/html")
    async with Parser() as parser:
        await read(parser, name, 10_000_000)

        assert (await parser.extract(good)).headline == "Good"
