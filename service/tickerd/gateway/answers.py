"""The shapes of what the gateway answers and takes, as JSON."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from tickerd.liveblog.blog import Blog, Look
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.event import Segment
from tickerd.liveblog.frozen import Frozen, Instant
from tickerd.liveblog.known import KnownPost
from tickerd.liveblog.post import Post
from tickerd.liveblog.source import Source


class BlogLine(Frozen):
    """One blog in the list of all."""

    blog: Blog
    headline: str | None
    standfirst: str | None
    last_updated: Claim | None
    ended: str | None
    """Why the blog has ended, once it has."""
    watched: bool
    posts: int
    """How many stand."""
    newest_at: Instant | None
    """`observed_at` of its last event."""
    look: Look | None
    """How the last look at it went."""
    sealed_at: Instant | None = None
    """When its log was moved to the archive, if it lies there."""


class BlogList(Frozen):
    """All blogs, the one that moved last first."""

    cursor: str
    """The tip of the wire: follow from here and nothing is missed."""
    blogs: tuple[BlogLine, ...]


class BlogState(Frozen):
    """A blog as it stands, or stood at `as_of`."""

    blog: Blog
    headline: str | None
    standfirst: str | None
    last_updated: Claim | None
    ended: str | None
    watched: bool = Field(description="Whether it is watched now, with `as_of` too.")
    cursor: str
    """The place of this state: follow from here and nothing is missed."""
    as_of: Instant | None
    look: Look | None = Field(
        description="How the last look at it went; null with `as_of`, for past looks are not kept."
    )
    posts: tuple[KnownPost, ...]
    """In the order of the story, newest first; removed posts are marked."""


class Revision(Frozen):
    """One event of a post."""

    cursor: str
    type: str
    revision: int
    observed_at: Instant
    seen_after: Instant | None = None
    post: Post
    headline_changes: tuple[Segment, ...] = ()
    text_changes: tuple[Segment, ...] = ()


class PostHistory(Frozen):
    """All that was seen of a post, oldest first."""

    blog: str
    post: str
    removed: bool
    revisions: tuple[Revision, ...]


class Problem(Frozen):
    """What went wrong (RFC 9457); the error's own data are further members."""

    model_config = ConfigDict(frozen=True, extra="allow")

    type: str = Field(pattern="^urn:tickerd:problem:[a-z-]+$")
    title: str
    status: int
    detail: str


class Health(Frozen):
    """Whether the gateway does its work."""

    status: Literal["ok", "ready"]


class NewWatch(Frozen):
    """The order to watch a page."""

    url: str = Field(max_length=2048, pattern=r"^https?://[^\s\\\x00-\x20\x7f]+$")
    story: str | None = Field(default=None, min_length=1, max_length=200)
    source: Source = Source()
    every_seconds: float | None = Field(default=None, ge=0.1, le=86_400)
    keep_days: float | None = Field(default=None, gt=0, le=36_500)
    keep_events: int | None = Field(default=None, gt=0, le=1_000_000_000)


def as_json(answer: Frozen) -> dict[str, Any]:
    """The answer; posts and revisions leave out what they do not have, as events do."""
    whole = answer.model_dump(mode="json")
    for name in ("posts", "revisions"):
        if isinstance(whole.get(name), list):
            members = getattr(answer, name)
            whole[name] = [one.model_dump(mode="json", exclude_none=True) for one in members]
    return whole
