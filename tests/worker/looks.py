"""Looks at times of our choice, and what they put on the wire."""

from collections.abc import Callable
from datetime import datetime

import psutil

from makers import NOON, minutes
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.event import PostAdded
from tickerd.wire.redis import RedisWire
from tickerd.worker.parser import Parser
from tickerd.worker.poller import Outcome, Poller
from worker.pages import FIRST

MakePoller = Callable[[str], Poller]

MORE = {**FIRST, "p4": "The fog is lifting."}


def at(count: float) -> datetime:
    """So many minutes after noon."""
    return NOON + minutes(count)


def kinds(outcome: Outcome) -> list[str]:
    """The kinds of a look's events."""
    return [entry.event.kind for entry in outcome.entries]


async def all_entries(wire: RedisWire) -> list[Entry]:
    """All that ever was on the wire."""
    return await wire.read(None, after=await wire.floor(), limit=1000)


async def added_texts(wire: RedisWire) -> list[str]:
    """The words of all posts that were added, in order."""
    events = [entry.event for entry in await all_entries(wire)]
    return [event.post.text for event in events if isinstance(event, PostAdded)]


def count_reads(parser: Parser) -> int:
    """How often the reading process was given something so far."""
    assert parser.pid is not None
    return int(psutil.Process(parser.pid).io_counters().read_count)
