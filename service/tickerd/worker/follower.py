"""One watch's loop: look, tell how it went, wait for the next look.

What happens when something fails:

- A page that cannot be fetched or read, and a Redis that is away: the look says so (see `poller`),
  and the watch goes on, more slowly.
- Our own code fails over one blog: it is logged with its trace, what was known of the blog is
  forgotten and loaded again, and the watch goes on, more slowly. The others never notice.
- A promise is broken that all blogs live by (Redis refuses our script, the reading process does
  not start): the error leaves the loop and stops the process. To go on would only hide it.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from tickerd import telemetry
from tickerd.errors import TickerdError, WireUnavailable
from tickerd.liveblog.blog import Look, Watch
from tickerd.liveblog.cadence import Cadence, Trouble, is_over, moments_of, next_look
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.frozen import to_instant
from tickerd.wire.contract import Watches
from tickerd.worker.poller import OK, Outcome, Poller
from tickerd.worker.schedule import BROKEN_PROMISES

FAULT = "fault"
QUIET_SECONDS = 10.0
"""Looks like the one before are noted no more often than this: each would be a write to disk."""

Now = Callable[[], datetime]
OnLook = Callable[[Look, tuple[Entry, ...]], Awaitable[None]]

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Follower:
    """Follows one blog for as long as it is watched and has not ended."""

    def __init__(
        self, watch: Watch, poller: Poller, cadence: Cadence, watches: Watches, now: Now
    ) -> None:
        self._watch = watch
        self._poller = poller
        self._cadence = cadence
        self._watches = watches
        self._now = now
        self._failures = 0
        self._noted: Look | None = None

    async def follow(self, on_look: OnLook) -> None:
        """Look again and again; returns once the blog is over.

        Raises:
            TickerdError, RedisError: a promise of our own is broken.
        """
        due = self._now()
        while True:
            outcome = await self._look(self._now())
            due = self._plan(outcome, due)
            over = self._poller.known is not None and is_over(self._poller.known, due)
            look = outcome.look.model_copy(
                update={"next_look_at": None if over else to_instant(due)}
            )
            await self._note(look)
            await on_look(look, outcome.entries)
            if over:
                return
            await asyncio.sleep((due - self._now()).total_seconds())

    async def _look(self, at: datetime) -> Outcome:
        """The loop top: whatever goes wrong over this blog stays with this blog."""
        try:
            with telemetry.LOOK_SECONDS.time():
                outcome = await self._poller.look(at)
        except (TickerdError, *BROKEN_PROMISES):
            raise
        except Exception as error:
            log.exception("look_failed", blog=self._watch.blog.id)
            self._poller.forget()
            problem = f"tickerd itself failed over it ({type(error).__name__}: {error})."
            look = Look(blog=self._watch.blog.id, looked_at=at, state=FAULT, problem=problem)
            outcome = Outcome(look)
        telemetry.LOOKS.labels(outcome=outcome.look.state).inc()
        self._failures = 0 if outcome.succeeded else self._failures + 1
        return outcome

    def _plan(self, outcome: Outcome, due: datetime) -> datetime:
        known = self._poller.known
        moments = moments_of(known) if known else []
        return next_look(
            self._cadence,
            moments or [self._watch.added_at],
            Trouble(self._failures, outcome.retry_after_seconds),
            due=due,
            at=self._now(),
            jitter=random.random(),  # noqa: S311 — no secret
        )

    async def _note(self, look: Look) -> None:
        """Keep how the look went, where others can see it; it is no loss if that fails."""
        before = self._noted
        if look.state != (before.state if before else OK):
            log.info("look_state", blog=look.blog, state=look.state, problem=look.problem)
        if before is None or _tells_more(look, before):
            with suppress(WireUnavailable):
                await self._watches.note_look(look)
                self._noted = look


def _tells_more(look: Look, noted: Look) -> bool:
    """Whether a look is worth a write: it went otherwise, or some time has passed."""
    same = (look.state, look.problem) == (noted.state, noted.problem)
    return not same or look.looked_at - noted.looked_at >= timedelta(seconds=QUIET_SECONDS)
