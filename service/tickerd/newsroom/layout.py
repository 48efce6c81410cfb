"""How a page shows the truth: in which order, and under which ids."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .truth import TruePost, Truth


class Names(StrEnum):
    """What a page calls its posts."""

    STEADY = "steady"
    """Each post by its own id, for ever."""
    RENAMED = "renamed"
    """By another id than before, and that for good: as after a move to another system."""
    ANEW = "anew"
    """By another id on every page that goes out."""
    PLACES = "places"
    """By its place on the page: the third is another post tomorrow."""
    SHARED = "shared"
    """Two posts that were printed one after the other share an id."""


class Order(StrEnum):
    """How the posts of a page follow one another."""

    NEWEST_FIRST = "newest first"
    OLDEST_FIRST = "oldest first"
    SHUFFLED = "shuffled"
    """In another order on every page that goes out."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a page makes of the truth before it goes out."""

    names: Names = Names.STEADY
    order: Order = Order.NEWEST_FIRST
    pinned_copy: bool = False
    """Whether a pinned post stands at the top as a whole, and in its own place, too."""

    @property
    def restless(self) -> bool:
        """Whether no two pages are the same, though nothing happened."""
        return self.names is Names.ANEW or self.order is Order.SHUFFLED

    def on_page(self, truth: Truth) -> tuple[TruePost, ...]:
        """The posts that stand on a page that tells this; a pinned one however old it is."""
        pinned = (truth.pinned,) if truth.pinned and self.pinned_copy else ()
        return (*pinned, *truth.shown)

    def show(self, truth: Truth, turn: int) -> Truth:
        """The truth as the page tells it: its posts are all that is shown, under other ids.

        Args:
            truth: what is so.
            turn: the number of the page among all that went out.
        """
        shown = self._arrange(truth.shown, turn)
        names = {post.id: self._name(post, place, turn) for place, post in enumerate(shown, 1)}
        pinned = truth.pinned and self._rename(truth.pinned, names, turn)
        posts = [self._rename(post, names, turn) for post in shown]
        if pinned and self.pinned_copy:
            posts = [pinned, *posts]
        return replace(truth, posts=tuple(posts), pinned=pinned, window=len(posts))

    def _arrange(self, posts: Sequence[TruePost], turn: int) -> Sequence[TruePost]:
        match self.order:
            case Order.NEWEST_FIRST:
                return posts
            case Order.OLDEST_FIRST:
                return posts[::-1]
            case Order.SHUFFLED:
                return random.Random(turn).sample(posts, len(posts))  # noqa: S311 - a game

    def _rename(self, post: TruePost, names: dict[str, str], turn: int) -> TruePost:
        return replace(post, id=names.get(post.id) or self._name(post, 0, turn))

    def _name(self, post: TruePost, place: int, turn: int) -> str:
        match self.names:
            case Names.STEADY:
                return post.id
            case Names.RENAMED:
                return _digest(post.id)
            case Names.ANEW:
                return _digest(f"{post.id} {turn}")
            case Names.PLACES:
                return str(place)
            case Names.SHARED:
                return f"pair-{int(post.id) // 14}"  # ids are seven apart


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:12]
