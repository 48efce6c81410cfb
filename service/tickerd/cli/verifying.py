"""`tickerd verify`: is the log of a blog, or an export of it, as it was written?"""

import asyncio
import json
import re
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from tickerd.cli import options
from tickerd.cli.exits import EXIT_DAMAGED
from tickerd.cli.files import STANDARD, inspect, open_source
from tickerd.cli.house import join_wire
from tickerd.cli.knobs import read_settings
from tickerd.cli.logs import audit_log, audit_sealed, is_sealed, read_account
from tickerd.cli.watching import id_of
from tickerd.errors import ArchiveDamaged, BadRequest, Damaged
from tickerd.liveblog.audit import Audit
from tickerd.liveblog.chain import Fault, Finding
from tickerd.settings import Settings

SUFFIXES = (".ndjson", ".zst")
_NO_BLOG = re.compile(r"[^a-z0-9-]")
"""What stands in no blog's id: see `blog_id`."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came out of it."""

    blog: str | None
    """None if not even that can be read."""
    events: int
    unchained: int
    """How many of them no hash holds: they are from before there was a chain."""
    head: str | None
    """The cursor of the last event."""
    hash: str | None
    """Its hash. Whoever notes it can hold all events to it later."""


class Report:
    """Tells findings as they come, and the verdict."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self.findings = 0

    def tell(self, finding: Finding) -> None:
        """Print a finding."""
        self.findings += 1
        if self._as_json:
            self._print(json.dumps(asdict(finding)))
        else:
            self._print(f"{finding.fault}: {finding.words}")

    def end(self, verdict: Verdict) -> None:
        """Print what came out."""
        if self._as_json:
            self._print(json.dumps({**asdict(verdict), "whole": not self.findings}))
            return
        name, count = verdict.blog or "It", verdict.events
        if self.findings:
            self._print(f"{name} is not as it was written. Events: {count}")
            return
        words = f"{name} is as it was written. Events: {count}; the last is {verdict.head}"
        self._print(f"{words}, its hash {verdict.hash}" if verdict.hash else words)
        if verdict.unchained:
            self._print(f"Of these {verdict.unchained} are held by no hash: they are older.")

    def _print(self, line: str) -> None:
        sys.stdout.write(line + "\n")


def verify(
    target: Annotated[
        str, typer.Argument(metavar="BLOG|URL|FILE", help="A blog, or an export (-: from stdin).")
    ],
    data: options.Data = None,
    as_json: options.EveryJson = False,
) -> None:
    """Hold a blog's events to their chain of hashes, and what is known of it to the events.

    Whatever was altered, dropped, moved or doubled is told, a line each; the exit status is 5 then.
    """
    report = Report(as_json=as_json)
    if target == STANDARD or target.endswith(SUFFIXES) or Path(target).is_file():
        verdict = _verify_file(target, report)
    elif _NO_BLOG.search(target) and "://" not in target:
        raise BadRequest(cause=f"There is neither a file nor a blog {target!r} here")
    else:
        verdict = asyncio.run(_verify_blog(read_settings(data=data), id_of(target), report))
    report.end(verdict)
    if report.findings:
        raise typer.Exit(EXIT_DAMAGED)


def _verify_file(name: str, report: Report) -> Verdict:
    path = Path(name)
    if path.is_file() and is_sealed(path):
        return _judge(audit_sealed(path.read_bytes(), report.tell))
    with open_source(name) as source:
        reading = inspect(name, source, report.tell)
    return _judge(reading.audit)


async def _verify_blog(settings: Settings, blog: str, report: Report) -> Verdict:
    async with join_wire(settings) as wire:
        try:
            account = await read_account(wire, blog)
            audit = await audit_log(wire, account, report.tell)
        except (Damaged, ArchiveDamaged) as error:
            report.tell(Finding(Fault.STATE, None, error.cause))
            return Verdict(blog, 0, 0, None, None)
    return _judge(audit)


def _judge(audit: Audit | None) -> Verdict:
    if audit is None:
        return Verdict(None, 0, 0, None, None)
    chain = audit.chain
    head, head_hash = (str(chain.last.cursor), chain.last.hash) if chain.last else (None, None)
    return Verdict(audit.blog, chain.count, chain.unchained, head, head_hash)
