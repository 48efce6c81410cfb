"""One address, looked at again and again: nothing is fetched or read twice without need."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tickerd.errors import ExtractionError, NothingFound
from tickerd.liveblog.document import Document
from tickerd.liveblog.snapshot import Snapshot
from tickerd.liveblog.source import Source
from tickerd.worker.fetcher import Fetcher, Validators
from tickerd.worker.parser import Parser

ANEW_SECONDS = 900.0
"""After so long a page is fetched and read as if for the first time.

Some hosts say "not modified" for ever, and a page may say that its coverage ends at some hour.
"""
BLANK = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True, slots=True)
class Sight:
    """What one look at an address gave."""

    seen_at: datetime
    snapshot: Snapshot | None
    """None: what it showed at the last look that was settled."""
    document_hash: str | None = None
    """SHA-256, in hex, of the bytes that tell it: those that came now, or that stand unchanged."""


class Lookout:
    """Looks at one address, and keeps what the next look there needs.

    What its bytes say, posts or a failure, is kept until it is settled. So bytes that cannot be
    read go to the reading process once and not at each look, and a host's "not modified" hides
    nothing that is not on the wire yet.
    """

    def __init__(
        self, url: str, *, fetcher: Fetcher, parser: Parser, shown_at: str | None = None
    ) -> None:
        """Know nothing yet.

        Args:
            url: the address.
            fetcher: asks for it.
            parser: reads what is there.
            shown_at: the page whose script loads this, if one does: relative addresses in data
                are meant as if they stood on that page.
        """
        self.url = url
        self._fetcher = fetcher
        self._parser = parser
        self._shown_at = shown_at
        self._validators = Validators()
        self._read_at: datetime | None = None
        self._told: Snapshot | ExtractionError | None = None
        self._doubted = False

    async def look(self, at: datetime, source: Source) -> Sight:
        """Fetch what is there, and read it if it is new.

        Raises:
            FetchError: it was not got.
            ExtractionError: it cannot be read, or is no live page; its URL is this address.
        """
        seen = self._validators if is_fresh(self._read_at, at) else Validators()
        found = await self._fetcher.fetch(self.url, at=at, source=source, seen=seen)
        if isinstance(found, Document):
            await self._take(found, at)
        if isinstance(self._told, ExtractionError):
            raise replace(self._told)
        return Sight(found.fetched_at, self._told, self._validators.hash)

    def settle(self) -> None:
        """Take note that all that the last look gave is on the wire."""
        self._told = None

    async def _take(self, document: Document, at: datetime) -> None:
        """Read a document and keep what it says.

        That the reading process was too slow, or died, may be the moment's fault and not the
        page's: that counts only if it happens twice running.
        """
        told = await self._read(document)
        doubtful = isinstance(told, ExtractionError) and told.__cause__ is not None
        self._doubted = doubtful and not self._doubted
        if isinstance(told, ExtractionError) and self._doubted:
            raise told
        self._told, self._validators, self._read_at = told, Validators.of(document), at

    async def _read(self, document: Document) -> Snapshot | ExtractionError:
        if self._shown_at is not None and is_data(document):
            document = replace(document, url=self._shown_at)
        try:
            snapshot = await self._parser.extract(document)
        except ExtractionError as error:
            told = replace(error, url=self.url)
            told.__cause__ = error.__cause__
            return told
        if snapshot.reason and not snapshot.posts and not snapshot.elsewhere:
            return NothingFound(url=self.url, cause=snapshot.reason)
        return snapshot


def is_fresh(read_at: datetime | None, at: datetime) -> bool:
    """Whether what was read then need not be read anew; never after a clock that was set back."""
    return read_at is not None and timedelta(0) <= at - read_at < timedelta(seconds=ANEW_SECONDS)


def is_data(document: Document) -> bool:
    """Whether a document is for a script to read; markup is a page of its own."""
    return not document.body.lstrip(BLANK).startswith(b"<")
