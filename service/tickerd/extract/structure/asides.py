"""What stands beside a story: navigation, comments, a programme, told by tags, classes and ids."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from tickerd.extract.tree import Lineage

_ASIDE = frozenset(("aside", "nav", "footer"))
_REMARKS = re.compile(
    r"comment(?!ary|at)|(?:^|[\s_-])repl(?:y|ies)|respond|disqus|[kc]om+[ae]nt[ao](?:r(?!y)|ire|$|[\s_-])"
    r"|komentar|komment|(?:^|[\s_-])reacties?(?:$|[\s_-])|(?:^|[\s_-])yorum|otzyv|bewertung|discussion"
    r"|forum|schedule|programme|(?:^|[\s_-])agenda|playlist|tracklist|transcript|timetable|raspisan"
    r"|(?:^|[\s_-])(?:epg|fixtures|showtimes|departures)(?:$|[\s_-])|chapters|sidebar",
    re.IGNORECASE,
)
_LIVE = re.compile(r"live|ticker", re.IGNORECASE)

NAMES = 1_000
"""Characters of a node's class and id."""


def is_aside(container: LexborNode, lineage: Lineage) -> bool:
    """Whether a container stands beside the story: navigation, comments, a programme."""
    if _stands_aside(lineage.tags_of(container)):
        return True
    near = (container, *lineage.path_of(container)[:3])
    return any(is_remark(node, lineage) for node in near)


@lru_cache(maxsize=1024)
def count_aside(tags: str) -> int:
    """How many of these tags, from the innermost up, stand in navigation and the like."""
    parts = tags.split("/")[1:]
    return max((place for place, tag in enumerate(parts, 1) if tag in _ASIDE), default=0)


@lru_cache(maxsize=1024)
def _stands_aside(tags: str) -> bool:
    return not _ASIDE.isdisjoint(tags.split("/"))


def is_remark(node: LexborNode, lineage: Lineage) -> bool:
    """Whether a node calls itself a comment, a programme or the like, by its class or id."""
    said = lineage.names_of(node)
    return bool(said) and _says_remark(said[:NAMES])


def is_ticker(node: LexborNode) -> bool:
    """Whether a container calls itself a ticker: its comments are those of a reporter."""
    return _LIVE.search((node.attributes.get("class") or "")[:NAMES]) is not None


@lru_cache(maxsize=1024)
def _says_remark(said: str) -> bool:
    return _REMARKS.search(said) is not None and _LIVE.search(said) is None
