"""The commands by name, each imported only when it is called: imports take most of a short call."""

from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command


class Entrance(NamedTuple):
    """Where a command is written, and what it does in one line, as its docstring says."""

    room: str
    function: str
    summary: str


COMMANDS = {
    "run": Entrance(
        "running",
        "run",
        "Watch pages, keep their events, and serve them: everything in one process.",
    ),
    "worker": Entrance(
        "running", "worker", "Watch pages only: one of the two halves, for more than one machine."
    ),
    "gateway": Entrance("running", "gateway", "Serve readers only: the other half."),
    "add": Entrance(
        "watching", "add", "Have a page watched by a running tickerd, and print its blog id."
    ),
    "remove": Entrance("watching", "remove", "Have a page watched no more. Its events stay."),
    "list": Entrance(
        "watching",
        "list_watches",
        "Show the blogs of a running tickerd, the one that moved last first.",
    ),
    "archive": Entrance(
        "archiving",
        "archive",
        "Move a blog's log from Redis to the archive (TICKERD_ARCHIVE). It can be read as before.",
    ),
    "follow": Entrance(
        "following",
        "follow",
        "Print events as they happen, one line each; for ever, over lost connections.",
    ),
    "replay": Entrance(
        "following",
        "replay",
        "Play a blog's past at a chosen pace; then go on live, unless it is to end somewhere.",
    ),
    "extract": Entrance(
        "extracting",
        "extract",
        "Show what one look at a page gives: its posts, their times, and how they were read.",
    ),
    "events": Entrance(
        "extracting",
        "events",
        "Show the events that several looks at one page make, one line each.",
    ),
    "verify": Entrance(
        "verifying",
        "verify",
        "Hold a blog's events to their chain of hashes, and what is known of it to the events.",
    ),
    "export": Entrance(
        "exporting",
        "export",
        "Write all events of a blog to a file: a line each, with the very bytes of the wire.",
    ),
    "import": Entrance(
        "exporting",
        "import_logs",
        "Bring exported blogs onto a wire that has not come to their places yet, cursors included.",
    ),
}


class Commands(TyperGroup):
    """All commands; help and completion name them without importing one."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - what the group is made with
        super().__init__(**attributes)
        for name, entrance in COMMANDS.items():
            self.add_command(Deferred(name, entrance))


class Deferred(TyperCommand):
    """A command of which only the name and the summary are known until it is called."""

    def __init__(self, name: str, entrance: Entrance) -> None:
        super().__init__(name, short_help=entrance.summary)
        self._entrance = entrance

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: Any = None,  # noqa: ANN401 - the library keeps its contexts' class to itself
        **extra: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Begin the command itself."""
        room = import_module(f"tickerd.cli.{self._entrance.room}")
        alone = typer.Typer(
            add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
        )
        alone.command(self.name)(getattr(room, self._entrance.function))
        return get_command(alone).make_context(info_name, args, parent, **extra)
