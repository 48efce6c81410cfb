"""Follow the wire from Python: live and past events, a blog's state, and which blogs there are."""

from .answers import BlogLine, BlogState, PostHistory
from .course import Stretch, Wish
from .gateway import Gateway, snapshot
from .placed import PlacedEvent
from .stream import Frame, entries, follow

__all__ = [
    "BlogLine",
    "BlogState",
    "Frame",
    "Gateway",
    "PlacedEvent",
    "PostHistory",
    "Stretch",
    "Wish",
    "entries",
    "follow",
    "snapshot",
]
