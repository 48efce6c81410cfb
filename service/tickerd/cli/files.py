"""Exports as files: plain or packed by zstd, read line by line, written whole or not at all."""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final, cast

from tickerd.cli.progress import show_progress
from tickerd.errors import BadRequest, Damaged
from tickerd.liveblog.chain import Fault, Finding
from tickerd.liveblog.export import Reading

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

STANDARD: Final = "-"
"""Names the standard input or output."""
_PACKED: Final = ".zst"
_PLAIN: Final = (".ndjson", ".jsonl")
_MOST_LINE_BYTES: Final = 64_000_000
_OPTIONS: Final[dict[int, int]] = {
    zstd.CompressionParameter.compression_level: 10,
    zstd.CompressionParameter.checksum_flag: 1,
}


@contextmanager
def open_source(name: str) -> Iterator[IO[bytes]]:
    """An export to read, unpacked; what comes from the standard input may be read again, too.

    Raises:
        BadRequest: there is no such file, or it may not be read.
    """
    try:
        source = _spool() if name == STANDARD else Path(name).open("rb")  # noqa: SIM115 - below
    except OSError as error:
        raise BadRequest(cause=f"{name} cannot be read: {error.strerror}") from error
    with source:
        if not name.endswith(_PACKED):
            yield source
        else:
            with zstd.ZstdFile(source) as unpacked:
                yield cast("IO[bytes]", unpacked)


def read_lines(name: str, source: IO[bytes]) -> Iterator[bytes]:
    """The lines of an export from its beginning, each with its newline.

    Raises:
        Damaged: it cannot be unpacked.
    """
    try:
        source.seek(0)
        while line := source.readline(_MOST_LINE_BYTES):
            yield line
    except (zstd.ZstdError, EOFError) as error:
        raise Damaged(name, f"it cannot be unpacked ({error})") from error


def inspect(name: str, source: IO[bytes], tell: Callable[[Finding], None]) -> Reading:
    """Read an export through, and tell all that is wrong with it."""
    reading = Reading()
    with show_progress("reading") as step:
        try:
            for line in read_lines(name, source):
                for finding in reading.take(line):
                    tell(finding)
                step()
        except Damaged as error:
            tell(Finding(Fault.UNREADABLE, None, error.cause))
        for finding in reading.end():
            tell(finding)
    return reading


@contextmanager
def open_sink(name: str) -> Iterator[IO[bytes]]:
    """A file to write an export to. It gets its name only once all is in it.

    Raises:
        BadRequest: it cannot be written there, or its name says that it is something else.
    """
    _check_ending(name)
    if name == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(name)
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            if name.endswith(_PACKED):
                with zstd.ZstdFile(file, "wb", options=_OPTIONS) as packed:
                    yield cast("IO[bytes]", packed)
            else:
                yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise BadRequest(cause=f"{name} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _check_ending(name: str) -> None:
    ending = Path(name.removesuffix(_PACKED)).suffix
    if re.fullmatch(r"\.[A-Za-z]\w*", ending) and ending.lower() not in _PLAIN:
        cause = (
            f"{name} names another format; an export is a line of JSON an event: end its name in "
            f"{' or '.join(_PLAIN)}, with {_PACKED} behind it to pack it, or in nothing"
        )
        raise BadRequest(cause=cause)


def _spool() -> IO[bytes]:
    spool = tempfile.TemporaryFile()  # noqa: SIM115 - its user closes it
    shutil.copyfileobj(sys.stdin.buffer, spool)
    return spool
