"""Counters in a post's box: how often it was read, liked, answered. They tick at every look."""

# ruff: noqa: SIM905  lists of words read best as words

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from tickerd.extract.text.lines import tidy

_WORDS = "|".join(
    (
        "comments? views? likes? shares? reactions? repl(?:y|ies) reads? reposts? retweets?"
        " upvotes?"
        " kommentar\\w{0,3} aufrufe? reaktionen antworten commentaires? vues? partages? réactions?"
        " réponses? comentarios? comentários? visualizaciones vistas compartidos respuestas"
        " visualizações curtidas gostos partilhas respostas commenti visualizzazioni condivisioni"
        " risposte reacties weergaven komentarz\\w{0,2} komentář\\w{0,2} комментари\\w{0,3}"
        " просмотр\\w{0,2} коментар\\w{0,3} перегляд\\w{0,2} yorum beğeni görüntülenme kommentit"
        " kommenttia visninger visningar postings? σχόλια komentar تعليق\\w{0,2} مشاهد\\w{0,2}"
        " תגוב\\w{0,2} コメント 评论 評論 댓글 टिप्पणियां?"
    ).split()
)
_DIGITS = r"\d[\d.,\u00a0\u202f]{0,11}"
_SCALE = r"\s?(?:[km]|mila|mil|тыс\.?|tsd\.?)?"
_NUMBER = _DIGITS + _SCALE
_COUNT = rf"\(?(?:{_NUMBER}\)?\s?(?:{_WORDS})|(?:{_WORDS})\s?[:(]?\s?{_NUMBER})"
_COUNTER = re.compile(rf"[^\w(]{{0,4}}{_COUNT}(?:[^\w]{{1,5}}{_COUNT}){{0,3}}[^\w]{{0,4}}")
_RUN = re.compile(_DIGITS)
_BEHIND = re.compile(rf"{_SCALE}\)?\s?(?:{_WORDS})")
_AHEAD = re.compile(_WORDS)
_BARE = re.compile(rf"[^\w\s]{{0,4}}\s?{_NUMBER}[^\w\s]{{0,2}}")
_COUNTED = ", ".join(
    f"[class*={word} i]"
    for word in "like view share comment react vote repl clap heart count".split()
)
"""Where a bare number may be a counter."""
_NAMED = re.compile(
    r"(?:^|[\s_-]|\b)(?:like|view|share|comment|reaction|vote|upvote|repl(?:y|ie)|clap|heart)s?"
    r"(?:$|[\s_-]|count)|(?:^|[\s_-])count(?:er|s)?(?:$|[\s_-])",
    re.IGNORECASE,
)
_PLACES = "span, a, div, small, li, p, em, strong, b"
LONGEST = 60
"""Characters; a longer text is no counter."""
NEAR = 24
"""Characters before a number, in which what it counts may stand."""


def find_counters(root: LexborNode) -> Iterator[LexborNode]:
    """The elements of a post's box that show nothing but how often something was done with it.

    By their words ("53 comments", "Views: 1.2K"), or by their class where they show a bare number.
    """
    for node in root.css(_COUNTED):
        named = _NAMED.search(node.attributes.get("class") or "")
        if named and node.mem_id != root.mem_id and _BARE.fullmatch(_shown(node)):
            yield node
    if _counts(root.text(separator=" ").lower()):
        for node in root.css(_PLACES):
            if node.mem_id != root.mem_id and _COUNTER.fullmatch(_shown(node)):
                yield node


def _counts(text: str) -> bool:
    """Whether a text may hold a counter: asked of its few numbers."""
    for run in _RUN.finditer(text):
        if _BEHIND.match(text, run.end()):
            return True
        before = text[max(0, run.start() - NEAR) : run.start()].rstrip(" :(\u00a0\n\t").split()
        if before and _AHEAD.fullmatch(before[-1]):
            return True
    return False


def _shown(node: LexborNode) -> str:
    """What an element shows in small letters, if it is short."""
    text = node.text(separator=" ").strip()
    return tidy(text).lower() if len(text) <= LONGEST else ""
