"""A page as a careful reader has it: for tests that need no bytes."""

from datetime import datetime

from tickerd.liveblog.claim import Claim, ClaimRule
from tickerd.liveblog.post import KEY_EVENT, PINNED, Post
from tickerd.liveblog.snapshot import Snapshot

from .truth import TruePost, Truth


def read(truth: Truth, *, url: str) -> Snapshot:
    """What a flawless extraction would make of a page that tells this truth."""
    pinned = truth.pinned.id if truth.pinned else None
    return Snapshot(
        dialect="newsroom",
        url=url,
        headline=truth.headline,
        last_updated=_claim(truth.changed_at),
        live=truth.ended_at is None,
        posts=tuple(
            _post(post, *([PINNED] if place == 0 and post.id == pinned else []))
            for place, post in enumerate(truth.shown)
        ),
        reason=None if truth.shown else "the page shows no posts",
    )


def _post(post: TruePost, *labels: str) -> Post:
    return Post(
        source_id=post.id,
        headline=post.headline,
        text=post.text,
        author=post.author,
        labels=(*labels, KEY_EVENT) if post.key else labels,
        published=_claim(post.published_at),
        modified=post.modified_at and _claim(post.modified_at),
    )


def _claim(at: datetime) -> Claim:
    return Claim(at=at, raw=at.isoformat(), rule=ClaimRule.ABSOLUTE, precision_seconds=1.0)
