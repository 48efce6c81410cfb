"""Where to look for a blog's posts: on its own page, or where a script of that page gets them.

A page without posts that names such an address is a **shell**. The way leads from the blog's own
page over its shells to the address that shows posts; from then on we look there. The blog is
still the page: what the posts' address does not say of it (its headline, that it has ended) the
shells do, so that the wire never sees one of them without the other.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from tickerd.errors import ExtractionError, FetchError, NothingFound
from tickerd.liveblog.blog import Blog
from tickerd.liveblog.snapshot import Snapshot
from tickerd.worker.fetcher import Fetcher
from tickerd.worker.lookout import Lookout, Sight, is_fresh
from tickerd.worker.parser import Parser
from tickerd.worker.route import read_url

MOST_STEPS = 2
"""A shell may lead to another one, and that one to the posts; no further."""

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Whereabouts:
    """Finds the posts of one blog, and keeps the way to them."""

    def __init__(self, blog: Blog, *, fetcher: Fetcher, parser: Parser) -> None:
        self._blog = blog
        self._fetcher = fetcher
        self._parser = parser
        self.forget()

    def forget(self) -> None:
        """Begin again at the blog's own page, as if for the first time."""
        self._home = Lookout(self._blog.url, fetcher=self._fetcher, parser=self._parser)
        self._way = [self._home]
        self._shells: list[Snapshot] = []
        self._tried: dict[str, Lookout] = {}
        self._away = False
        self._home_at: datetime | None = None

    async def look(self, at: datetime) -> Sight:
        """See what the posts are now, and what is said of the blog.

        Raises:
            FetchError, ExtractionError: the blog's page, or the address that it names, cannot be
                got or read; the error says which.
        """
        clock = asyncio.get_running_loop().time
        started = clock()
        sight = await self._look_first(at)
        while sight.snapshot is not None and sight.snapshot.elsewhere and not sight.snapshot.posts:
            self._step(sight.snapshot, sight.snapshot.elsewhere)
            sight = await self._look_there(at + timedelta(seconds=clock() - started))
        if sight.snapshot is None:
            return sight
        return replace(sight, snapshot=complete(sight.snapshot, self._shells))

    def settle(self) -> None:
        """Take note that all that the last look gave is on the wire."""
        self._way[-1].settle()
        self._away = len(self._way) > 1

    async def _look_first(self, at: datetime) -> Sight:
        """Look where the posts are known to be, else, and now and then anyway, at the blog's page.

        The page may name another address by then, or show posts itself. If it fails, we stay.
        """
        if self._away and is_fresh(self._home_at, at):
            return await self._look_there(at)
        self._home_at = at
        try:
            sight = await self._home.look(at, self._blog.source)
        except (FetchError, ExtractionError) as error:
            if not self._away:
                raise
            log.info("shell_unreadable", blog=self._blog.id, cause=str(error))
            return await self._look_there(at)
        # what failed so far remembers why; what showed posts must show them beside the new shell
        self._tried = {} if self._away else {lookout.url: lookout for lookout in self._way}
        self._way, self._shells, self._away = [self._home], [], False
        return sight

    async def _look_there(self, at: datetime) -> Sight:
        return await self._way[-1].look(at, self._blog.source)

    def _step(self, shell: Snapshot, elsewhere: str) -> None:
        url = next_url([lookout.url for lookout in self._way], shell, elsewhere)
        fresh = Lookout(url, fetcher=self._fetcher, parser=self._parser, shown_at=shell.url)
        self._way.append(self._tried.get(url, fresh))
        self._shells.append(shell)


def next_url(asked: Sequence[str], shell: Snapshot, elsewhere: str) -> str:
    """Where a shell sends us.

    Args:
        asked: the addresses that led to it, the blog's own first, its own last.
        shell: what it shows.
        elsewhere: the address that it names.

    Raises:
        NothingFound: that would be a circle, too far, or plain http named by a page that is not.
        Unreachable: it is no address.
    """
    url = str(read_url(elsewhere))
    if url in {str(read_url(one)) for one in (*asked, shell.url)}:
        fault = "where we came from"
    elif len(asked) > MOST_STEPS:
        fault = "and tickerd does not follow that far"
    elif shell.url.startswith("https:") and not url.startswith("https:"):
        fault = "which is plain http, and less safe than https"
    else:
        return url
    raise NothingFound(url=asked[-1], cause=f"its posts are loaded from {url}, {fault}")


def complete(snapshot: Snapshot, shells: Sequence[Snapshot]) -> Snapshot:
    """A snapshot with what it does not say of the blog as the shells say it, the nearest first."""
    for shell in reversed(shells):
        snapshot = snapshot.model_copy(
            update={
                "headline": snapshot.headline or shell.headline,
                "standfirst": snapshot.standfirst or shell.standfirst,
                "last_updated": snapshot.last_updated or shell.last_updated,
                "language": snapshot.language or shell.language,
                "live": shell.live if snapshot.live is None else snapshot.live,
            }
        )
    return snapshot
