"""What the worker's tests share: real origin servers on loopback."""

from collections.abc import AsyncIterator

import pytest

from worker.origin import Origin, open_origin


@pytest.fixture
async def origin() -> AsyncIterator[Origin]:
    async with open_origin() as one:
        yield one


@pytest.fixture
async def other_origin() -> AsyncIterator[Origin]:
    async with open_origin() as one:
        yield one
