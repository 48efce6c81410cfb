"""What was so at a moment of the past by the source's clock: what the claims say.

By our clock that is the fold of all that was observed by then. By the source's, a post counts from
the time at which the page says it was published, and a wording from the time at which the page says
it was modified; without such a claim, from when we saw it. Nothing counts later than we saw it, or
before what came before it. So a state by the source's clock has all that the one by ours has, and
besides what the page dates back to before the moment. Of a post that was modified before we first
saw it, the first wording is not known: the one that we saw stands for it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from .claim import Claim, may_be_one
from .diff import fold
from .event import PostAdded, PostEvent, PostRevised
from .known import Known, KnownPost
from .post import Post


def may_count_earlier(post: KnownPost, moment: datetime) -> bool:
    """Whether the claims may date back to the moment what we saw of this post only after it.

    Args:
        post: as it stands now.
        moment: of the past.
    """
    return post.changed_at > moment and counts_from(post) <= moment


def counts_from(post: KnownPost) -> datetime:
    """Since when there is a post: by the claim that it has now, for pages correct their times."""
    claim = post.post.published
    return min(claim.at, post.observed_at) if claim else post.observed_at


def recall_published(
    seen: Known, histories: Iterable[tuple[KnownPost, Sequence[PostEvent]]], *, at: datetime
) -> Known:
    """The posts as they stood at a moment by the source's clock.

    Args:
        seen: the blog as it stood then by our clock.
        histories: posts that may count earlier, as they stand now, and all events about them.
        at: the moment.
    """
    for post, history in histories:
        seen = fold(seen, _counted(post, history, at))
    return seen


def _counted(now: KnownPost, history: Sequence[PostEvent], at: datetime) -> list[PostEvent]:
    """The events about a post that count at the moment: none that follows one that does not."""
    counted: list[PostEvent] = []
    before: Post | None = None
    for event in history:
        moment = counts_from(now) if isinstance(event, PostAdded) else _moment_of(event, before)
        if moment > at:
            break
        counted.append(event)
        before = event.post
    return counted


def _moment_of(event: PostEvent, before: Post | None) -> datetime:
    """Since when an event about a known post counts: a claim that is not new says nothing of it."""
    claim = event.post.modified
    if not isinstance(event, PostRevised) or claim is None:
        return event.observed_at
    if before is not None and _is_the_same(before.modified, claim):
        return event.observed_at
    return min(claim.at, event.observed_at)


def _is_the_same(old: Claim | None, new: Claim) -> bool:
    return old is not None and may_be_one(old, new)
