"""What a gateway answers, read. Members that are newer than this program are passed over."""

from tickerd.liveblog.blog import Blog, Look
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.event import Segment
from tickerd.liveblog.frozen import Frozen, Instant
from tickerd.liveblog.known import Known, KnownPost
from tickerd.liveblog.post import Post


class BlogLine(Frozen):
    """One blog in the list of all."""

    blog: Blog
    headline: str | None = None
    standfirst: str | None = None
    last_updated: Claim | None = None
    ended: str | None = None
    """Why the blog has ended, once it has."""
    watched: bool
    posts: int
    """How many stand."""
    newest_at: Instant | None = None
    """When we saw its last event."""
    look: Look | None = None
    """How the last look at it went."""
    sealed_at: Instant | None = None
    """When its log was moved to the archive, if it lies there."""


class BlogList(Frozen):
    """All blogs, the one that moved last first."""

    cursor: str
    blogs: tuple[BlogLine, ...]


class BlogState(Frozen):
    """A blog as it stands, or stood at `as_of`."""

    blog: Blog
    headline: str | None = None
    standfirst: str | None = None
    last_updated: Claim | None = None
    ended: str | None = None
    """Why the blog has ended, once it has."""
    watched: bool
    cursor: str
    """The place of this state: `follow(..., since=state.cursor)` misses nothing."""
    as_of: Instant | None = None
    look: Look | None = None
    """How the last look at it went; None with `as_of`, for past looks are not kept."""
    posts: tuple[KnownPost, ...] = ()
    """In the order of the story, newest first; removed ones are there, and marked."""

    def shown(self) -> list[KnownPost]:
        """The posts that stand, newest first."""
        return [known for known in self.posts if not known.removed]

    @property
    def known(self) -> Known:
        """The same as the ground for `fold`: `fold(state.known, [event])` is the next state."""
        return Known(
            blog=self.blog,
            opened=bool(self.posts) or self.headline is not None,
            headline=self.headline,
            standfirst=self.standfirst,
            last_updated=self.last_updated,
            ended=self.ended,
            posts={known.post.id: known for known in sorted(self.posts, key=_ordinal)},
        )


class Revision(Frozen):
    """One event about a post."""

    cursor: str
    type: str
    """`tickerd.post.added`, …"""
    revision: int
    """The n-th wording of the post, from 1."""
    observed_at: Instant
    seen_after: Instant | None = None
    post: Post
    """As it stood then."""
    headline_changes: tuple[Segment, ...] = ()
    """Word by word, from the last revision's headline to this one's."""
    text_changes: tuple[Segment, ...] = ()
    """Word by word, from the last revision's text to this one's."""


class PostHistory(Frozen):
    """All that was seen of a post, oldest first."""

    blog: str
    post: str
    removed: bool
    revisions: tuple[Revision, ...]


def _ordinal(known: KnownPost) -> int:
    return known.ordinal
