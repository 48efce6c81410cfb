"""What a page tells in place of the truth while something is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from .desk import Desk
from .faults import Fault, Trouble
from .truth import Truth

Misprint = Callable[[Desk, datetime, int], Truth]
"""Of a desk, since a moment, on the n-th page that goes out."""


def misprint(
    desk: Desk, trouble: Trouble | None, turn: int, twists: Mapping[Fault, Misprint]
) -> Truth:
    """What goes out for the truth under this trouble; the truth, if the fault is of another kind.

    Args:
        desk: whose page it is.
        trouble: what is wrong, and since when, if anything is.
        turn: the number of the page among all that went out.
        twists: `MISPRINTS`, or `TORN`.
    """
    if trouble is None or trouble.fault not in twists:
        return desk.truth()
    return twists[trouble.fault](desk, trouble.since, turn)


def _tell_of_then(desk: Desk, since: datetime, turn: int) -> Truth:
    del turn
    return desk.truth(since)


def _tell_of_then_and_now(desk: Desk, since: datetime, turn: int) -> Truth:
    return desk.truth(since) if turn % 2 else desk.truth()


def _tell_in_two_ways(desk: Desk, since: datetime, turn: int) -> Truth:
    del since
    truth = desk.truth()
    return reword(truth) if turn % 2 else truth


def _tell_older_posts(desk: Desk, since: datetime, turn: int) -> Truth:
    del since, turn
    truth = desk.truth()
    older = truth.posts[truth.window : 2 * truth.window]
    return replace(truth, posts=older or truth.posts, pinned=None)


def _tell_half(desk: Desk, since: datetime, turn: int) -> Truth:
    del since, turn
    truth = desk.truth()
    return replace(truth, window=len(truth.shown) // 2)


def _tell_nothing(desk: Desk, since: datetime, turn: int) -> Truth:
    del since, turn
    return replace(desk.truth(), posts=(), pinned=None)


def reword(truth: Truth) -> Truth:
    """The same in slightly other words, as the other of two variants would have it."""
    posts = tuple(
        replace(post, paragraphs=(f"{post.paragraphs[0]} …", *post.paragraphs[1:]))
        for post in truth.posts
    )
    return replace(truth, posts=posts)


MISPRINTS: dict[Fault, Misprint] = {
    Fault.STALE: _tell_of_then,
    Fault.TURNS: _tell_of_then_and_now,
    Fault.VARIANTS: _tell_in_two_ways,
    Fault.SECOND_PAGE: _tell_older_posts,
    Fault.NO_POSTS: _tell_nothing,
}
"""Faults of what is printed: the page itself is sound."""
TORN: dict[Fault, Misprint] = {
    **MISPRINTS,
    Fault.HALF_PAGE: _tell_half,
    Fault.EMPTY: _tell_nothing,
}
"""The same, and what is left of a page that is torn, to one who reads no bytes."""
