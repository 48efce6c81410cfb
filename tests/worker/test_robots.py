"""What a host asks of us: loaded once a day, kept when it cannot be renewed."""

import asyncio

import pytest
import pytest_asyncio
from yarl import URL

from tickerd.errors import Disallowed, Refused
from tickerd.worker.robots import (
    KEEP_SECONDS,
    MOST_DELAY_SECONDS,
    MOST_ORIGINS,
    RETRY_SECONDS,
    Robots,
)

LIVE = URL("https://harbour.example/live")


class Host:
    """Hands out a robots.txt, or fails, and counts how often it was asked."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.failing = False
        self.asked: list[URL] = []

    async def load(self, robots: URL, _page: URL) -> str:
        self.asked.append(robots)
        if self.failing:
            raise Refused(url=str(robots), status=503)
        return self.text


class Clock:
    """The event loop's clock, which a test may put forward."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._ahead_seconds = 0.0
        loop = asyncio.get_running_loop()
        real = loop.time
        monkeypatch.setattr(loop, "time", lambda: real() + self._ahead_seconds)

    def advance(self, seconds: float) -> None:
        self._ahead_seconds += seconds


@pytest_asyncio.fixture(loop_scope="session")
async def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\nAllow: /live", True),
        ("User-agent: tickerd\nDisallow: /live\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: *\nDisallow: /live$", False),
        ("User-agent: *\nDisallow: /*.pdf", True),
        ("<html>no robots here</html>", True),
    ],
)
async def test_the_most_specific_wish_counts(text: str, allowed: bool) -> None:  # noqa: FBT001 — a table
    robots = Robots(Host(text).load)

    if allowed:
        await robots.delay_seconds(LIVE)
    else:
        with pytest.raises(Disallowed):
            await robots.delay_seconds(LIVE)


@pytest.mark.parametrize(("asked", "given"), [("", 0), ("7", 7), ("86400", MOST_DELAY_SECONDS)])
async def test_a_crawl_delay_is_honoured_up_to_a_minute(asked: str, given: float) -> None:
    robots = Robots(Host(f"User-agent: *\nCrawl-delay: {asked}").load)

    assert await robots.delay_seconds(LIVE) == given


async def test_a_copy_serves_for_a_day(clock: Clock) -> None:
    host = Host()
    robots = Robots(host.load)
    await robots.delay_seconds(LIVE)
    clock.advance(KEEP_SECONDS - 60)
    await robots.delay_seconds(LIVE)
    assert len(host.asked) == 1

    clock.advance(120)
    await robots.delay_seconds(LIVE)

    assert host.asked == [URL("https://harbour.example/robots.txt")] * 2


async def test_an_old_copy_serves_on_while_no_new_one_can_be_had(clock: Clock) -> None:
    host = Host("User-agent: *\nDisallow: /private")
    robots = Robots(host.load)
    await robots.delay_seconds(LIVE)
    host.failing = True
    clock.advance(KEEP_SECONDS + 1)

    await robots.delay_seconds(LIVE)
    with pytest.raises(Disallowed):
        await robots.delay_seconds(URL("https://harbour.example/private"))
    assert len(host.asked) == 2

    clock.advance(RETRY_SECONDS + 1)
    await robots.delay_seconds(LIVE)
    assert len(host.asked) == 3


async def test_a_host_that_never_told_its_wishes_is_left_alone(clock: Clock) -> None:
    host = Host()
    host.failing = True
    robots = Robots(host.load)

    for _ in range(2):
        with pytest.raises(Refused):
            await robots.delay_seconds(LIVE)


async def test_each_origin_has_wishes_of_its_own() -> None:
    host = Host()
    robots = Robots(host.load)
    for url in ("http://a.example/", "https://a.example/", "https://a.example:8443/", LIVE):
        await robots.delay_seconds(URL(url))

    assert len(set(host.asked)) == 4


async def test_the_memory_of_hosts_has_an_end() -> None:
    host = Host()
    robots = Robots(host.load)
    for number in range(MOST_ORIGINS + 1):
        await robots.delay_seconds(URL(f"https://{number}.example/"))

    await robots.delay_seconds(URL("https://0.example/"))

    assert len(host.asked) == MOST_ORIGINS + 2


async def test_the_event_loop_goes_on_while_hostile_rules_are_read() -> None:
    rules = "".join(f"Disallow: /a{number}*b*c$\n" for number in range(20_000))
    robots = Robots(Host(f"User-agent: *\n{rules}").load)
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            await asyncio.sleep(0.001)
            beats += 1

    pulse = asyncio.create_task(beat())
    await robots.delay_seconds(LIVE)
    pulse.cancel()

    assert beats > 5
