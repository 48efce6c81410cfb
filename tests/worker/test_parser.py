"""Reading in a process that may be killed: whatever a page does, the next one is read."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest
import pytest_asyncio

from makers import NOON
from tickerd.errors import ReaderBroken, Unreadable
from tickerd.liveblog.document import Document
from tickerd.liveblog.source import Source
from tickerd.worker.parser import Parser

BAD_READER = (sys.executable, "-P", str(Path(__file__).with_name("bad_reader.py")))


def a_document(body: str = "good") -> Document:
    return Document(
        url="https://harbour.example/live",
        body=body.encode(),
        fetched_at=NOON,
        content_type="text/html",
        source=Source(language="en", time_zone="Europe/London"),
    )


@pytest_asyncio.fixture(loop_scope="session")
async def parser() -> AsyncIterator[Parser]:
    async with Parser(extract_seconds=0.8, program=BAD_READER) as one:
        await one.extract(a_document("warm up"))
        yield one


async def has_ended(pid: int) -> None:
    async with asyncio.timeout(10):
        while (
            psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
        ):  # not our child: nothing rings
            await asyncio.sleep(0.01)


async def test_a_document_goes_in_and_a_snapshot_comes_out(parser: Parser) -> None:
    snapshot = await parser.extract(a_document("Grüße from the harbour"))

    assert snapshot.headline == "Grüße from the harbour"
    assert snapshot.url == "https://harbour.example/live"


async def test_the_process_is_kept_from_one_document_to_the_next(parser: Parser) -> None:
    before = parser.pid
    await parser.extract(a_document())

    assert parser.pid == before


@pytest.mark.parametrize(
    ("page", "cause"),
    [
        ("hang", r"longer than 0\.8 seconds"),
        ("crash", "breaks the parser"),
        ("eat", "more than 512 MB of memory.*watch a smaller page"),
        ("fail", "tickerd itself failed over it .ZeroDivisionError: as the page says"),
        ("refuse", "as the page says"),
    ],
)
async def test_a_bad_page_costs_only_itself(parser: Parser, page: str, cause: str) -> None:
    """Invariant 7: bad pages never stop a watch."""
    with pytest.raises(Unreadable, match=cause):
        await parser.extract(a_document(page))

    assert (await parser.extract(a_document("good"))).headline == "good"


async def test_an_answer_without_end_is_cut_short(
    parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tickerd.worker.parser.MOST_ANSWER_BYTES", 10_000)

    with pytest.raises(Unreadable):
        await parser.extract(a_document("flood"))

    assert (await parser.extract(a_document("good"))).headline == "good"


async def test_others_wait_behind_a_bad_page_no_longer_than_the_cap(parser: Parser) -> None:
    pages = ["one", "hang", "two", "three"]
    async with asyncio.timeout(15):
        results = await asyncio.gather(
            *(parser.extract(a_document(page)) for page in pages), return_exceptions=True
        )

    assert isinstance(results.pop(1), Unreadable)
    assert [getattr(result, "headline", result) for result in results] == ["one", "two", "three"]


async def test_a_process_that_takes_too_long_is_killed(parser: Parser) -> None:
    pid = parser.pid
    assert pid is not None

    with pytest.raises(Unreadable):
        await parser.extract(a_document("hang"))

    assert not psutil.pid_exists(pid)


async def test_a_process_that_was_killed_is_replaced_at_once(parser: Parser) -> None:
    before = parser.pid
    with pytest.raises(Unreadable):
        await parser.extract(a_document("hang"))

    assert parser.pid not in (None, before)


async def test_a_process_that_has_grown_is_replaced_and_its_answer_is_kept() -> None:
    async with Parser(program=BAD_READER, memory_bytes=200_000_000) as parser:
        before = parser.pid
        grown = await parser.extract(a_document("grow"))

        assert grown.headline == "grow"
        assert parser.pid not in (None, before)
        assert (await parser.extract(a_document("good"))).headline == "good"


async def test_what_the_rungs_found_comes_from_the_same_process(parser: Parser) -> None:
    before = parser.pid

    assert await parser.examine(a_document("good")) == [("good", 1, 1, 0, "believed")]
    assert parser.pid == before


@pytest.mark.parametrize("page", ["refuse", "hang"])
async def test_a_bad_page_cannot_be_examined_either(parser: Parser, page: str) -> None:
    with pytest.raises(Unreadable):
        await parser.examine(a_document(page))


async def test_thousands_of_posts_arrive_in_their_order(parser: Parser) -> None:
    snapshot = await parser.extract(a_document("many"))

    assert [post.text for post in snapshot.posts] == [f"Post {n}" for n in range(2_000)]


async def test_a_large_answer_does_not_hold_the_event_loop() -> None:
    """By the loop's own processor time between two beats, not by the clock of a busy machine."""
    async with Parser(extract_seconds=20.0, program=BAD_READER) as parser:
        asked = asyncio.create_task(parser.extract(a_document("heavy")))
        longest, beat = 0.0, time.thread_time()
        while not asked.done():
            await asyncio.sleep(0)
            longest, beat = max(longest, time.thread_time() - beat), time.thread_time()
        snapshot = await asked

    assert len(snapshot.posts) == 2_000
    assert longest < 0.05


async def test_posts_before_a_failure_are_no_answer(parser: Parser) -> None:
    with pytest.raises(Unreadable, match="tickerd itself failed"):
        await parser.extract(a_document("halves"))

    assert (await parser.extract(a_document("good"))).headline == "good"


async def test_a_cancelled_look_leaves_no_answer_for_the_next(parser: Parser) -> None:
    asked = asyncio.create_task(parser.extract(a_document("nap")))
    await asyncio.sleep(0)
    asked.cancel()

    assert (await parser.extract(a_document("mine"))).headline == "mine"


async def test_what_a_library_prints_is_no_answer(
    parser: Parser, capfd: pytest.CaptureFixture[str]
) -> None:
    assert (await parser.extract(a_document("chatter"))).headline == "chatter"
    assert (await parser.extract(a_document("next"))).headline == "next"


async def test_our_secrets_are_not_in_the_environment_of_the_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TICKERD_TOKEN", "secret")
    async with Parser(program=BAD_READER) as parser:
        names = (await parser.extract(a_document("environment"))).headline or ""

    assert "PATH" in names
    assert "TICKERD_TOKEN" not in names


async def test_the_process_ends_with_its_parser() -> None:
    async with Parser(program=BAD_READER) as parser:
        await parser.extract(a_document())
        pid = parser.pid
    assert pid is not None

    assert not psutil.pid_exists(pid)


PARENT = """
import asyncio, sys
from datetime import datetime, UTC
from tickerd.liveblog.document import Document
from tickerd.worker.parser import Parser

def page(body):
    return Document(url="https://harbour.example/", body=body, fetched_at=datetime.now(UTC))

async def main():
    async with Parser(extract_seconds=1.0, program=sys.argv[2:]) as parser:
        await parser.extract(page(b"good"))
        print(parser.pid, flush=True)
        await parser.extract(page(sys.argv[1].encode()))
        await asyncio.sleep(60)

asyncio.run(main())
"""


@asynccontextmanager
async def another_parent(page: str) -> AsyncIterator[tuple[Process, int]]:
    """A parent of its own whose reading process is given this page; and that process's id."""
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PARENT, page, *BAD_READER, stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    yield parent, int(await parent.stdout.readline())
    await parent.wait()


async def test_the_process_ends_when_its_parent_is_killed() -> None:
    async with another_parent("good") as (parent, pid):
        parent.kill()

    await has_ended(pid)


async def test_even_a_stuck_process_ends_when_its_parent_is_killed() -> None:
    async with another_parent("hang") as (parent, pid):
        child = psutil.Process(pid)
        before = child.cpu_times().user
        async with asyncio.timeout(10):
            while child.cpu_times().user - before < 0.1:  # nothing rings
                await asyncio.sleep(0.01)
        parent.kill()

    await has_ended(pid)


async def test_ctrl_c_in_the_terminal_does_not_reach_the_process(parser: Parser) -> None:
    pid = parser.pid
    assert pid is not None

    assert os.getpgid(pid) != os.getpgid(0)


async def test_a_process_that_died_while_idle_costs_no_document(parser: Parser) -> None:
    pid = parser.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    await has_ended(pid)
    assert parser._process is not None
    assert parser._process.stdout is not None
    async with asyncio.timeout(5):
        while not parser._process.stdout.at_eof():  # the event loop hears of it a little later
            await asyncio.sleep(0)

    assert (await parser.extract(a_document("good"))).headline == "good"


@pytest.mark.parametrize("program", ["import sys; sys.exit(1)", "print('no frame at all')"])
async def test_a_reader_that_does_not_start_is_our_own_fault(program: str) -> None:
    async with Parser(program=(sys.executable, "-c", program)) as parser:
        with pytest.raises(ReaderBroken):
            await parser.extract(a_document())
