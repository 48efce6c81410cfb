"""The chain: a log as it was written is whole, and nothing can be done to it unseen."""

import hashlib
import json
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makers import NOON, a_blog, a_post, minutes
from tickerd.liveblog.blog import Blog
from tickerd.liveblog.chain import NO_HEAD, Chain, Fault, Finding, Head, link
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry, encode, put_in_place
from tickerd.liveblog.event import Event, PostAdded

COUNT = 8


def an_event(number: int, blog: Blog) -> Event:
    return PostAdded(
        blog=blog.id,
        observed_at=NOON + minutes(number),
        post=a_post(str(number), id=f"p{number}"),
        revision=1,
        change=1,
        recognised_by="new",
    )


def write(batches: Sequence[int], blog: Blog | None = None) -> list[Entry]:
    """The log that commits of so many events make; each begins an epoch."""
    blog = blog or a_blog()
    log: list[Entry] = []
    for number, count in enumerate(batches):
        events = [an_event(len(log) + more, blog) for more in range(count)]
        extend(log, f"e{number}", link(events, blog, after=Head.of(log[-1]) if log else NO_HEAD))
    return log


def extend(log: list[Entry], epoch: str, rests: Sequence[bytes]) -> None:
    """Put the events of a commit behind those that there are."""
    for rest in rests:
        previous = log[-1].cursor if log else None
        log.append(put_in_place(rest, Cursor(epoch, 3 * len(log) + 1), previous))


def write_unchained(count: int) -> list[Entry]:
    """The log of a tickerd that knew no chain."""
    rests = [encode(an_event(number, a_blog()), a_blog()) for number in range(count)]
    return [put_in_place(rest, Cursor("e", seq)) for seq, rest in enumerate(rests, start=1)]


def verify(bodies: Sequence[bytes], log: Sequence[Entry]) -> list[Finding]:
    """What is wrong with these bodies, when that log was written."""
    chain = Chain(a_blog().id)
    found = [finding for body in bodies for finding in chain.take(body)]
    return [*found, *chain.end(log[-1].cursor, log[-1].hash)]


def bodies(log: Sequence[Entry]) -> list[bytes]:
    return [entry.body for entry in log]


LOG = write([3, 1, 4])


@given(st.lists(st.integers(1, 4), min_size=1, max_size=5))
def test_a_log_is_whole_however_it_was_committed(batches: list[int]) -> None:
    log = write(batches)

    assert verify(bodies(log), log) == []


@given(st.data())
def test_any_flipped_bit_is_found(data: st.DataObject) -> None:
    """Invariant 13: what is altered, missing, moved or doubled is found."""
    broken = bodies(LOG)
    number = data.draw(st.integers(0, len(LOG) - 1))
    place = data.draw(st.integers(0, len(broken[number]) - 1))
    bit = data.draw(st.integers(0, 7))
    body = bytearray(broken[number])
    body[place] ^= 1 << bit
    broken[number] = bytes(body)

    assert verify(broken, LOG)


@pytest.mark.parametrize("number", range(COUNT))
def test_an_event_that_is_missing_is_found(number: int) -> None:
    left = [entry for place, entry in enumerate(LOG) if place != number]
    chain = Chain(a_blog().id)
    found = [finding for entry in left for finding in chain.take(entry.body)]
    found += chain.end(LOG[-1].cursor, LOG[-1].hash)

    if number == 0:
        assert (found, chain.after) == ([], LOG[0].cursor)
    else:
        assert [finding.fault for finding in found] == [Fault.MISSING]
        assert found[0].at == str(LOG[min(number + 1, COUNT - 1)].cursor)


@given(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1))
def test_two_events_that_changed_places_are_found(one: int, other: int) -> None:
    swapped = bodies(LOG)
    swapped[one], swapped[other] = swapped[other], swapped[one]

    assert bool(verify(swapped, LOG)) == (one != other)


@given(st.integers(0, COUNT - 1), st.integers(0, COUNT))
def test_an_event_that_is_there_twice_is_found(number: int, place: int) -> None:
    doubled = bodies(LOG)
    doubled.insert(place, LOG[number].body)

    assert verify(doubled, LOG)


def test_an_event_of_another_blog_is_found() -> None:
    other = write([COUNT], a_blog("https://ferry.example/live"))
    mixed = bodies(LOG)
    mixed[4] = other[4].body

    faults = {finding.fault for finding in verify(mixed, LOG)}

    assert Fault.FOREIGN in faults


def test_what_was_altered_is_named() -> None:
    altered = bodies(LOG)
    altered[3] = altered[3].replace(b"The words", b"Our words")

    [finding] = verify(altered, LOG)

    assert (finding.fault, finding.at) == (Fault.ALTERED, str(LOG[3].cursor))


def test_an_altered_cursor_is_named() -> None:
    altered = bodies(LOG)
    altered[3] = altered[3].replace(b'"id":"e1-10"', b'"id":"e1-11"')

    [finding] = verify(altered, LOG)

    assert (finding.fault, finding.at) == (Fault.ALTERED, "e1-11")


@pytest.mark.parametrize("noise", [b"", b"{}", b"[" * 100_000, b"\xff", b'{"specversion":"1.0"}'])
def test_noise_is_a_finding_and_no_failure(noise: bytes) -> None:
    [finding] = verify([*bodies(LOG)[:3], noise, *bodies(LOG)[3:]], LOG)

    assert (finding.fault, finding.at) == (Fault.UNREADABLE, None)


def test_a_place_with_noise_behind_it_is_a_finding_and_no_failure() -> None:
    nested = LOG[3].body.partition(b',"type"')[0] + b',"data":' + b"[" * 100_000

    found = verify([*bodies(LOG)[:3], nested, *bodies(LOG)[4:]], LOG)

    assert [finding.fault for finding in found] == [Fault.UNREADABLE, Fault.ALTERED]


def test_a_log_from_before_the_chain_is_whole_and_begins_one() -> None:
    log = write_unchained(3)
    extend(log, "e", link([an_event(n, a_blog()) for n in (3, 4)], a_blog(), after=Head(3, None)))
    chain = Chain(a_blog().id)

    found = [finding for entry in log for finding in chain.take(entry.body)]

    assert [*found, *chain.end(log[-1].cursor, log[-1].hash)] == []
    assert (chain.count, chain.unchained) == (5, 3)
    assert [entry.previous for entry in log[2:]] == [None, log[2].cursor, log[3].cursor]


@pytest.mark.parametrize(
    ("order", "fault"),
    [((0, 2, 1), Fault.DISORDERED), ((0, 1, 1, 2), Fault.DOUBLED)],
)
def test_even_without_a_chain_the_order_is_held(order: Sequence[int], fault: Fault) -> None:
    log = write_unchained(3)
    chain = Chain(a_blog().id)

    found = [finding for number in order for finding in chain.take(log[number].body)]

    assert [finding.fault for finding in found] == [fault]


def test_once_begun_the_chain_does_not_end() -> None:
    log = write([3])
    unchained = encode(an_event(3, a_blog()), a_blog())
    chain = Chain(a_blog().id)

    found = [finding for entry in log for finding in chain.take(entry.body)]
    found += chain.take(put_in_place(unchained, Cursor("e0", 90)).body)

    assert [finding.fault for finding in found] == [Fault.ALTERED]


def test_anyone_can_hold_a_log_to_its_chain_with_a_pattern_and_a_hash() -> None:
    """As the README says, with nothing of ours."""
    previous: tuple[str, str] | None = None
    for body in bodies(LOG):
        event = json.loads(body)
        assert previous is None or (event["previousid"], event["previoushash"]) == previous
        opening = rb'{"specversion":"1.0","id":"[^"]*"(,"previousid":"[^"]*")?'
        rest = re.sub(b"^" + opening, b"", body)
        previous = (event["id"], hashlib.sha256(rest).hexdigest())

    assert previous == (str(LOG[-1].cursor), LOG[-1].hash)
