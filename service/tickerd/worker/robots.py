"""What the robots.txt of a host asks of us (RFC 9309), remembered for a day."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from protego import Protego
from yarl import URL

from tickerd.errors import Disallowed, FetchError

ROBOT = "tickerd"
"""Our product token: the name that a robots.txt may address us by."""
KEEP_SECONDS = 24 * 3600.0
"""RFC 9309 section 2.4: a copy should not be used for longer."""
RETRY_SECONDS = 3600.0
"""How long an old copy serves on when no new one can be had."""
MOST_DELAY_SECONDS = 60.0
"""A longer crawl-delay is cut to this: a look a minute is as gentle as a live page can need."""
MOST_ORIGINS = 200
"""So many copies are kept; the one unused for longest is forgotten first."""
LIMIT_BYTES = 500 * 1024
"""RFC 9309 section 2.5: what stands behind this much is not read."""


@dataclass(slots=True)
class Rules:
    """One host's wishes."""

    protego: Protego
    fresh_until: float
    """Seconds of the event loop's clock."""
    verdicts: dict[str, bool] = field(default_factory=dict)
    """By URL: a hostile file can make each question slow, and we ask the same ones for ever."""

    def allow(self, url: str) -> bool:
        """Whether we may fetch the URL."""
        if url not in self.verdicts:
            self.verdicts[url] = self.protego.can_fetch(url, ROBOT)
        return self.verdicts[url]

    @property
    def delay_seconds(self) -> float:
        """The crawl-delay it asks for; 0 if none."""
        return min(self.protego.crawl_delay(ROBOT) or 0.0, MOST_DELAY_SECONDS)


class Robots:
    """The rules of all hosts that we ask, loaded when they are first needed."""

    def __init__(self, load: Callable[[URL, URL], Awaitable[str]]) -> None:
        """Keep nothing yet.

        Args:
            load: gets the robots.txt at the first URL, on behalf of the second: empty if the host
                has none; raises FetchError if that cannot be known.
        """
        self._load = load
        self._rules: OrderedDict[URL, Rules] = OrderedDict()

    async def delay_seconds(self, url: URL) -> float:
        """The gap that the URL's host asks for between two requests.

        Raises:
            Disallowed: the host asks us to stay away from this URL.
            FetchError: what it asks cannot be known now, so we stay away (section 2.3.1.4).
        """
        rules = await self._rules_for(url)
        if not rules.allow(str(url)):
            raise Disallowed(url=str(url))
        return rules.delay_seconds

    async def _rules_for(self, url: URL) -> Rules:
        origin = url.origin()
        now = asyncio.get_running_loop().time()
        old = self._rules.get(origin)
        if old is None or now >= old.fresh_until:
            self._rules[origin] = await self._renew(url, old, now)
        self._rules.move_to_end(origin)
        if len(self._rules) > MOST_ORIGINS:
            self._rules.popitem(last=False)
        return self._rules[origin]

    async def _renew(self, url: URL, old: Rules | None, now: float) -> Rules:
        try:
            text = await self._load(url.origin() / "robots.txt", url)
        except FetchError:
            if old is None:
                raise
            return Rules(old.protego, now + RETRY_SECONDS)
        # half a megabyte of rules takes half a second to read: not on the event loop
        return Rules(await asyncio.to_thread(Protego.parse, text), now + KEEP_SECONDS)
