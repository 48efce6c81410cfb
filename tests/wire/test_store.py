"""Where sealed logs lie: a folder and an S3, held to the same."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tickerd.errors import ArchiveUnavailable, BadSetting
from tickerd.wire.store import Folder, NotStored, Store, open_store


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return open_store(str(tmp_path / "archive"))
    return open_store(request.getfixturevalue("bucket"))


async def test_what_is_put_is_there_whole_and_in_part(store: Store) -> None:
    data = os.urandom(300_000)
    await store.put("a/one.part", data)
    await store.move("a/one.part", "a/one")
    await store.put("a/two", b"short")

    assert await store.get("a/one", 0, len(data)) == data
    assert await store.get("a/one", 100_000, 64) == data[100_000:100_064]
    with pytest.raises(NotStored, match="not there"):
        await store.get("a/one.part", 0, 1)
    with pytest.raises(NotStored, match="not there"):
        await store.move("a/one.part", "a/one")
    for offset, length in ((0, 6), (3, 9), (64, 1)):
        with pytest.raises(NotStored, match="shorter"):
            await store.get("a/two", offset, length)


async def test_only_what_a_crash_left_long_ago_is_cleared(store: Store) -> None:
    now = datetime.now(UTC)
    for name in ("b/done", "b/left.part", "c/other.part"):
        await store.put(name, b"bytes")

    await store.clear("b", before=now - timedelta(hours=1))
    assert await store.get("b/left.part", 0, 5) == b"bytes"
    await store.clear("b", before=now + timedelta(hours=1))
    await store.clear("unheard-of", before=now)

    assert await store.get("b/done", 0, 5) == await store.get("c/other.part", 0, 5) == b"bytes"
    with pytest.raises(NotStored):
        await store.get("b/left.part", 0, 5)


async def test_a_folder_that_is_gone_is_away_and_comes_back(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "disk")
    await folder.put("a/one", b"bytes")
    (tmp_path / "disk").rename(tmp_path / "unmounted")

    with pytest.raises(ArchiveUnavailable, match="no such folder"):
        await folder.get("a/one", 0, 5)
    (tmp_path / "unmounted").rename(tmp_path / "disk")

    assert await folder.get("a/one", 0, 5) == b"bytes"


async def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(ArchiveUnavailable, match="Not a directory"):
        await Folder(tmp_path / "file").put("a/one", b"bytes")


async def test_an_object_store_that_does_not_answer_is_away(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT", "http://127.0.0.1:9")
    store = open_store(bucket)

    with pytest.raises(ArchiveUnavailable, match="s3://sealed/live"):
        await store.put("a/one", b"bytes")


def test_a_url_of_no_store_is_refused() -> None:
    with pytest.raises(BadSetting, match="TICKERD_ARCHIVE"):
        open_store("gopher://somewhere")


def test_the_library_of_object_stores_is_loaded_only_for_those_who_use_one() -> None:
    code = "import sys, tickerd.cli.running; print([m for m in sys.modules if 'obstore' in m])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert told.stdout == "[]\n"
