"""Every name that the wire has in Redis, once.

All keys share one hash tag, so that a Cluster keeps them on one node and one script may touch
them all. Channels need none: Redis publishes on every node.
"""

from typing import Final

TAG: Final = "{tickerd}"

WIRE: Final = f"{TAG}:wire"
"""Hash: `run_id` of the server, `epoch`, `seq` of the newest event.

Also `latest`, the greatest moment (in milliseconds) at which an event was observed, and
`unmarked`, the number of events since the last mark in `MOMENTS`.
"""
EPOCHS: Final = f"{TAG}:epochs"
"""Hash: an epoch that is over -> the seq up to which its cursors hold."""
HEADS: Final = f"{TAG}:heads"
"""Sorted set: blog -> seq of its last event."""
FLOORS: Final = f"{TAG}:floors"
"""Sorted set: blog -> seq of the last of its events that was trimmed away, where some were."""
REASONS: Final = f"{TAG}:reasons"
"""Hash: blog -> why events of it were trimmed away, as part of a sentence."""
SEALED: Final = f"{TAG}:sealed"
"""Sorted set: blog -> seq up to which its log is sealed, where it is."""
STUBS: Final = f"{TAG}:stubs"
"""Hash: blog -> Sealed as JSON: what stays of it here, and the files that hold its log."""
MINUTES: Final = f"{TAG}:minutes"
"""Sorted set, scored by minute: `<minute>:<seq>`; all events observed since then follow the seq."""
MOMENTS: Final = f"{TAG}:moments"
"""Sorted set, scored by milliseconds: a seq, up to which nothing was observed after that moment."""
WATCHES: Final = f"{TAG}:watches"
"""Hash: blog -> Watch as JSON."""
LOOKS: Final = f"{TAG}:looks"
"""Hash: blog -> Look as JSON."""

EVENTS_CHANNEL: Final = "tickerd:events"
"""Every event, in its public form."""
WATCHES_CHANNEL: Final = "tickerd:watches"
"""A blog's id, when its watch was added or removed."""


def stream(blog: str) -> str:
    """Stream: `<seq>-0` -> one field, `body`: the event in its public form."""
    return f"{TAG}:log:{blog}"


def state(blog: str) -> str:
    """Hash: `known` (Known without posts and window), `window`; the head's `cursor` and `hash`.

    Also `latest`, as in `WIRE`, and `uncovered`, the number of events since the last checkpoint.
    """
    return f"{TAG}:state:{blog}"


def posts(blog: str) -> str:
    """Hash: post id -> KnownPost as JSON."""
    return f"{TAG}:posts:{blog}"


def revisions(blog: str) -> str:
    """Hash: post id -> seqs of all events about it, from its first on, parted by blanks."""
    return f"{TAG}:revisions:{blog}"


def checkpoints(blog: str) -> str:
    """Stream: `<latest>-<seq>` -> one field, `known`: the compressed Known behind that event.

    `latest` is the greatest moment, in milliseconds, at which an event up to there was observed.
    """
    return f"{TAG}:checkpoints:{blog}"


def ground(blog: str) -> str:
    """Hash: the blog's state at its floor: `seq`, `latest` as in `checkpoints`, and `known`."""
    return f"{TAG}:ground:{blog}"


def events_channel(blog: str) -> str:
    """The events of one blog, in their public form."""
    return f"{EVENTS_CHANNEL}:{blog}"
