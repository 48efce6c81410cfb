"""Sealed logs in an object store: S3, Google Cloud Storage, Azure, or what speaks as they do."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore, from_url

from tickerd.errors import ArchiveUnavailable, BadSetting
from tickerd.wire.store import UNFINISHED, NotStored

_ANSWER: Final = timedelta(seconds=20)
"""A store that needs longer counts as away."""


class Bucket:
    """A bucket, or what begins with a prefix in one: `tickerd.wire.store.Store`."""

    def __init__(self, url: str) -> None:
        """Connect to nothing yet. Keys, region and endpoint are the environment's (`AWS_…`).

        Raises:
            BadSetting: the URL is none of a store.
        """
        self._url = url
        try:
            self._store: ObjectStore = from_url(
                url,
                client_options={
                    "timeout": _ANSWER,
                    "connect_timeout": _ANSWER / 4,
                    "allow_http": True,  # if that is what the endpoint says
                },
                retry_config={"max_retries": 2, "retry_timeout": _ANSWER},
            )
        except (BaseError, ValueError) as error:
            raise BadSetting("TICKERD_ARCHIVE", f"{url}: {_first_line(error)}") from error

    @property
    def address(self) -> str:
        """Its URL."""
        return self._url

    async def put(self, name: str, data: bytes) -> None:
        """Keep a file under a name."""
        with self._reaching():
            await obstore.put_async(self._store, name, data)

    async def get(self, name: str, offset: int, length: int) -> bytes:
        """Some bytes of a file."""
        try:
            with self._reaching():
                found = bytes(
                    await obstore.get_range_async(self._store, name, start=offset, length=length)
                )
        except ArchiveUnavailable:
            # That is also the answer to a range behind the end.
            with self._reaching():
                size = (await obstore.head_async(self._store, name))["size"]
            if size >= offset + length:
                raise
            found = b""
        if len(found) < length:
            raise NotStored("it is shorter than it was")
        return found

    async def move(self, old: str, new: str) -> None:
        """Give a file its final name: where nothing can be renamed, it is copied."""
        with self._reaching():
            await obstore.rename_async(self._store, old, new)

    async def clear(self, folder: str, *, before: datetime) -> None:
        """Remove what a crash left."""
        with self._reaching():
            async for found in obstore.list(self._store, prefix=folder):
                for one in found:
                    if one["path"].endswith(UNFINISHED) and one["last_modified"] < before:
                        await obstore.delete_async(self._store, one["path"])

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise NotStored("it is not there") from error
        except BaseError as error:
            raise ArchiveUnavailable(self._url, _first_line(error)) from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
