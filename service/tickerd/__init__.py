"""tickerd: live pages become one ordered stream of timestamped events.

    import tickerd

    async for event in tickerd.follow("http://127.0.0.1:8080", kinds="post.added"):
        print(event.post.text)

What stands here is imported when it is first asked for, so that `import tickerd` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # type checkers see what `__getattr__` brings
    from tickerd.client import (
        BlogLine,
        BlogState,
        Gateway,
        PlacedEvent,
        follow,
        snapshot,
    )
    from tickerd.errors import (
        BadCursor,
        BadRequest,
        CursorExpired,
        GatewayUnreachable,
        NotAllowed,
        TickerdError,
        UnknownBlog,
        WrongToken,
    )
    from tickerd.liveblog.diff import fold
    from tickerd.liveblog.event import (
        BlogEnded,
        BlogOpened,
        BlogUpdated,
        Event,
        PostAdded,
        PostRemoved,
        PostRestored,
        PostRevised,
    )

_HOMES = {
    "tickerd.client": ("BlogLine", "BlogState", "Gateway", "PlacedEvent", "follow", "snapshot"),
    "tickerd.errors": (
        "BadCursor",
        "BadRequest",
        "CursorExpired",
        "GatewayUnreachable",
        "NotAllowed",
        "TickerdError",
        "UnknownBlog",
        "WrongToken",
    ),
    "tickerd.liveblog.diff": ("fold",),
    "tickerd.liveblog.event": (
        "BlogEnded",
        "BlogOpened",
        "BlogUpdated",
        "Event",
        "PostAdded",
        "PostRemoved",
        "PostRestored",
        "PostRevised",
    ),
}

__all__ = [
    "BadCursor",
    "BadRequest",
    "BlogEnded",
    "BlogLine",
    "BlogOpened",
    "BlogState",
    "BlogUpdated",
    "CursorExpired",
    "Event",
    "Gateway",
    "GatewayUnreachable",
    "NotAllowed",
    "PlacedEvent",
    "PostAdded",
    "PostRemoved",
    "PostRestored",
    "PostRevised",
    "TickerdError",
    "UnknownBlog",
    "WrongToken",
    "fold",
    "follow",
    "snapshot",
]


def __getattr__(name: str) -> object:
    """Import what is asked for (PEP 562)."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'tickerd' has no attribute {name!r}")


def __dir__() -> list[str]:
    """What there is to ask for."""
    return __all__
