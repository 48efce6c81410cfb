"""Plain functions with defaults that make the values of tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tickerd.liveblog.blog import Blog, Watch, blog_id
from tickerd.liveblog.claim import Claim, ClaimRule
from tickerd.liveblog.known import Known
from tickerd.liveblog.post import Post
from tickerd.liveblog.snapshot import Snapshot

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
URL = "https://harbour.example/live/regatta"


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def a_blog(url: str = URL, **fields: Any) -> Blog:
    return Blog(id=blog_id(url), url=url, **fields)


def a_watch(url: str = URL, **fields: Any) -> Watch:
    return Watch(blog=a_blog(url), added_at=NOON, **fields)


def a_claim(at: datetime = NOON, rule: ClaimRule = ClaimRule.ABSOLUTE) -> Claim:
    return Claim(at=at, raw=at.isoformat(), rule=rule, precision_seconds=1)


def a_post(source_id: str | None = None, text: str = "", **fields: Any) -> Post:
    return Post(source_id=source_id, text=text or f"The words of {source_id}.", **fields)


def a_snapshot(*posts: Post, **fields: Any) -> Snapshot:
    return Snapshot(**{"url": URL, "dialect": "jsonld", "posts": posts, **fields})


def nothing_known(url: str = URL) -> Known:
    return Known(blog=a_blog(url))
