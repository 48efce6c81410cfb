"""The ladder: every dialect that tickerd can read, one line each."""

from collections.abc import Callable

from tickerd.extract import bullets, jsonld, microdata, records, shell, timestamps
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading
from tickerd.extract.vendors import guardian, sourcefabric

Rung = Callable[[Page], Reading | None]

LADDER: tuple[Rung, ...] = (
    jsonld.read,
    microdata.read,
    guardian.read,
    sourcefabric.read,
    records.read,
    timestamps.read,
)
"""The surest first. Every rung is asked; the judge decides."""

LAST_RESORT: tuple[Rung, ...] = (
    bullets.read,
    shell.read,
)
"""Asked only where no rung of the ladder found posts."""
