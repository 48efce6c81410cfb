"""One request at a time to a host, and a gap between two of them."""

import asyncio
from itertools import pairwise

import pytest

from tickerd.worker.pace import MOST_HOSTS, Pace

GAP_SECONDS = 0.05


async def visit(pace: Pace, host: str, times: list[float], gap_seconds: float) -> None:
    async with pace.turn(host) as turn:
        await pace.wait(turn, gap_seconds)
        times.append(asyncio.get_running_loop().time())


async def test_a_gap_lies_between_two_requests_to_one_host() -> None:
    pace, times = Pace(), list[float]()

    await asyncio.gather(*(visit(pace, "a", times, GAP_SECONDS) for _ in range(4)))

    gaps = [after - before for before, after in pairwise(times)]
    assert min(gaps) >= GAP_SECONDS * 0.99


async def test_the_first_request_need_not_wait() -> None:
    pace, times = Pace(), list[float]()
    before = asyncio.get_running_loop().time()

    await visit(pace, "a", times, 60.0)

    assert times[0] - before < 1.0


async def test_hosts_do_not_wait_for_each_other() -> None:
    pace, times = Pace(), list[float]()

    async with asyncio.timeout(1):
        await asyncio.gather(*(visit(pace, str(host), times, 60.0) for host in range(50)))

    assert len(times) == 50


async def test_those_who_wait_are_served_in_their_order() -> None:
    pace, served = Pace(), list[int]()

    async def queue(number: int) -> None:
        async with pace.turn("a") as turn:
            await pace.wait(turn, 0.0)
            served.append(number)

    await asyncio.gather(*(queue(number) for number in range(20)))

    assert served == list(range(20))


async def test_a_failed_visit_frees_the_host() -> None:
    pace, times = Pace(), list[float]()

    with pytest.raises(ZeroDivisionError):
        async with pace.turn("a"):
            raise ZeroDivisionError

    async with asyncio.timeout(1):
        await visit(pace, "a", times, 0.0)


async def test_the_memory_of_hosts_has_an_end() -> None:
    pace, times = Pace(), list[float]()

    for number in range(MOST_HOSTS + 50):
        await visit(pace, str(number), times, 0.0)

    assert len(pace._turns) <= MOST_HOSTS
