"""What a record says of itself by flags: that it is no post (any more), pinned, or a key event."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

from tickerd.extract.values.tables import words_of
from tickerd.liveblog.post import KEY_EVENT, PINNED

_BURIED = frozenset(
    f"{word}{what}"
    for word in ("", "is ")
    for what in (
        *("deleted", "removed", "hidden", "stricken", "retracted", "draft", "trashed"),
        *("unpublished", "spiked"),
    )
)
"""Flags that say so if they are set."""
_SHOWN = frozenset(
    f"{word}{what}"
    for word in ("", "is ")
    for what in ("published", "visible", "public", "approved", "enabled")
)
"""Flags that say so if they are there and not set."""
_ENDS = frozenset(("deleted at", "removed at", "deleted on", "date deleted", "retracted at"))
"""Times of an end."""
_STATES = frozenset(
    ("status", "state", "type", "visibility", "post status", "workflow state", "action", "op")
)
_DEAD = frozenset(
    (
        *("deleted", "delete", "trashed", "trash", "spiked", "draft", "hidden", "unpublished"),
        *("removed", "retracted", "withdrawn", "rejected"),
    )
)
_FLAGS = {
    PINNED: ("pinned", "isPinned", "is_pinned", "sticky", "isSticky", "is_sticky"),
    KEY_EVENT: ("keyEvent", "key_event", "isKeyEvent", "is_key_event", "lb_highlight"),
}
_YES = (True, 1, "1", "true", "yes")
_NO = (False, "0", "false", "no")
Word = Literal["buried", "shown", "end", "state"]


def is_dead(record: Mapping[str, Any]) -> bool:
    """Whether a record says that it is not published (any more)."""
    return any((kind := _kind(key)) and _tells(kind, value) for key, value in record.items())


def labels_of(record: Mapping[str, Any]) -> tuple[str, ...]:
    """What a record says of itself by flags: that it is pinned, or a key event."""
    return tuple(
        label for label, names in _FLAGS.items() if any(record.get(name) is True for name in names)
    )


@lru_cache(maxsize=4096)
def _kind(key: str) -> Word | None:
    """What a key of that name could tell of a record's end."""
    words = words_of(key) if len(key) <= 30 else ""
    if words in _BURIED:
        return "buried"
    if words in _SHOWN:
        return "shown"
    if words in _ENDS:
        return "end"
    return "state" if words in _STATES else None


def _tells(kind: Word, value: object) -> bool:
    if isinstance(value, dict | list):
        return False
    if kind == "end":
        return bool(value) and value not in _NO
    said = value.lower() if isinstance(value, str) else value
    if kind == "state":
        return said in _DEAD
    if kind == "buried":
        return said in _YES
    return said in _NO and (said != 0 or isinstance(said, bool))
