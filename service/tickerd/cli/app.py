"""The `tickerd` program: its commands, and how it fails."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer
from rich.console import Console

from tickerd.cli.commands import Commands
from tickerd.cli.exits import EXIT_CANNOT_START, EXIT_DAMAGED, EXIT_FAILED, EXIT_UNREACHABLE
from tickerd.errors import (
    ArchiveDamaged,
    Damaged,
    GatewayUnreachable,
    StartError,
    TickerdError,
    WireUnavailable,
)

app = typer.Typer(
    name="tickerd",
    cls=Commands,
    epilog=(
        "Exit status: 0 done, 1 it failed, 2 wrong usage, 3 cannot start, 4 nothing answers, "
        "5 events are not as they were written."
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _say_version(asked: bool) -> None:  # noqa: FBT001 - a flag of the command line
    if asked:
        sys.stdout.write(f"tickerd {version('tickerd')}\n")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which.")
    ] = False,
) -> None:
    """Watch live blogs; turn each new bullet into a timestamped event; follow, embed, replay."""
    del version


def run_command_line() -> None:
    """Run one command; a known error becomes its sentence on stderr and an exit status."""
    try:
        app()
    except TickerdError as error:
        Console(stderr=True, soft_wrap=True).print(f"tickerd: {error}", style="red", markup=False)
        sys.exit(exit_status(error))


def exit_status(error: TickerdError) -> int:
    """The exit status that tells a script what kind of failure it was."""
    match error:
        case StartError():
            return EXIT_CANNOT_START
        case GatewayUnreachable() | WireUnavailable():
            return EXIT_UNREACHABLE
        case Damaged() | ArchiveDamaged():
            return EXIT_DAMAGED
        case _:
            return EXIT_FAILED
