"""The shared examples of folding: Python's fold and the browser's must agree on them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tickerd.liveblog.blog import Blog
from tickerd.liveblog.diff import fold
from tickerd.liveblog.entry import decode
from tickerd.liveblog.event import Event
from tickerd.liveblog.known import Known, KnownPost, story_order

FOLDER = Path(__file__).parents[1] / "examples" / "fold"
EXAMPLES = [json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))]
BLOG = Blog(id="example-org-pijfk5wn", url="https://www.example.org/live/1")


def read_state(posts: list[dict[str, Any]]) -> Known:
    """A state with these posts; in the order in which they were first seen, as a Known has them."""
    known = [KnownPost.model_validate(post) for post in posts]
    known.sort(key=lambda each: each.ordinal)
    return Known(blog=BLOG, posts={each.post.id: each for each in known})


def read_events(envelopes: list[dict[str, Any]]) -> list[Event]:
    """The events in CloudEvents."""
    return [decode(json.dumps(one, separators=(",", ":")).encode()).event for one in envelopes]


def tell(known: Known) -> list[dict[str, Any]]:
    """All posts as the API gives them: newest first."""
    posts = sorted(known.posts.values(), key=story_order, reverse=True)
    return [post.model_dump(mode="json", exclude_none=True) for post in posts]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["says"]))
def test_fold_agrees_with_the_examples(example: dict[str, Any]) -> None:
    """Invariant 4: fold in Python and in JS agree on shared examples."""
    end = fold(read_state(example["state"]), read_events(example["events"]))

    assert tell(end) == example["expected"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["says"]))
def test_events_applied_twice_are_harmless(example: dict[str, Any]) -> None:
    """Invariant 4: a reader that applies an entry twice is unharmed."""
    events = read_events(example["events"])
    once = fold(read_state(example["state"]), events)

    assert tell(fold(once, events)) == example["expected"]
