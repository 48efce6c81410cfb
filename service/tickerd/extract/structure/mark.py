"""A time on a page, and where it stands."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from selectolax.lexbor import LexborNode

from tickerd.extract.clock import Reckoning
from tickerd.extract.times.wording import is_signed, is_wordy, other_words
from tickerd.extract.tree import INLINE

_OTHERS = re.compile(
    r"twitter|tweet|instagram|facebook|telegram|tiktok|embed"
    r"|(?:^|[\s_-])(?:related|recommend\w*|teasers?|promos?)(?:$|[\s_-])",
)
"""Words of classes for posts of other places, and for what is put beside a post's text."""
_QUOTES = frozenset(("blockquote", "aside", "nav"))
QUOTED = 6
"""So many levels up a quotation is looked for."""
LINE = 80
"""Characters; a longer line says more than when and who."""
BESIDE = 5
"""So many neighbours of a time, or levels above it, are looked at for the words of its line."""
NAMES = 200
"""Characters of the classes of an element."""


@dataclass(frozen=True)
class Mark:
    """A time, and where it stands; what many ask of it is looked for once."""

    node: LexborNode
    """The element that carries it; for a time in the text, the text node."""
    parts: Reckoning
    kind: str
    """`attribute`, `element`, `text` (a text node of its own), `lead` (at the head of a text),
    `tail` (at the end of a heading), `minute` (of a match)."""
    changed: bool = False
    """Whether it says when something was changed, not when it was published."""

    @cached_property
    def says_more(self) -> bool:
        """Whether a text with a time in it says something besides: "Polls close at 10pm"."""
        if self.kind != "text":
            return False
        if self.parts.ago_seconds is not None:
            return _is_in_prose(self.node, alone=True)
        said = self.parts.raw
        worded = other_words(said) > 1 and not is_signed(said, leads=False)
        return worded or _is_in_prose(self.node)

    @cached_property
    def is_quoted(self) -> bool:
        """Whether it stands in a quotation, an embed or a box beside: then it is another's."""
        at = self.node.parent
        for _ in range(QUOTED):
            if at is None:
                return False
            if at.tag in _QUOTES or _is_others((at.attributes.get("class") or "")[:NAMES]):
                return True
            at = at.parent
        return False


def _is_in_prose(node: LexborNode, *, alone: bool = False) -> bool:
    """Whether a time is but a word of a sentence, linked or stressed: "the vote is <b>now</b> on".

    Args:
        node: its text node.
        alone: whether it is told, too, where a sentence begins with it: "<a>Now</a> we vote".
    """
    before, after = said_beside(node, "prev"), said_beside(node, "next")
    if not after.strip() or not is_wordy(before[-LINE:] + after[:LINE]):
        return False
    return bool(before.strip()) or (alone and after.lstrip()[:1].islower())


def said_beside(node: LexborNode, step: str) -> str:
    """The next words of the line that a text stands in, before (`prev`) or after it (`next`)."""
    said: list[str] = []
    at = node
    for _ in range(BESIDE):
        beside = getattr(at, step)
        if beside is None:
            beside = at.parent
            if beside is None or beside.tag not in INLINE:
                break
        elif beside.is_text_node:
            said.append(beside.text_content or "")
        elif beside.tag in INLINE:
            said.append(beside.text())
        else:
            break
        at = beside
    return "".join(said if step == "next" else reversed(said))


@lru_cache(maxsize=1024)
def _is_others(classes: str) -> bool:
    return _OTHERS.search(classes.lower()) is not None
