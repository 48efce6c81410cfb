"""What changed between two wordings, word by word; and how alike they are."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from .event import Segment

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


def compare_words(old: str, new: str) -> tuple[Segment, ...]:
    """The runs of characters that stayed ("="), went ("-") and came ("+"), in order.

    Joined without the "-" runs they are `new`, without the "+" runs `old`, to the letter.
    Aligned by the longest common subsequence of words.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    segments: list[Segment] = []
    for step in LCSseq.opcodes(before, after):
        if step.tag == "equal":
            segments.append(("=", "".join(before[step.src_start : step.src_end])))
            continue
        if gone := "".join(before[step.src_start : step.src_end]):
            segments.append(("-", gone))
        if come := "".join(after[step.dest_start : step.dest_end]):
            segments.append(("+", come))
    return tuple(segments)


def old_wording(segments: Iterable[Segment]) -> str:
    """The wording before the change."""
    return "".join(text for sign, text in segments if sign != "+")


def new_wording(segments: Iterable[Segment]) -> str:
    """The wording after the change."""
    return "".join(text for sign, text in segments if sign != "-")


def squeeze(text: str) -> str:
    """The text with each run of white space as one blank: what a reader sees of it."""
    return " ".join(text.split())


def likeness(one: str, other: str) -> float:
    """How alike two wordings are, from 0.0 to 1.0: by their common characters (Indel)."""
    return fuzz.ratio(one, other) / 100
