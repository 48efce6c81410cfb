"""What the journeys share: programs that users have, and we may not."""

import pytest

from needs import need_program


@pytest.fixture(scope="session")
def redis_cli() -> str:
    """The path of redis-cli."""
    return need_program("redis-cli", "users follow the wire with it")


@pytest.fixture(scope="session")
def curl() -> str:
    """The path of curl."""
    return need_program("curl", "users follow the stream with it")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium."""
    return need_program("chromium", "readers have a browser")
