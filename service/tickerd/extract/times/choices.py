"""Many words as one pattern, made so that it is found fast."""

import re
from collections.abc import Iterable


def one_of(words: Iterable[str]) -> str:
    """A pattern for these words, the longest first; those that begin alike are one choice of it."""
    choices: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        choices.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in choices.items())
