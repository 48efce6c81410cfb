"""How far a long command has come: a bar on stderr, where that is a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

_STEP: Final = 100
"""Each so many it is shown."""


@contextmanager
def show_progress(words: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """Show a bar for the time of a `with`; what it gives is called once for each event.

    Args:
        words: what is being done.
        total: how many events there will be, if that is known.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    count = 0
    with Progress(
        *columns,
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        task = progress.add_task(words, total=total)

        def step() -> None:
            nonlocal count
            count += 1
            if count % _STEP == 0:
                progress.update(task, completed=count)

        yield step
