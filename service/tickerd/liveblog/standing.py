"""Where posts stood and where they stand, told by the posts that are recognised already."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise


class Standing:
    """Two pages laid side by side: made once for many questions, each answered in O(log n)."""

    def __init__(self, before: Sequence[str], found: Mapping[int, str]) -> None:
        """Lay two pages side by side.

        Args:
            before: the posts that the last page showed, in page order.
            found: by place on this page: the posts that are recognised.
        """
        self._then = {name: place for place, name in enumerate(before)}
        stayed = [
            (place, self._then[name]) for place, name in sorted(found.items()) if name in self._then
        ]
        self._now = [place for place, _ in stayed]
        self._before = sorted(then for _, then in stayed)
        self._in_order = all(one[1] < other[1] for one, other in pairwise(stayed))

    def has_crossed(self, place: int, name: str) -> bool:
        """Whether a post, if it stands here now, has passed others that kept their own order."""
        then = self._then.get(name)
        if then is None or not self._in_order:
            return False
        return bisect_left(self._now, place) != bisect_left(self._before, then)

    def left_a_hole(self, name: str) -> bool:
        """Whether a post is gone from between others that still stand, and so was taken away."""
        then = self._then.get(name)
        if then is None or not self._in_order:
            return False
        return 0 < bisect_left(self._before, then) < len(self._before)

    def has_kept(self, place: int, name: str) -> bool:
        """Whether a post, if it stands here now, is where it was among two neighbours or more."""
        return len(self._before) > 1 and self._in_order and not self.has_crossed(place, name)
