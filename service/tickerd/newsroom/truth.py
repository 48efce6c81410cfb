"""What is so: every act of a desk, and what they come to at any moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Deed(StrEnum):
    """What a desk may do."""

    PUBLISH = "publish"
    CORRECT = "correct"
    PIN = "pin"
    REMOVE = "remove"
    RESTORE = "restore"
    RETITLE = "retitle"
    RESIZE = "resize"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class TruePost:
    """A post as the desk printed it."""

    id: str
    published_at: datetime
    modified_at: datetime | None
    revision: int
    headline: str | None
    paragraphs: tuple[str, ...]
    author: str
    key: bool = False
    """Whether it is a key moment."""
    caption: str | None = None
    """What stands under its picture, if it has one."""
    picture: str = ""
    """The picture's own name, which stays whatever a page calls the post."""

    @property
    def text(self) -> str:
        """The paragraphs, parted by one newline."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a desk did: a post as it is from then on, or the blog's headline or window."""

    at: datetime
    deed: Deed
    post: TruePost | None = None
    headline: str | None = None
    window: int | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """What is so at one moment."""

    opened_at: datetime
    changed_at: datetime
    """When the desk last did something: the page's "last updated"."""
    headline: str
    posts: tuple[TruePost, ...]
    """All that stand, newest first."""
    removed: tuple[TruePost, ...]
    """All that were taken away and have not come back, newest first."""
    pinned: TruePost | None
    """The post that also stands at the top."""
    ended_at: datetime | None
    window: int
    """How many posts the page shows."""

    @property
    def shown(self) -> tuple[TruePost, ...]:
        """The posts on the page, newest first."""
        return self.posts[: self.window]


def tell(acts: Iterable[Act], *, opened_at: datetime, headline: str, window: int) -> Truth:
    """What the acts come to, in their order."""
    posts: dict[str, TruePost] = {}
    away: set[str] = set()
    pinned: str | None = None
    changed_at, ended_at = opened_at, None
    for act in acts:
        changed_at = act.at
        headline = act.headline or headline
        window = act.window or window
        if act.deed is Deed.CLOSE:
            ended_at = act.at
        if act.post is None:
            continue
        posts[act.post.id] = act.post
        if act.deed is Deed.PIN:
            pinned = act.post.id
        if act.deed is Deed.REMOVE:
            away.add(act.post.id)
            pinned = None if pinned == act.post.id else pinned
        if act.deed is Deed.RESTORE:
            away.discard(act.post.id)
    newest_first = sorted(posts.values(), key=lambda post: post.published_at, reverse=True)
    return Truth(
        opened_at=opened_at,
        changed_at=changed_at,
        headline=headline,
        posts=tuple(post for post in newest_first if post.id not in away),
        removed=tuple(post for post in newest_first if post.id in away),
        pinned=posts[pinned] if pinned else None,
        ended_at=ended_at,
        window=window,
    )
