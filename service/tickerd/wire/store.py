"""Where sealed logs lie: a folder, or an object store (S3 and its like) by its URL."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from tickerd.errors import ArchiveUnavailable

UNFINISHED: Final = ".part"
"""How the name of a file ends that has not its final name yet."""


class NotStored(Exception):
    """A file is not there, or ends too early; the text says which."""


class Store(Protocol):
    """Some named files, each written whole. Raises ArchiveUnavailable while it cannot be used."""

    @property
    def address(self) -> str:
        """Where it is, for messages."""
        ...

    async def put(self, name: str, data: bytes) -> None:
        """Keep a file, on the disk itself, under a name; one that had the name is replaced."""
        ...

    async def get(self, name: str, offset: int, length: int) -> bytes:
        """Some bytes of a file.

        Raises:
            NotStored: there are no such bytes.
        """
        ...

    async def move(self, old: str, new: str) -> None:
        """Give a file its final name; one that had the name is replaced.

        Raises:
            NotStored: there is no such file.
        """
        ...

    async def clear(self, folder: str, *, before: datetime) -> None:
        """Remove what lies in a folder without its final name (`*.part`) since before a moment."""
        ...


def open_store(place: str) -> Store:
    """The store at a folder's path, or at a URL such as `s3://bucket/prefix`.

    Raises:
        BadSetting: it is none that can be used.
    """
    if "://" not in place:
        return Folder(Path(place))
    # Some megabytes and a twentieth of a second: only for those who use it.
    from tickerd.wire.bucket import Bucket  # noqa: PLC0415

    return Bucket(place)


class Folder:
    """A folder of this machine, or one that several of them share."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def address(self) -> str:
        """Its path."""
        return str(self._path)

    async def put(self, name: str, data: bytes) -> None:
        """Keep a file, on the disk itself."""
        with self._reaching():
            await asyncio.to_thread(self._put, self._path / name, data)

    async def get(self, name: str, offset: int, length: int) -> bytes:
        """Some bytes of a file."""
        with self._reaching():
            return await asyncio.to_thread(self._get, self._path / name, offset, length)

    async def move(self, old: str, new: str) -> None:
        """Give a file its final name."""
        with self._reaching():
            await asyncio.to_thread(self._move, self._path / old, self._path / new)

    async def clear(self, folder: str, *, before: datetime) -> None:
        """Remove what a crash left."""
        with self._reaching():
            await asyncio.to_thread(self._clear, self._path / folder, before.timestamp())

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            # A folder that is gone is a disk that is not mounted: it comes back.
            if not self._path.is_dir():
                raise ArchiveUnavailable(self.address, "there is no such folder") from error
            raise NotStored("it is not there") from error
        except OSError as error:
            raise ArchiveUnavailable(self.address, error.strerror or str(error)) from error

    def _put(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        for folder in (path.parent, self._path, self._path.parent):
            _sync_names(folder)

    def _get(self, path: Path, offset: int, length: int) -> bytes:
        with path.open("rb") as file:
            file.seek(offset)
            data = file.read(length)
        if len(data) < length:
            raise NotStored("it is shorter than it was")
        return data

    def _move(self, old: Path, new: Path) -> None:
        old.replace(new)
        _sync_names(new.parent)

    def _clear(self, folder: Path, before_seconds: float) -> None:
        for path in folder.glob(f"*{UNFINISHED}"):
            # somebody else may be at work there: what is gone by now is done
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before_seconds:
                    path.unlink()


def _sync_names(folder: Path) -> None:
    """Have the names in a folder on the disk, too: a rename is no more than a change of names."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
