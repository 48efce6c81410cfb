"""What changed between two wordings, word by word; and how alike they are."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal
from unicodedata import normalize

from rapidfuzz.distance import Indel, LCSseq

from .event import Segment

# Scripts that part no words (kana, ideographs, hangul) are compared character by character.
_UNPARTED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = rf"[{_UNPARTED}]|[^\W{_UNPARTED}]+"
_TOKENS = re.compile(rf"{_WORD}|\s+|[^\w\s]")
MOST_PAIRS = 40_000_000
"""Of words and gaps, before and after: aligning them takes a bit of memory each. Two wordings that
are longer than some 3,000 words are told as wholly changed."""
_WORDS = re.compile(_WORD)
_PLAIN_TYPE = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\u00ad\ufeff"),
        "\u2026": "...",
    }
)
"""Curly quotation marks and dashes as a typewriter has them; marks of no width as nothing."""


def compare_words(old: str, new: str) -> tuple[Segment, ...]:
    """The runs of characters that stayed ("="), went ("-") and came ("+"), in order.

    Joined without the "-" runs they are `new`, without the "+" runs `old`, to the letter.
    Aligned by the longest common subsequence of words.
    """
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    segments: list[Segment] = []
    at_before = at_after = 0
    for block in (*_common_runs(before, after), (len(before), len(after), 0)):
        start_before, start_after, length = block
        _append(segments, "-", before[at_before:start_before])
        _append(segments, "+", after[at_after:start_after])
        at_before, at_after = start_before + length, start_after + length
        _append(segments, "=", before[start_before:at_before])
    return tuple(segments)


def _common_runs(before: list[str], after: list[str]) -> list[tuple[int, int, int]]:
    if len(before) * len(after) > MOST_PAIRS:
        return []
    steps = LCSseq.opcodes(before, after)
    return [
        (step.src_start, step.dest_start, step.src_end - step.src_start)
        for step in steps
        if step.tag == "equal"
    ]


def _append(segments: list[Segment], sign: Literal["=", "-", "+"], words: list[str]) -> None:
    if words:
        segments.append((sign, "".join(words)))


def old_wording(segments: Iterable[Segment]) -> str:
    """The wording before the change."""
    return "".join(text for sign, text in segments if sign != "+")


def new_wording(segments: Iterable[Segment]) -> str:
    """The wording after the change."""
    return "".join(text for sign, text in segments if sign != "-")


def reword(old: str, segments: Iterable[Segment]) -> str:
    """The wording that a change makes of an old one, to the letter.

    Raises:
        ValueError: the change is of another wording.
    """
    segments = tuple(segments)
    if old_wording(segments) != old:
        raise ValueError("the change is of another wording")
    return new_wording(segments)


def squeeze(text: str) -> str:
    """The text with each run of white space as one blank: what a reader sees of it."""
    return " ".join(text.split())


def in_plain_type(text: str) -> str:
    """The squeezed text as a typewriter would write it: what a site's typesetting leaves alone."""
    plain = text if text.isascii() else normalize("NFC", text).translate(_PLAIN_TYPE)
    return squeeze(plain.replace("--", "-"))


def split_words(text: str) -> list[str]:
    """The words of a text, in order and without regard to case."""
    return _WORDS.findall(text.casefold())


def likeness(one: str, other: str) -> float:
    """How alike two wordings are, from 0.0 to 1.0: by the words they share, in order (Indel).

    By words, not characters: two sentences of one language share half of their characters.
    """
    words, others = split_words(one), split_words(other)
    return Indel.normalized_similarity(words, others) if words or others else float(one == other)


def contains(one: str, other: str) -> float:
    """How much of the shorter of two wordings stands in the other, in order, from 0.0 to 1.0."""
    words, others = split_words(one), split_words(other)
    shorter = min(len(words), len(others))
    return LCSseq.similarity(words, others) / shorter if shorter else 1.0


class Lookalikes:
    """Finds, among many texts, those that are like another one, without comparing each with each.

    Two texts cannot be more alike than the words that they share in any order allow, and those are
    counted by an index; only what may reach the bound is compared.
    """

    def __init__(self, texts: Sequence[str], *, least: float) -> None:
        self._least = least
        self._texts = [split_words(text) for text in texts]
        self._places: dict[str, list[tuple[int, int]]] = {}
        for place, words in enumerate(self._texts):
            for word, count in Counter(words).items():
                self._places.setdefault(word, []).append((place, count))

    def find(self, text: str) -> Iterator[tuple[int, float]]:
        """The places of the texts that are at least so much like this one, and how much."""
        words = split_words(text)
        shared: Counter[int] = Counter()
        for word, count in Counter(words).items():
            for place, other_count in self._places.get(word, ()):
                shared[place] += min(count, other_count)
        for place, common in shared.items():
            other = self._texts[place]
            # a word less, since rapidfuzz rounds: these two only spare the work
            bound = self._least - 1 / max(len(words) + len(other), 1)
            if 2 * common >= bound * (len(words) + len(other)):
                score = Indel.normalized_similarity(words, other, score_cutoff=max(0.0, bound))
                if score >= self._least:
                    yield place, score
