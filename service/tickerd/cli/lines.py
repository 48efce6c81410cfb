"""How events read in a terminal: one line each, under the day that they belong to."""

from datetime import date, datetime, timedelta, timezone, tzinfo

from rich.text import Text

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
from tickerd.liveblog.wording import squeeze

WORDS = {
    "blog.opened": ("opened", "bold blue"),
    "blog.updated": ("updated", "blue"),
    "blog.ended": ("ended", "bold blue"),
    "post.added": ("added", "green"),
    "post.revised": ("revised", "yellow"),
    "post.removed": ("removed", "red"),
    "post.restored": ("restored", "cyan"),
}
NO_WORDS = "(no words, only media)"
MOST_CHARACTERS = 160
NAME_WIDTH = 24


def describe_event(event: Event, name: str, zone: tzinfo | None = None) -> Text:
    """Time, blog, what happened, headline: `19:57:03  harbour.example  added  Gate closed`.

    The time is when we saw it, in the given zone (None: the machine's own).
    """
    word, style = WORDS[event.kind]
    return Text.assemble(
        (f"{event.observed_at.astimezone(zone):%H:%M:%S}", "dim"),
        "  ",
        (f"{name[:NAME_WIDTH]:{NAME_WIDTH}}", "dim"),
        "  ",
        (f"{word:8}", style),
        "  ",
        gist(event),
    )


class Days:
    """The headings between the events: a new one where the day, or the zone, is another."""

    def __init__(self, zone: tzinfo | None = None) -> None:
        """Begin before the first event, in a zone (None: the machine's own)."""
        self._zone = zone
        self._day: date | None = None
        self._offset: str | None = None

    def turn(self, moment: datetime) -> Text | None:
        """The heading of this moment's day, if none told it yet: `2026-06-01, times are UTC`."""
        local = moment.astimezone(self._zone)
        offset = str(timezone(local.utcoffset() or timedelta()))
        if (local.date(), offset) == (self._day, self._offset):
            return None
        zone = "" if offset == self._offset else f", times are {offset}"
        self._day, self._offset = local.date(), offset
        return Text(f"{local:%Y-%m-%d}{zone}", style="bold")


def gist(event: Event) -> str:
    """What the event is about, in at most 160 characters."""
    match event:
        case PostAdded() | PostRevised() | PostRemoved() | PostRestored():
            text = event.post.headline or event.post.text or NO_WORDS
        case BlogOpened() | BlogUpdated():
            text = event.headline or event.blog
        case BlogEnded():
            text = event.reason
    return shorten(squeeze(text), MOST_CHARACTERS)


def shorten(text: str, characters: int) -> str:
    """A text of at most so many characters: where more were there, the last is an ellipsis."""
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"
