"""The ladder: every dialect that tickerd can read, one line each."""

from collections.abc import Callable

from tickerd.extract import (
    amp,
    article,
    bullets,
    feed,
    hentry,
    jsonld,
    microdata,
    records,
    shell,
    state,
    timestamps,
)
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading
from tickerd.extract.vendors import (
    arc,
    arena,
    automattic,
    aws,
    bbc,
    cricbuzz,
    guardian,
    norkon,
    reddit,
    scribblelive,
    sourcefabric,
    statuspage,
    telegram,
    tickaroo,
    twentyfour,
)

Rung = Callable[[Page], Reading | None]

LADDER: tuple[Rung, ...] = (
    jsonld.read,
    microdata.read,
    microdata.read_rdfa,
    amp.read,
    hentry.read,
    feed.read,
    arc.read,
    arena.read,
    automattic.read,
    aws.read,
    bbc.read,
    cricbuzz.read,
    guardian.read,
    norkon.read,
    reddit.read,
    scribblelive.read,
    sourcefabric.read,
    statuspage.read,
    telegram.read,
    tickaroo.read,
    twentyfour.read,
    records.read,
    bullets.read_outline,
    timestamps.read,
)
"""The surest first. One that is sure of its document is believed alone; else the judge decides."""

LAST_RESORT: tuple[Rung, ...] = (
    article.read,
    bullets.read,
    shell.read,
)
"""Asked only where no rung above found posts."""
RUNGS: tuple[Rung, ...] = (*LADDER, state.read, *LAST_RESORT)
FEW = 5
"""Where fewer posts were found, the state of the page's scripts may hold more."""


def climb(page: Page) -> dict[Rung, Reading | None]:
    """What each rung that had to be asked makes of a page, in the order of the ladder."""
    found: dict[Rung, Reading | None] = {}
    for rung in LADDER:
        reading = found[rung] = page.once(rung)
        if reading is not None and reading.sure and reading.posts:
            return found
    if max((len(reading.posts) for reading in found.values() if reading), default=0) < FEW:
        found[state.read] = page.once(state.read)
    if not any(reading.posts for reading in found.values() if reading):
        found |= {rung: page.once(rung) for rung in LAST_RESORT}
    return found
