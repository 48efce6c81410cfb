"""The ladder: every dialect that tickerd can read, one line each."""

from collections.abc import Callable

from tickerd.extract import bullets, jsonld, timestamps
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading

Rung = Callable[[Page], Reading | None]

LADDER: tuple[Rung, ...] = (
    jsonld.read,
    timestamps.read,
    bullets.read,
)
"""The surest first. Every rung is asked; the judge decides."""
