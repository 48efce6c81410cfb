"""A desk and a moment for the newsroom's tests."""

from datetime import datetime

import pytest

from makers import NOON
from tickerd.newsroom.desk import Desk
from tickerd.newsroom.words import NAMES, Copy, load_copy


@pytest.fixture(params=NAMES)
def copy(request: pytest.FixtureRequest) -> Copy:
    """Each blog's copy in turn."""
    return load_copy(request.param)


@pytest.fixture
def noon() -> datetime:
    """When the desks open."""
    return NOON


@pytest.fixture
def quiet_desk() -> Desk:
    """A desk that does only what it is told."""
    return Desk(load_copy("regatta"), seed=1, opens_at=NOON, rhythm=None)
