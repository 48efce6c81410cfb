"""Bullets that are fragments of one sentence, which inline links cut apart, made whole again."""

import re
from collections.abc import Sequence
from itertools import pairwise

from tickerd.extract.markup import Rich, as_paragraph, join

# ruff: noqa: RUF001  pages write dashes and quotation marks of all kinds
_ENDED = re.compile(r"[.!?…。！？:;][\"”»’')\]\s]*$|[\"”»][\s]*$")
_GOES_ON = re.compile(r"^[\s]*(?:[.,;:!?)»”]|[^\W\d_A-ZÀ-ÖØ-ÞА-Я])")
_OPEN_END = re.compile(r"(?:^|\s)[^\W\d_A-ZÀ-ÖØ-ÞА-Я][^\s.!?]*$")
_ONE_PARAGRAPH = re.compile(r"^<p>((?:(?!</p>).)*)</p>$", re.DOTALL)
LONG_WORDS = 12
"""A bullet of so many words is a whole sentence, not a headline."""
STUB_WORDS = 4


def heal(pieces: Sequence[Rich]) -> list[Rich]:
    """Bullets with those put together that are fragments of one sentence.

    Only in a list of whole sentences: there a bullet that does not end, before one that does not
    begin, was cut. A stub in front of such a cut (a name that was a link) belongs to it.
    """
    kept = [piece for piece in pieces if piece.text or piece.media]
    long = [piece for piece in kept if len(piece.text.split()) >= LONG_WORDS]
    ended = [piece for piece in long if _ENDED.search(piece.text)]
    if not long or len(ended) < 0.6 * len(long):
        return kept
    cuts = [_is_cut(one.text, two.text) for one, two in pairwise(kept)]
    for place in range(len(cuts) - 2, -1, -1):
        stub = len(kept[place].text.split()) <= STUB_WORDS and not _ENDED.search(kept[place].text)
        if stub and cuts[place + 1] and not _ENDED.search(kept[place + 1].text):
            cuts[place] = True
    runs: list[list[Rich]] = [[piece] for piece in kept[:1]]
    for piece, cut in zip(kept[1:], cuts, strict=True):
        if cut:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return [run[0] if len(run) == 1 else _splice(run) for run in runs]


def _is_cut(one: str, two: str) -> bool:
    """Whether a sentence runs on from one bullet into the next."""
    if _ENDED.search(one):
        return False
    return bool(_GOES_ON.match(two)) or bool(_OPEN_END.search(one) and len(one.split()) > 1)


def _splice(run: list[Rich]) -> Rich:
    """One running sentence: a space between the fragments, none before its punctuation."""
    text = re.sub(r"(?<!\s)\s+([.,;:!?)»”])", r"\1", " ".join(piece.text for piece in run))
    inner = " ".join(_ONE_PARAGRAPH.sub(r"\1", piece.html) for piece in run)
    html = re.sub(r"(?<!\s)\s+([.,;:!?)»”])", r"\1", inner)
    return Rich(text, as_paragraph(html), join(run).media)
