"""One address: what cannot be read is read once, and what changed is read at once."""

from datetime import timedelta

import pytest

from makers import NOON
from tickerd.errors import ExtractionError, NothingFound, Unreadable
from tickerd.liveblog.document import Document
from tickerd.liveblog.snapshot import Snapshot
from tickerd.liveblog.source import Source
from tickerd.worker.fetcher import Fetcher
from tickerd.worker.lookout import ANEW_SECONDS, Lookout, is_data, is_fresh
from tickerd.worker.parser import Parser
from worker.looks import MakePoller, at, count_reads, kinds
from worker.origin import Origin
from worker.pages import FIRST, SECTION, live_page


class CountingParser(Parser):
    """A parser that knows how many documents it was given."""

    reads = 0

    async def extract(self, document: Document) -> Snapshot:
        self.reads += 1
        return await super().extract(document)


@pytest.mark.parametrize("headers", [{}, {"ETag": '"1"'}])
async def test_bytes_that_cannot_be_read_are_read_once(
    origin: Origin, make_poller: MakePoller, parser: Parser, headers: dict[str, str]
) -> None:
    poller = make_poller(origin.put("/live", SECTION, 200, **headers))
    first = (await poller.look(NOON)).look
    before = count_reads(parser)

    again = [(await poller.look(at(count))).look for count in (1, 2)]

    assert count_reads(parser) == before
    assert [look.problem for look in again] == [first.problem] * 2
    assert [look.state for look in again] == ["NothingFound"] * 2


async def test_the_first_change_of_bad_bytes_is_read_at_once(
    origin: Origin, make_poller: MakePoller
) -> None:
    poller = make_poller(origin.put("/live", SECTION, ETag='"1"'))
    await poller.look(NOON)
    await poller.look(at(1))
    origin.put("/live", live_page(FIRST), ETag='"2"')

    outcome = await poller.look(at(2))

    assert kinds(outcome) == ["blog.opened"] + ["post.added"] * 3


async def test_bad_bytes_are_read_anew_after_a_while(
    origin: Origin, make_poller: MakePoller, parser: Parser
) -> None:
    poller = make_poller(origin.put("/live", SECTION))
    await poller.look(NOON)
    before = count_reads(parser)

    await poller.look(NOON + timedelta(seconds=ANEW_SECONDS))

    assert count_reads(parser) > before


async def test_a_failure_that_is_told_again_is_a_new_one(
    origin: Origin, fetcher: Fetcher, parser: Parser
) -> None:
    lookout = Lookout(origin.put("/live", SECTION), fetcher=fetcher, parser=parser)
    told: list[ExtractionError] = []
    for _ in range(2):
        with pytest.raises(NothingFound) as caught:
            await lookout.look(NOON, Source())
        told.append(caught.value)

    assert told[0] is not told[1]
    assert vars(told[0]) == vars(told[1])


async def test_what_is_not_settled_is_told_again_although_nothing_changed(
    origin: Origin, fetcher: Fetcher, parser: Parser
) -> None:
    """Nothing is lost between the look that read a page and the commit that failed."""
    url = origin.put("/live", live_page(FIRST), ETag='"1"')
    lookout = Lookout(url, fetcher=fetcher, parser=parser)

    first, again = [await lookout.look(at(count), Source()) for count in (0, 1)]
    lookout.settle()
    settled = await lookout.look(at(2), Source())

    assert first.snapshot is not None
    assert again.snapshot == first.snapshot
    assert again.seen_at >= at(1)
    assert settled.snapshot is None


async def test_a_reading_that_is_too_slow_is_tried_once_more(
    origin: Origin, fetcher: Fetcher
) -> None:
    url = origin.put("/live", live_page(FIRST), ETag='"1"')
    async with CountingParser(extract_seconds=0.000_001) as hasty:
        lookout = Lookout(url, fetcher=fetcher, parser=hasty)
        for count in range(4):
            with pytest.raises(Unreadable):
                await lookout.look(at(count), Source())

    assert hasty.reads == 2


async def test_a_page_that_was_too_slow_to_read_once_may_be_good(
    origin: Origin, fetcher: Fetcher, parser: Parser
) -> None:
    url = origin.put("/live", live_page(FIRST))
    async with Parser(extract_seconds=0.000_001) as hasty:
        lookout = Lookout(url, fetcher=fetcher, parser=hasty)
        with pytest.raises(Unreadable):
            await lookout.look(NOON, Source())
    lookout._parser = parser

    sight = await lookout.look(at(1), Source())

    assert sight.snapshot is not None
    assert len(sight.snapshot.posts) == 3


async def test_a_failure_of_our_own_reading_names_the_address_that_was_asked(
    origin: Origin, fetcher: Fetcher
) -> None:
    url = origin.put("/posts.json", '{"posts": []}', Content_Type="application/json")
    async with Parser(extract_seconds=0.000_001) as hasty:
        lookout = Lookout(url, fetcher=fetcher, parser=hasty, shown_at="https://harbour.example/")
        with pytest.raises(ExtractionError) as caught:
            await lookout.look(NOON, Source())

    assert caught.value.url == url


@pytest.mark.parametrize(
    ("seconds", "fresh"), [(0, True), (899, True), (900, False), (9000, False), (-1, False)]
)
def test_what_was_read_is_fresh_for_a_quarter_of_an_hour(seconds: int, *, fresh: bool) -> None:
    assert is_fresh(NOON, NOON + timedelta(seconds=seconds)) is fresh


@pytest.mark.parametrize(
    ("body", "data"),
    [
        (b'{"posts": []}', True),
        (b'\xef\xbb\xbf\n[{"id": 1}]', True),
        (b'show({"id": 1})', True),
        (b"\n<!doctype html>", False),
        (b"\xef\xbb\xbf<rss>", False),
    ],
)
def test_data_is_told_from_pages_by_how_it_begins(body: bytes, *, data: bool) -> None:
    assert is_data(Document("https://harbour.example/", body, NOON)) is data
