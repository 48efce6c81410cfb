"""One look at a blog: fetch, extract, diff, commit."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from tickerd import telemetry
from tickerd.errors import (
    ArchiveDamaged,
    CommitConflict,
    ExtractionError,
    FetchError,
    Postponed,
    Refused,
    TickerdError,
    WireUnavailable,
)
from tickerd.liveblog.blog import Look, Watch
from tickerd.liveblog.chain import NO_HEAD, Head
from tickerd.liveblog.diff import Difference, diff, diff_unchanged, fold
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.frozen import to_instant
from tickerd.liveblog.known import Known, Window
from tickerd.wire.contract import Wire
from tickerd.worker.fetcher import Fetcher
from tickerd.worker.parser import Parser
from tickerd.worker.whereabouts import Whereabouts

OK = "ok"
QUIET_SECONDS = 10.0
"""Looks that tell nothing new are kept no more often than this: each would be a write to disk."""
GONE = 410
GONE_SECONDS = 3600.0
"""A page that is gone for good is asked for once an hour, should it come back."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one look went."""

    look: Look
    entries: tuple[Entry, ...] = ()
    """What it put on the wire."""
    retry_after_seconds: float | None = None
    """What the host asked us to wait."""

    @property
    def succeeded(self) -> bool:
        """Whether the page could be read, or was as before."""
        return self.look.state == OK


class Poller:
    """Looks at one blog, and keeps what the next look needs."""

    def __init__(self, watch: Watch, *, wire: Wire, fetcher: Fetcher, parser: Parser) -> None:
        self._watch = watch
        self._wire = wire
        self._whereabouts = Whereabouts(watch.blog, fetcher=fetcher, parser=parser)
        self._known: Known | None = None
        self._head = NO_HEAD
        self._remembered = Window()
        self._succeeded_at: datetime | None = None

    @property
    def known(self) -> Known | None:
        """The blog's state after the last look; None before the first and after trouble."""
        return self._known

    def forget(self) -> None:
        """Trust nothing from before: the next look loads the state and reads the page anew."""
        self._known = None
        self._whereabouts.forget()

    async def look(self, at: datetime) -> Outcome:
        """Look once. What is wrong with the page or with Redis comes back as the Look's state.

        Nothing is lost by a failure: what the page tells is held against what was committed, so
        the next look tells it again.

        Raises:
            TickerdError, RedisError: a promise of our own is broken, not one page's.
        """
        clock = asyncio.get_running_loop().time
        started = clock()
        try:
            try:
                return await self._look(at)
            except CommitConflict:  # another worker was first: reload, look again
                self.forget()
                return await self._look(at + timedelta(seconds=clock() - started))
        except (FetchError, ExtractionError) as error:
            return self._fail(at, error)
        except (WireUnavailable, ArchiveDamaged, CommitConflict) as error:
            self.forget()  # the commit may have happened all the same
            return self._fail(at, error)

    async def _look(self, at: datetime) -> Outcome:
        known = self._known or await self._load()
        sight = await self._whereabouts.look(at)
        known = _mind_the_clock(known, sight.seen_at)
        if sight.snapshot is None:
            difference = diff_unchanged(known, at=sight.seen_at)
        else:
            # hundreds of posts take a tenth of a second and more: not on the event loop
            difference = await asyncio.to_thread(diff, known, sight.snapshot, at=sight.seen_at)
        entries = await self._keep(known, difference, at, sight.document_hash)
        if not difference.window.waits:
            self._whereabouts.settle()
        self._succeeded_at = at
        return Outcome(self._describe(at, OK), tuple(entries))

    async def _load(self) -> Known:
        blog = self._watch.blog
        state = await self._wire.state(blog.id)
        known = state.known if state else Known(blog=blog)
        self._head = state.head if state else NO_HEAD
        self._remembered = known.window
        self._succeeded_at = self._succeeded_at or known.window.looked_at
        self._known = known.model_copy(update={"blog": blog})
        return self._known

    async def _keep(
        self, known: Known, difference: Difference, at: datetime, document_hash: str | None
    ) -> list[Entry]:
        """Commit the events, or remember the window; from here on they are known.

        The window tells when the look began, not when it ended: a post may have been published
        after the host had made its answer.
        """
        window = difference.window.model_copy(update={"looked_at": at})
        known = fold(known, difference.events).model_copy(update={"window": window})
        entries: list[Entry] = []
        if difference.events:
            entries = await self._wire.commit(
                known, difference.events, expect=self._head, document_hash=document_hash
            )
            self._head = Head.of(entries[-1])
            for event in difference.events:
                telemetry.EVENTS.labels(kind=event.kind).inc()
            self._remembered = window
        elif _tells_more(window, self._remembered):
            await self._wire.remember(known.blog.id, window, expect=self._head)
            self._remembered = window
        self._known = known
        return entries

    def _fail(self, at: datetime, error: TickerdError) -> Outcome:
        asked = error.retry_after_seconds if isinstance(error, Refused | Postponed) else None
        if isinstance(error, Refused) and error.status == GONE:
            asked = GONE_SECONDS
        return Outcome(self._describe(at, error.code, str(error)), retry_after_seconds=asked)

    def _describe(self, at: datetime, state: str, problem: str | None = None) -> Look:
        return Look(
            blog=self._watch.blog.id,
            looked_at=at,
            succeeded_at=self._succeeded_at,
            state=state,
            problem=problem,
        )


def _mind_the_clock(known: Known, observed_at: datetime) -> Known:
    """The same, without a last look that lies in the future: then the clock was set back.

    So `seen_after < observed_at` always holds; how long a post may have stood is then not known.
    """
    looked_at = known.window.looked_at
    if looked_at is None or to_instant(looked_at) < to_instant(observed_at):
        return known
    window = known.window.model_copy(update={"looked_at": None})
    return known.model_copy(update={"window": window})


def _tells_more(window: Window, kept: Window) -> bool:
    """Whether a window is worth a write: it shows something else, or some time has passed."""
    if window.looked_at is None or kept.looked_at is None:
        return True
    same = window.model_copy(update={"looked_at": kept.looked_at}) == kept
    return not same or window.looked_at - kept.looked_at >= timedelta(seconds=QUIET_SECONDS)
