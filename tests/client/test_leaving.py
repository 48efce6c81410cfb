"""Leaving a stream early, as programs do: without a word."""

import asyncio
import sys

import pytest

from gateway.people import Author
from tickerd.gateway.app import Gateway

PROGRAM = """
import asyncio, sys, tickerd

async def main():
    async for event in tickerd.follow(sys.argv[1], since="earliest"):
        {leave}

asyncio.run(main())
"""


@pytest.mark.parametrize(("leave", "complaint"), [("break", b""), ("1 / 0", b"ZeroDivisionError")])
async def test_a_program_that_leaves_early_hears_of_nothing_but_its_own_faults(
    gateway: Gateway, author: Author, leave: str, complaint: bytes
) -> None:
    await author.open()
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PROGRAM.format(leave=leave), gateway.url),
        stderr=asyncio.subprocess.PIPE,
    )

    _, said = await program.communicate()

    assert said.strip().rpartition(b"\n")[2].startswith(complaint)
    assert b"generator" not in said
    assert bool(said) == bool(complaint)
