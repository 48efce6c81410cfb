"""All posts that a document shows, and how far back it reaches."""

from pydantic import Field

from .claim import Claim
from .frozen import Frozen
from .post import Post


class Snapshot(Frozen):
    """What one look at a document gives. `posts` stand in page order."""

    dialect: str | None = None
    url: str
    headline: str | None = None
    standfirst: str | None = None
    last_updated: Claim | None = None
    language: str | None = None
    live: bool | None = None
    """Whether the page says that it goes on: False once coverage has ended, None if silent."""
    complete: bool = False
    """Whether all posts there ever were are shown, so that the window has no end."""
    elsewhere: str | None = None
    """Where the posts are loaded from, when the document is only their shell."""
    reason: str | None = None
    """In words, why there are no posts, or not all that the document has."""
    given_by: dict[str, str] = Field(default_factory=dict)
    """Which dialect gave what: `posts` says which there are; the rest are fields of theirs."""
    posts: tuple[Post, ...] = ()
