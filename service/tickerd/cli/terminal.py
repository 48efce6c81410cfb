"""What `tickerd run` shows: what comes in, and a line for each watch."""

from collections.abc import Container, Sequence
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from tickerd.cli.lines import NAME_WIDTH, Days, describe_event
from tickerd.liveblog.blog import Look, Watch
from tickerd.liveblog.entry import Entry

FIRST_LOOK_POSTS = 5
"""Of a blog's first look so many posts are shown, the newest; the rest is counted."""


class Display(Protocol):
    """Where the happenings of a run are told."""

    def announce(self, sentence: str) -> None:
        """Tell a sentence of our own."""
        ...

    def show(self, watch: Watch, look: Look, entries: Sequence[Entry]) -> None:
        """Tell how a look went and what came in."""
        ...

    def keep(self, blogs: Container[str]) -> None:
        """Show these blogs only: the others are watched no more."""
        ...

    def close(self) -> None:
        """Leave the terminal as it was."""
        ...


class Lines:
    """For pipes and logs: a line an event, and when a watch's state changes, below their days."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._states: dict[str, str] = {}
        self._days = Days()

    def announce(self, sentence: str) -> None:
        """Print the sentence."""
        self._console.print(sentence, markup=False, highlight=False, soft_wrap=True)

    def show(self, watch: Watch, look: Look, entries: Sequence[Entry]) -> None:
        """Print the events; and the problem, when it is another than at the last look."""
        for entry in entries:
            self._print_at(entry.event.observed_at, describe_event(entry.event, name_of(watch)))
        if self._states.get(look.blog, "ok") != look.state:
            state = f"{name_of(watch)}: {look.problem or look.state}"
            line = Text(f"{look.looked_at.astimezone():%H:%M:%S}  {state}")
            self._print_at(look.looked_at, line)
        self._states[look.blog] = look.state

    def keep(self, blogs: Container[str]) -> None:
        """Nothing is kept on show."""

    def close(self) -> None:
        """Nothing is left open."""

    def _print_at(self, moment: datetime, line: Text) -> None:
        for one in filter(None, (self._days.turn(moment), line)):
            self._console.print(one, soft_wrap=True, highlight=False)


class Screen:
    """For people: events scroll by, and below them stands a table of the watches."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._rows: dict[str, tuple[Watch, Look, int]] = {}
        self._live = Live(console=console, auto_refresh=False)
        self._live.start()

    def announce(self, sentence: str) -> None:
        """Print the sentence above the table."""
        self._console.print(Text(sentence, style="bold"))

    def show(self, watch: Watch, look: Look, entries: Sequence[Entry]) -> None:
        """Print the events above the table, and put the look into the table."""
        _, _, count = self._rows.get(look.blog, (watch, look, 0))
        self._rows[look.blog] = (watch, look, count + len(entries))
        for line in _select(entries, name_of(watch)):
            self._console.print(line, no_wrap=True, overflow="ellipsis")
        self._live.update(self._table(), refresh=True)

    def keep(self, blogs: Container[str]) -> None:
        """Take the rows of all other blogs away."""
        self._rows = {blog: row for blog, row in self._rows.items() if blog in blogs}

    def close(self) -> None:
        """Leave the table as it last was."""
        self._live.stop()

    def _table(self) -> Table:
        # Not the whole width: a "^C" that the terminal echoes behind the table must find room.
        width = self._console.width - len("^C") - 1
        table = Table(box=None, padding=(0, 2, 0, 0), width=width)
        for column, least in (("watch", NAME_WIDTH), ("last look", 9), ("events", 6)):
            table.add_column(column, header_style="dim", no_wrap=True, min_width=least)
        table.add_column("state", header_style="dim", no_wrap=True, ratio=1)
        most = max(self._console.height // 2 - 2, 3)
        rows = sorted(self._rows.values(), key=_name)
        for watch, look, count in rows[:most]:
            style = "green" if look.state == "ok" else "red"
            time = f"{look.looked_at.astimezone():%H:%M:%S}"
            table.add_row(
                name_of(watch)[:NAME_WIDTH], time, str(count), Text(_state(look), style=style)
            )
        if len(rows) > most:
            table.add_row(f"… and {len(rows) - most} more", "", "", "")
        return table


def open_display(console: Console) -> Display:
    """A screen where there is a terminal, lines elsewhere."""
    return Screen(console) if console.is_terminal else Lines(console)


def name_of(watch: Watch) -> str:
    """What a person calls the blog: its source's name, else its host."""
    host = urlsplit(watch.blog.url).hostname or watch.blog.id
    return watch.blog.source.name or host.removeprefix("www.")


def _select(entries: Sequence[Entry], name: str) -> list[Text]:
    lines = [describe_event(entry.event, name) for entry in entries]
    hidden = len(lines) - 1 - FIRST_LOOK_POSTS
    if not entries or entries[0].event.kind != "blog.opened" or hidden < 2:
        return lines
    older = Text(f"{'':36}… and {hidden} older posts", style="dim")
    return [lines[0], older, *lines[-FIRST_LOOK_POSTS:]]


def _name(row: tuple[Watch, Look, int]) -> tuple[str, str]:
    return name_of(row[0]), row[0].blog.id


def _state(look: Look) -> str:
    return look.problem or look.state
