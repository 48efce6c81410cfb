"""What the journeys share: programs that users have."""

import pytest

from needs import need_program


@pytest.fixture(scope="session")
def redis_cli() -> str:
    return need_program("redis-cli", "apt install redis-tools")


@pytest.fixture(scope="session")
def curl() -> str:
    return need_program("curl", "apt install curl")


@pytest.fixture(scope="session")
def chromium() -> str:
    return need_program("chromium", "apt install chromium")
