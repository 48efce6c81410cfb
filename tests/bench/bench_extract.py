"""How long one look at a page takes, against the bare parse of the same bytes.

Usage: bench_extract.py FOLDER: every `*.html` in it is read, with the address in its
`*.gold.json`, if it has one.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from bench.readings import tell_machine
from tickerd.errors import ExtractionError
from tickerd.extract import extract
from tickerd.liveblog.document import Document

LEAST_SECONDS = 0.4
"""Each page is read again and again for so long; the quickest time counts."""


def quickest(work: Callable[[], object]) -> float:
    """The least CPU time of many runs, in seconds."""
    best, until = float("inf"), time.perf_counter() + LEAST_SECONDS
    while time.perf_counter() < until:
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def open_page(path: Path) -> Document:
    """A saved page as a look brings it home, soon after it was saved."""
    gold = path.with_suffix(".gold.json")
    said = json.loads(gold.read_text()) if gold.exists() else {}
    url = str(said.get("page_url", "https://news.example.com/live")).split(" ")[0]
    return Document(url, path.read_bytes(), datetime.now(UTC), content_type="text/html")


def read(document: Document) -> int:
    """How many posts it has."""
    try:
        return len(extract(document).posts)
    except ExtractionError:
        return 0


def main(folder: Path) -> None:
    """Print each page's figures, and all pages' together."""
    tell_machine()
    parsing = reading = 0.0
    pages = [(path.stem, open_page(path)) for path in sorted(folder.glob("*.html"))]
    for name, page in pages:
        gc.collect()
        parse = quickest(lambda body=page.body: LexborHTMLParser(body))  # type: ignore[misc]
        look = quickest(lambda page=page: read(page))  # type: ignore[misc]
        parsing, reading = parsing + parse, reading + look
        print(
            f"{name[:40]:40} {len(page.body) / 1000:6.0f} kB {read(page):4} posts"
            f"  parse {parse * 1000:6.2f} ms  look {look * 1000:6.2f} ms  {look / parse:5.1f} times"
        )
    print(
        f"all {len(pages)} pages: parse {parsing * 1000:.1f} ms, look {reading * 1000:.1f} ms,"
        f" {reading / parsing:.2f} times; {len(pages) / reading:.0f} pages a second"
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
