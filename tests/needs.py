"""What a test needs of the machine: without it the test is left out, loudly; in CI it fails."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

TESTS = Path(__file__).parent
SHARED = TESTS.parents[1] / "shared"


def leave_out(reason: str) -> NoReturn:
    """Leave the test out and say why; in CI nothing is left out."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def need_program(name: str, cure: str) -> str:
    """Where the program is."""
    return shutil.which(name) or leave_out(f"{name} is not on PATH: {cure}")


def need_node_module(path: str) -> Path:
    """A file that npm has brought."""
    file = TESTS / "node_modules" / path
    return file if file.exists() else leave_out(f"{path} is not here: npm ci in tests/")


def need_saved(folder: str) -> Path:
    """A folder of saved real pages beside the checkout."""
    path = SHARED / folder
    return path if path.is_dir() else leave_out(f"no saved pages at {path}")
