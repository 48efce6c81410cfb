"""The oracle: what one who watched a page must know by now, and what he may."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .layout import Layout
from .truth import Truth

SURE = 2
"""So many older posts must have stayed where they were, for a gap above them to be a removal."""


@dataclass(slots=True)
class Oracle:
    """Remembers what a page showed, by the true ids, and judges a consumer by it.

    Tell it of each page that went out (`see`), and of the moments at which the page had been well
    and the same for some looks (`settle`). It knows the truth, so no diff is needed.
    """

    _words: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By post: each wording in which it was ever shown."""
    _shown: set[str] = field(default_factory=set)
    """What the page showed when it last settled."""
    _gone: set[str] = field(default_factory=set)
    """Posts that were taken away before everybody's eyes, and were not shown since."""
    _known: set[str] = field(default_factory=set)
    """Posts that were shown on a page that had settled."""

    def see(self, truth: Truth, layout: Layout) -> None:
        """A page that told this went out; it need not have been true."""
        for post in layout.on_page(truth):
            self._words[post.id].add(post.text)
            if post.id in self._gone:  # it is back, or the page is an old one
                self._gone.discard(post.id)
                self._known.discard(post.id)

    def settle(self, truth: Truth, layout: Layout) -> None:
        """The page was well and the same for as many looks as anyone needs."""
        for gone in truth.removed:
            older = [post for post in truth.shown if post.published_at < gone.published_at]
            stayed = [post for post in older if post.id in self._shown]
            if gone.id in self._shown and len(stayed) >= SURE:
                self._gone.add(gone.id)
        for post in layout.on_page(truth):
            self._words[post.id] = {post.text}
            self._gone.discard(post.id)
            self._known.add(post.id)
        self._shown = {post.id for post in truth.shown}

    def complaints(self, truth: Truth, standing: Iterable[str]) -> list[str]:
        """What is wrong with a consumer's posts, given as their texts; ask when it has settled.

        Each post that stands, and was shown on a settled page, must be there once, in the words in
        which it was last shown. None may be there that was taken away before everybody's eyes, or
        that was never shown. The rest is left open: a post that was taken away after it had left
        the page, or that was there for a moment only.
        """
        held = list(standing)
        stands = {post.id for post in truth.posts}
        certain = sorted((self._known & stands) - self._gone)
        rest = sorted(self._words.keys() - set(certain) - self._gone)
        owners = _match([self._words[name] for name in (*certain, *rest)], held)
        found = set(owners.values())
        missing = [
            f"post {name} is missing: {' or '.join(map(repr, sorted(self._words[name])))}"
            for place, name in enumerate(certain)
            if place not in found
        ]
        extra = [text for place, text in enumerate(held) if place not in owners]
        return missing + [f"should not be there: {text!r}" for text in extra]


def _match(wordings: Sequence[set[str]], held: Sequence[str]) -> dict[int, int]:
    """Whose each held text is: as many owners as can be, those that come first before others.

    Kuhn's algorithm for bipartite matching: several posts may have the same words.
    """
    owners: dict[int, int] = {}

    def claim(owner: int, tried: set[int]) -> bool:
        for place, text in enumerate(held):
            if text in wordings[owner] and place not in tried:
                tried.add(place)
                if place not in owners or claim(owners[place], tried):
                    owners[place] = owner
                    return True
        return False

    for owner in range(len(wordings)):
        claim(owner, set())
    return owners
