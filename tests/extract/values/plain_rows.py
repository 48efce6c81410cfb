"""The plainest records of a live blog, for tests to make others of."""

from collections.abc import Callable

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Say = Callable[[object], str]
Rows = list[dict[str, object]]

JSON = "application/json"
HOURS = (9, 8, 7)


def rows(say: Say, **more: object) -> Rows:
    """One an hour, the newest first, with these fields besides."""
    return [
        {"id": f"p{h}", "ts": f"2024-07-18T0{h}:00:00Z", "title": f"T{h}", "text": say(h), **more}
        for h in HOURS
    ]
