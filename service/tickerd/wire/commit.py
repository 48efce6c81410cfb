"""A commit as the command that carries it out, and its answer as the entries that it made."""

from collections.abc import Sequence
from typing import Any

from tickerd.liveblog.chain import Head
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import OPENING, Entry, hash_of, put_in_place
from tickerd.liveblog.event import Event, PostEvent
from tickerd.liveblog.known import Known
from tickerd.wire import keys, moments, scripts
from tickerd.wire.checkpoints import find_latest
from tickerd.wire.connection import Command, fresh_epoch
from tickerd.wire.moments import to_milliseconds, to_minute


def make_commit(
    known: Known,
    events: Sequence[Event],
    rests: Sequence[bytes],
    *,
    expect: Head,
    checkpoint: bytes | None,
) -> Command:
    """The command that puts events of one blog on the wire.

    Args:
        known: the state after the events.
        events: at least one.
        rests: what follows the opening of each.
        expect: the blog's last event, as the caller knows it.
        checkpoint: the packed state, if it is to be kept.
    """
    blog = known.blog.id
    minutes = sorted({to_minute(event.observed_at) for event in events})
    latest = find_latest(known, events, whole=checkpoint is not None)
    posts = _number_events(events)
    names = (
        *(keys.WIRE, keys.EPOCHS, keys.HEADS, keys.MINUTES, keys.MOMENTS),
        *(keys.stream(blog), keys.posts(blog), keys.state(blog)),
        *(keys.revisions(blog), keys.checkpoints(blog)),
    )
    command: list[Any] = ["EVAL", scripts.COMMIT, len(names), *names]
    command += [fresh_epoch(), blog, expect.seq, expect.hash or "", hash_of(rests[-1]), OPENING]
    command += [keys.EVENTS_CHANNEL, keys.events_channel(blog)]
    command += [known.model_dump_json(exclude={"posts", "window"}), known.window.model_dump_json()]
    command += [to_milliseconds(latest), checkpoint or b"", moments.MARKED_EVERY]
    command += [len(rests), len(minutes), len(posts), *rests, *minutes]
    for post, numbers in posts.items():
        first = known.posts[post].change - len(numbers) + 1
        command += [post, known.posts[post].model_dump_json(), first, " ".join(map(str, numbers))]
    return tuple(command)


def _number_events(events: Sequence[Event]) -> dict[str, list[int]]:
    """The numbers, from 1, of the events about each post."""
    numbers: dict[str, list[int]] = {}
    for number, event in enumerate(events, start=1):
        if isinstance(event, PostEvent):
            numbers.setdefault(event.post.id, []).append(number)
    return numbers


def place_entries(rests: Sequence[bytes], epoch: bytes, first: bytes, before: bytes) -> list[Entry]:
    """The entries that a commit made.

    Args:
        rests: what follows the opening of each.
        epoch: in which they were committed.
        first: the seq of the first.
        before: the cursor of the blog's event before them, if there is one.
    """
    cursors = [Cursor(epoch.decode(), int(first) + place) for place in range(len(rests))]
    previous = [Cursor.parse(before.decode()) if before else None, *cursors]
    return list(map(put_in_place, rests, cursors, previous))
