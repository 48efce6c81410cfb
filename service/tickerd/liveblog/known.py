"""What we know of a blog: the fold of its events, and the memory of the last look."""

from collections.abc import Mapping

from pydantic import Field

from .blog import Blog
from .claim import Claim
from .frozen import Frozen, Instant
from .post import Post


class KnownPost(Frozen):
    """A post with its history so far."""

    post: Post
    revision: int
    change: int
    """The n-th event about the post was the last."""
    ordinal: int
    """The n-th post of this blog that we saw, from 1."""
    removed: bool = False
    seen_after: Instant | None = None
    observed_at: Instant
    """When we first saw the post."""
    changed_at: Instant
    """When we saw its latest change."""


class Window(Frozen):
    """The memory of the last good look: no facts of the log, only what the next look is held to."""

    looked_at: Instant | None = None
    shown: tuple[str, ...] = ()
    """Ids of the posts that the page showed, in page order."""
    beyond: tuple[str, ...] = ()
    """Ids that dropped off its old end, or that a shorter page did not reach; nearest first."""
    missed: tuple[str, ...] = ()
    """Ids that were inside the window and were gone at the last look, for the first time."""
    suspect: bool = False
    """Whether more than half was gone at the last look."""
    aside: "Window | None" = None
    """The window before a suspect page, for a while, should that page come back."""
    odd: bool = False
    """Whether it followed that one with more than half gone, and has not been left for it."""
    former: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """By post: signs of the wordings that it had before, the last ones."""
    doubted: Mapping[str, str] = Field(default_factory=dict)
    """By post: the sign of a former wording that it showed again for the first time."""
    names: Mapping[str, str] = Field(default_factory=dict)
    """By post: the source's id that it has now, where that is another than in the log."""
    times: Mapping[str, Claim | None] = Field(default_factory=dict)
    """By post: when the page says now that it was published, where that differs from the log."""
    anew: bool = False
    """Whether most posts were called by ids that the page had not used before."""
    places: bool = False
    """Whether its ids were ever seen to name places, and not posts."""
    outdated_since: Instant | None = None
    """Since when the page has been older than one that we saw."""

    @property
    def waits(self) -> bool:
        """Whether something was seen that the next look must confirm by the same words."""
        return bool(self.doubted) or self.outdated_since is not None


class Known(Frozen):
    """A blog's state: `fold` of all its events; plus the window of the last look."""

    blog: Blog
    opened: bool = False
    headline: str | None = None
    standfirst: str | None = None
    last_updated: Claim | None = None
    ended: str | None = None
    """Why the blog has ended, once it has."""
    posts: Mapping[str, KnownPost] = Field(default_factory=dict)
    """By id, in the order in which they were first seen."""
    window: Window = Window()

    def shown(self) -> list[KnownPost]:
        """The posts that stand, newest first: by the page's claim, else by when we saw them."""
        standing = [known for known in self.posts.values() if not known.removed]
        return sorted(standing, key=story_order, reverse=True)


def story_order(known: KnownPost) -> tuple[float, int]:
    """Where a post belongs in the story, oldest first."""
    claim = known.post.published
    moment = claim.at if claim else known.observed_at
    return (moment.timestamp(), known.ordinal)
