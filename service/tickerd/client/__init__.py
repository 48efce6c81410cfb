"""Follow the wire from Python: live and past events, a blog's state, and which blogs there are."""

from .answers import BlogLine, BlogState
from .gateway import Gateway, snapshot
from .placed import PlacedEvent
from .stream import entries, follow

__all__ = [
    "BlogLine",
    "BlogState",
    "Gateway",
    "PlacedEvent",
    "entries",
    "follow",
    "snapshot",
]
