"""Real pages that were saved again and again: exactly the changes that a reader would find."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tickerd.cli.extracting import load_document, open_parser, tell
from tickerd.liveblog.event import PostEvent

pytestmark = pytest.mark.shared

HISTORIES = ("ffxiv-fanfest-liveblog", "noticiasaominuto-liveblogs")
KINDS = {"post.added": "added", "post.removed": "removed", "post.revised": "edited"}
FIRST_LOOK = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", HISTORIES)
async def test_a_history_tells_its_changes_and_nothing_else(
    shared_histories: Path, name: str
) -> None:
    folder = shared_histories / name
    steps = json.loads((folder / "expected_changes.json").read_text())["steps"]
    expected: Counter[tuple[int, str, str]] = Counter()
    told: Counter[tuple[int, str, str]] = Counter()
    for number, step in enumerate(steps[1:], start=2):
        for kind in ("added", "removed", "edited"):
            # a removal is told by the second look that misses the post
            look = number + (kind == "removed")
            expected.update((look, kind, post) for post in step[kind])

    files = [folder / step["file"] for step in steps]
    looks = (
        load_document(file, "https://fan.example/live.json", FIRST_LOOK + timedelta(minutes=n))
        for n, file in enumerate([*files, files[-1]])
    )
    first = 0
    async with open_parser() as parser:
        async for look, event in tell(looks, parser):
            if not isinstance(event, PostEvent):
                continue
            if look == 1:
                first += 1
            else:
                told[look, KINDS[event.kind], event.post.source_id or ""] += 1

    assert first == steps[0]["n"]
    assert told == expected
