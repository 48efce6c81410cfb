"""What the tests of makers' documents share: a maker's JSON, and what a snapshot shows."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]


@pytest.fixture(scope="session")
def answer(look: Look) -> Look:
    """Look at a JSON answer of our own making."""

    def look_at(value: object, url: str = "https://api.maker.example/blog/1") -> Snapshot:
        return look(json.dumps(value), url=url, content_type="application/json")

    return look_at


@pytest.fixture(scope="session")
def epoch() -> Callable[[int], int]:
    """Seconds of nine o'clock and so many minutes on the day of the look."""
    nine = datetime.fromisoformat("2024-07-18T09:00:00+00:00")
    return lambda minute: int(nine.timestamp()) + 60 * minute


@pytest.fixture(scope="session")
def minutes() -> Callable[[Snapshot], list[int | None]]:
    """The minutes of the hour at which the posts were published."""
    return lambda snapshot: [
        post.published.at.minute if post.published else None for post in snapshot.posts
    ]
