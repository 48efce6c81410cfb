"""What tests of several rooms share: the saved pages of real live blogs."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared_pages() -> Path:
    """The folder of saved real pages beside the checkout; tests skip, loudly, without it."""
    return find_shared("pages")


@pytest.fixture(scope="session")
def shared_histories() -> Path:
    """The folder of pages that were saved again and again; tests skip, loudly, without it."""
    return find_shared("histories")


def find_shared(name: str) -> Path:
    folder = SHARED / name
    if folder.is_dir():
        return folder
    message = f"no saved pages at {folder}: tests on real pages are left out"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
