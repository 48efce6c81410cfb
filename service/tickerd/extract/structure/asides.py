"""What stands beside a story: navigation, comments, a programme, told by tags, classes and ids."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from tickerd.extract.tree import Lineage

_ASIDE = frozenset(("aside", "nav", "footer"))
_REMARKS = re.compile(
    r"(?P<comments>comment(?!ary|at)|(?:^|[\s_-])repl(?:y|ies)|respond|disqus|discussion|forum"
    r"|[kc]om+[ae]nt[ao](?:r(?!y)|ire|$|[\s_-])|komentar|komment|otzyv|bewertung"
    r"|(?:^|[\s_-])reacties?(?:$|[\s_-])|(?:^|[\s_-])yorum)"
    r"|(?P<programme>schedule|programme|(?:^|[\s_-])agenda|playlist|tracklist|transcript|timetable"
    r"|raspisan|(?:^|[\s_-])(?:epg|fixtures|showtimes|departures)(?:$|[\s_-])|chapters)"
    r"|(?P<box>sidebar)",
    re.IGNORECASE,
)
_LIVE = re.compile(
    r"live|ticker|(?:^|[\s_-])(?:direct[eo]?|diretta|minuto|en-?vivo|ao-?vivo|relacja)(?:$|[\s_-])",
    re.IGNORECASE,
)
_RELAY = re.compile(rf"{_LIVE.pattern}|commentary", re.IGNORECASE)

NAMES = 1_000
"""Characters of a node's class and id."""
COMMENTS, PROGRAMME, BOX = "comments", "programme", "box"
"""What stands beside a story, by what it calls itself."""


def is_aside(container: LexborNode, lineage: Lineage, *, relay: bool = False) -> bool:
    """Whether a container stands beside the story: navigation, comments, a programme.

    Args:
        container: what the times stand in.
        lineage: the ancestors.
        relay: whether they are minutes of a match; then comments are a reporter's.
    """
    if _stands_aside(lineage.tags_of(container)):
        return True
    near = (container, *lineage.path_of(container)[:3])
    return any(is_remark(node, lineage, relay=relay) for node in near)


@lru_cache(maxsize=1024)
def count_aside(tags: str) -> int:
    """How many of these tags, from the innermost up, stand in navigation and the like."""
    parts = tags.split("/")[1:]
    return max((place for place, tag in enumerate(parts, 1) if tag in _ASIDE), default=0)


@lru_cache(maxsize=1024)
def _stands_aside(tags: str) -> bool:
    return not _ASIDE.isdisjoint(tags.split("/"))


def is_remark(node: LexborNode, lineage: Lineage, *, relay: bool = False) -> bool:
    """Whether a node calls itself a comment, a programme or the like, by its class or id."""
    kind = kind_of(node, lineage)
    return kind is not None and not (relay and kind == COMMENTS)


def kind_of(node: LexborNode, lineage: Lineage) -> str | None:
    """Which of these a node calls itself, if any."""
    said = lineage.names_of(node)
    return _kind_said(said[:NAMES]) if said else None


def is_ticker(node: LexborNode) -> bool:
    """Whether a container calls itself a ticker: its comments are those of a reporter."""
    table = node.parent if node.tag == "tbody" else None
    said = ((one.attributes.get("class") or "")[:NAMES] for one in (node, table) if one is not None)
    return any(_RELAY.search(names) is not None for names in said)


@lru_cache(maxsize=1024)
def _kind_said(said: str) -> str | None:
    found = _REMARKS.search(said)
    return found.lastgroup if found is not None and _LIVE.search(said) is None else None
