"""`tickerd extract --explain`: which dialects were tried, what each gave, and each post's times."""

from collections.abc import Iterable
from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tickerd.liveblog.claim import Claim
from tickerd.liveblog.post import Post
from tickerd.liveblog.snapshot import Snapshot
from tickerd.worker.parcel import Trial


def print_explanation(trials: Iterable[Trial], snapshot: Snapshot) -> None:
    """All of it on stderr, so that stdout stays what it is without."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    Console(stderr=True, highlight=False).print(_tabulate(trials))
    dialect_of = snapshot.given_by.__getitem__
    for dialect, fields in groupby(sorted(snapshot.given_by, key=dialect_of), key=dialect_of):
        console.print(f"[dim]from[/] {dialect}[dim]:[/] {', '.join(fields)}")
    for place, post in enumerate(snapshot.posts, start=1):
        console.print(f"[dim]{place:4}[/] {escape(_times_of(post))}")


def read_in_words(claim: Claim | None) -> str:
    """The characters that a time came from, by which rule it was read, and how precise it is."""
    if claim is None:
        return ""
    return f"{claim.raw!r} ({claim.rule}, to {claim.precision_seconds:g} s)"


def _tabulate(trials: Iterable[Trial]) -> Table:
    """One row a dialect; those that found nothing for the same reason share one."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("posts", "timed", "with id", "dialect", "verdict"):
        table.add_column(column, header_style="dim", no_wrap=column not in ("dialect", "verdict"))
    empty: dict[str, list[str]] = {}
    for rung, posts, timed, named, verdict in trials:
        if posts:
            table.add_row(str(posts), str(timed), str(named), rung, verdict)
        else:
            empty.setdefault(verdict, []).append(rung)
    for verdict, rungs in empty.items():
        table.add_row("0", "", "", ", ".join(rungs), verdict, style="dim")
    return table


def _times_of(post: Post) -> str:
    """When a post was published and changed, and from which characters that was read."""
    said = [post.source_id or "no id"]
    for word, claim in (("published", post.published), ("changed", post.modified)):
        if claim is not None:
            said.append(f"{word} {claim.at:%Y-%m-%d %H:%M:%S} UTC from {read_in_words(claim)}")
    return "  ".join(said if len(said) > 1 else [*said, "no time"])
