"""The ladder: every dialect that tickerd can read, one line each."""

from collections.abc import Callable

from tickerd.extract import bullets, feed, jsonld, microdata, records, shell, timestamps
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading
from tickerd.extract.vendors import aws, bbc, guardian, sourcefabric, tickaroo

Rung = Callable[[Page], Reading | None]

LADDER: tuple[Rung, ...] = (
    jsonld.read,
    microdata.read,
    feed.read,
    aws.read,
    bbc.read,
    guardian.read,
    sourcefabric.read,
    tickaroo.read,
    records.read,
    timestamps.read,
)
"""The surest first. Every rung is asked; the judge decides."""

LAST_RESORT: tuple[Rung, ...] = (
    bullets.read,
    shell.read,
)
"""Asked only where no rung of the ladder found posts."""
