"""Immutable facts: a post was added, revised, removed, restored; a blog opened, updated, ended."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from .blog import Blog
from .claim import Claim
from .frozen import Frozen, Instant
from .post import Post

Segment = tuple[Literal["=", "-", "+"], str]
"""A run of characters that stayed, went, or came."""


class _Seen(Frozen):
    blog: str
    observed_at: Instant
    """When we saw it: not when it happened, nor when the page says it did."""
    seen_after: Instant | None = None
    """The look before: the fact came about in (seen_after, observed_at]. None at a first look."""


class BlogOpened(_Seen):
    """We began to follow a blog."""

    kind: Literal["blog.opened"] = "blog.opened"
    about: Blog
    headline: str | None = None
    standfirst: str | None = None
    last_updated: Claim | None = None


class BlogUpdated(_Seen):
    """The blog's headline, standfirst or own "Last updated" is another now."""

    kind: Literal["blog.updated"] = "blog.updated"
    headline: str | None = None
    standfirst: str | None = None
    last_updated: Claim | None = None


class BlogEnded(_Seen):
    """The page says that its coverage is over, or we stopped to follow it."""

    kind: Literal["blog.ended"] = "blog.ended"
    reason: str


class _AboutPost(_Seen):
    post: Post
    revision: int = Field(ge=1)
    """The n-th wording of the post, from 1."""
    change: int = Field(ge=1)
    """The n-th event about the post, from 1: one that was applied before is known by it."""
    recognised_by: str
    """Why we hold this to be that post: `source id`, `permalink`, …, or `new`."""


class PostAdded(_AboutPost):
    """A post that we had not seen before."""

    kind: Literal["post.added"] = "post.added"


class PostRevised(_AboutPost):
    """A known post has another wording or other media."""

    kind: Literal["post.revised"] = "post.revised"
    headline_changes: tuple[Segment, ...] = ()
    """Word by word, from the last revision's headline to this one's."""
    text_changes: tuple[Segment, ...] = ()
    """Word by word, from the last revision's text to this one's."""


class PostRemoved(_AboutPost):
    """A post vanished from inside the window, in two looks running. It carries its last wording."""

    kind: Literal["post.removed"] = "post.removed"


class PostRestored(_AboutPost):
    """A removed post is on the page again."""

    kind: Literal["post.restored"] = "post.restored"


PostEvent = PostAdded | PostRevised | PostRemoved | PostRestored
BlogEvent = BlogOpened | BlogUpdated | BlogEnded
Event = Annotated[PostEvent | BlogEvent, Field(discriminator="kind")]

EVENT: TypeAdapter[Event] = TypeAdapter(Event)
"""Reads and checks an event of any kind."""

KINDS: tuple[str, ...] = (
    "blog.opened",
    "blog.updated",
    "blog.ended",
    "post.added",
    "post.revised",
    "post.removed",
    "post.restored",
)
