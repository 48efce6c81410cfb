"""Real pages that were saved again and again: exactly the changes that a reader would find."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tickerd.cli.extracting import load_document, open_parser, tell
from tickerd.liveblog.event import PostEvent, PostRevised
from tickerd.liveblog.wording import reword

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


@pytest.mark.parametrize("name", HISTORIES)
async def test_the_word_diffs_of_a_history_lead_from_the_first_wording_to_each_later_one(
    shared_histories: Path, name: str
) -> None:
    looks = (
        load_document(file, "https://fan.example/live.json", FIRST_LOOK + timedelta(minutes=n))
        for n, file in enumerate(sorted((shared_histories / name).glob("0*")))
    )
    wordings: dict[str, tuple[str, str]] = {}
    async with open_parser() as parser:
        async for _, event in tell(looks, parser):
            if not isinstance(event, PostEvent):
                continue
            before = wordings.setdefault(event.post.id, event.post.wording)
            after = follow(before, event) if isinstance(event, PostRevised) else before
            wordings[event.post.id] = after

            assert after == event.post.wording
    assert wordings


def follow(wording: tuple[str, str], event: PostRevised) -> tuple[str, str]:
    """The wording that a revision makes of the one before."""
    headline, text = wording
    return reword(headline, event.headline_changes), reword(text, event.text_changes)
