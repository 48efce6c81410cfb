"""Which posts of two readings of one page are the same."""

import re
from collections.abc import Sequence

from tickerd.extract.text.links import fragment_of
from tickerd.liveblog.post import Post

_WORD = re.compile(r"\w+")
KEY_CHARACTERS = 60

Pairs = dict[int, int]
"""Place in the one: place in the other."""


def match_posts(ours: Sequence[Post], theirs: Sequence[Post]) -> Pairs:
    """Which posts of two readings are the same: by id or anchor, else by how they begin."""
    pairs: Pairs = {}
    taken: set[int] = set()
    for keys in (_names, wordings_of):
        if len(pairs) in (len(ours), len(theirs)):
            break
        index: dict[str, list[int]] = {}
        for place, post in enumerate(theirs):
            for key in keys(post) if place not in taken else ():
                index.setdefault(key, []).append(place)
        for place, post in enumerate(ours):
            if place in pairs:
                continue
            found = (at for key in keys(post) for at in index.get(key, ()) if at not in taken)
            partner = next(found, None)
            if partner is not None:
                pairs[place] = partner
                taken.add(partner)
    return pairs


def _names(post: Post) -> list[str]:
    said = [post.source_id, fragment_of(post.permalink)]
    names = [name for name in said if name]
    return names + [tail for name in names if len(tail := re.split(r"[-_:]", name)[-1]) >= 5]


def wordings_of(post: Post) -> list[str]:
    """Keys made of the beginning of a text, of its first lines apart, and of the headline."""
    text, title = key_of(post.text), key_of(post.headline or "")
    first, _, rest = post.text.partition("\n")
    keys = [text, f"{title} {text}".strip()[:KEY_CHARACTERS] if title else ""]
    if rest:
        keys += [key_of(rest), key_of(first) if len(first) >= 20 else ""]
    return [key for key in (*keys, title) if len(key) >= 12]


def key_of(text: str) -> str:
    """The first words of a text, bare, so many as tell it from others."""
    shown = " ".join(text[: 4 * KEY_CHARACTERS].split())[: 2 * KEY_CHARACTERS]
    return words_of(shown)[:KEY_CHARACTERS]


def words_of(text: str) -> str:
    """The beginning of a text as bare words, for comparison."""
    return " ".join(_WORD.findall(text[: 4 * KEY_CHARACTERS].casefold()))
