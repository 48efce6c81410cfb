"""What tests of several rooms share: the saved pages of real live blogs."""

from pathlib import Path

import pytest

from needs import need_saved


@pytest.fixture(scope="session")
def shared_pages() -> Path:
    """The folder of saved real pages, each with what is right beside it."""
    return need_saved("pages")


@pytest.fixture(scope="session")
def shared_histories() -> Path:
    """The folder of pages that were saved again and again."""
    return need_saved("histories")
