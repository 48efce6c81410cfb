"""A document becomes a snapshot. Pure: no I/O, no wall clock.

Every rung of the ladder (`ladder.py`) makes a `Reading` of the page or None; the judge
(`judge.py`) believes the best and lets the others complete it.
"""

from dataclasses import replace

from tickerd.errors import ExtractionError, NothingFound, Unreadable
from tickerd.extract.absence import explain_page
from tickerd.extract.bounds import POSTS
from tickerd.extract.fitting import fit_claim, fit_line, fit_posts
from tickerd.extract.instead import explain_empty
from tickerd.extract.judge import judge
from tickerd.extract.labels import with_labels
from tickerd.extract.ladder import climb
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading
from tickerd.extract.text.endings import breaks_off
from tickerd.liveblog.document import Document
from tickerd.liveblog.snapshot import Snapshot

__all__ = ["ExtractionError", "NothingFound", "Unreadable", "extract"]

CUT = f"only the first {POSTS} of its posts are read"
FACETS = ("posts", "source_id", "headline", "text", "author", "published", "modified")


def extract(document: Document) -> Snapshot:
    """All posts that a document shows.

    Returns:
        The snapshot, its posts in page order. A document that is no live page has no posts, and
        says why in `reason`; one whose posts are loaded from elsewhere says where. The last post
        of a page that breaks off is left out, since it may be but the half of it.

    Raises:
        Unreadable: it is too large, or too tangled to be parsed in a bounded time.
    """
    page = Page(document)
    reading = judge([reading for reading in climb(page).values() if reading], page.dial)
    if reading is not None and page.form == "html" and breaks_off(page.text):
        reading = replace(reading, posts=reading.posts[:-1], complete=False)
    if reading is None:
        return Snapshot(
            url=page.url,
            headline=fit_line(page.headline),
            language=page.language,
            reason=explain_page(page),
        )
    return _snapshot(reading, page)


def _snapshot(reading: Reading, page: Page) -> Snapshot:
    missing = CUT if reading.posts else reading.reason or explain_empty(page)
    cut = page.cut or len(reading.posts) >= POSTS
    return Snapshot(
        dialect=reading.dialect,
        url=page.url,
        headline=fit_line(reading.headline or page.headline),
        standfirst=fit_line(reading.standfirst or page.standfirst),
        last_updated=fit_claim(reading.last_updated or page.last_updated),
        language=reading.language or page.language,
        live=reading.live,
        complete=reading.complete and not cut,
        elsewhere=reading.elsewhere,
        reason=missing if cut or not reading.posts else None,
        given_by=_given_by(reading),
        posts=fit_posts(with_labels(reading.posts, page)),
    )


def _given_by(reading: Reading) -> dict[str, str]:
    """Which dialect gave the posts, and each field of theirs that any of them has."""
    return {
        facet: reading.origin(facet)
        for facet in FACETS
        if reading.posts
        if facet == "posts" or any(getattr(post, facet) for post in reading.posts)
    }
