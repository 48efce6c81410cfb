"""Real pages, cut, damaged and wrongly labelled: an answer that is sane, or an ExtractionError."""

import random
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from extract.sanity import check_snapshot
from makers import NOON
from tickerd.errors import ExtractionError
from tickerd.extract import extract
from tickerd.liveblog.document import Document

pytestmark = pytest.mark.shared

SHARES = range(8)
"""The pages are dealt out to so many tests, so that each is short."""
CUTS, FEW, SMALL_BYTES = 25, 3, 50_000
"""So many cuts of each page; of a larger one fewer."""
BEGINNING_BYTES = 300_000
"""Of a page that is damaged or wrongly labelled; what stands behind is more of the same."""
MOST_SECONDS = 2.0
"""Of processor time; some hundredths are usual."""
LABELS = ("windows-1252", "shift_jis", "utf-16", "nonsense")
TYPES = {".html": "text/html", ".json": "application/json", ".txt": "text/plain"}


def pages(folder: Path, share: int) -> Iterator[tuple[Path, bytes, str]]:
    names = sorted(page for page in folder.iterdir() if not page.name.endswith(".gold.json"))
    for page in names[share :: len(SHARES)]:
        if page.suffix in TYPES:
            yield page, page.read_bytes(), TYPES[page.suffix]


def read(body: bytes, kind: str) -> None:
    begun = time.process_time()
    with suppress(ExtractionError):
        check_snapshot(extract(Document("https://x.example.com/live", body, NOON, kind)))

    assert time.process_time() - begun < MOST_SECONDS


@pytest.mark.parametrize("share", SHARES)
def test_a_page_that_breaks_off_anywhere_is_read_or_refused(shared_pages: Path, share: int) -> None:
    for page, body, kind in pages(shared_pages, share):
        places = random.Random(page.name).sample(range(len(body)), CUTS)
        for place in places[: CUTS if len(body) < SMALL_BYTES else FEW]:
            read(body[:place], kind)


@pytest.mark.parametrize("share", SHARES)
def test_a_page_with_damaged_bytes_is_read_or_refused(shared_pages: Path, share: int) -> None:
    for page, body, kind in pages(shared_pages, share):
        chance = random.Random(page.name)
        for most in (10, 1_000, 50_000):
            damaged = bytearray(body[:BEGINNING_BYTES])
            count = min(most, len(damaged))
            places = chance.choices(range(len(damaged)), k=count)
            for place, byte in zip(places, chance.randbytes(count), strict=True):
                damaged[place] = byte
            read(bytes(damaged), kind)


@pytest.mark.parametrize("share", SHARES)
def test_a_page_with_a_wrong_label_is_read_or_refused(shared_pages: Path, share: int) -> None:
    for _, body, kind in pages(shared_pages, share):
        for label in LABELS:
            read(body[:BEGINNING_BYTES], f"{kind}; charset={label}")
