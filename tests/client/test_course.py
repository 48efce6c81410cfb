"""A follower's way along the wire, without any link."""

import json
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makers import NOON, a_blog, a_post
from tickerd.client.course import Course, Stretch, Wish, waits
from tickerd.errors import BadRequest, CursorExpired
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry, encode, put_in_place
from tickerd.liveblog.event import PostAdded


def message(seq: int, epoch: str = "e") -> bytes:
    event = PostAdded(
        blog=a_blog().id,
        observed_at=NOON,
        post=a_post(str(seq), id=f"p{seq}"),
        revision=1,
        change=1,
        recognised_by="new",
    )
    return put_in_place(encode(event, a_blog()), Cursor(epoch, seq)).body


def frame(word: str, **members: object) -> bytes:
    return json.dumps({"frame": word, **members}).encode()


@given(st.lists(st.integers(1, 40), max_size=60))
def test_no_entry_comes_twice_and_none_goes_back(seqs: list[int]) -> None:
    course = Course()

    told = [one.cursor.seq for seq in seqs if isinstance(one := course.take(message(seq)), Entry)]

    assert told == sorted(set(told))
    assert course.set_out() == [("since", f"e-{max(told)}" if told else "latest")]


def test_an_entry_keeps_the_very_bytes() -> None:
    one = Course().take(message(3))

    assert isinstance(one, Entry)
    assert one.body == message(3)


def test_the_place_is_known_from_the_first_frame_on() -> None:
    course = Course(Stretch("earliest"))
    assert course.set_out() == [("since", "earliest")]
    assert not course.begun

    course.take(frame("hello", cursor="e-4", heartbeat_seconds=2.0))

    assert course.set_out() == [("since", "e-4")]
    assert course.begun


def test_a_heartbeat_moves_the_place_of_a_quiet_view_on() -> None:
    course = Course()
    course.take(message(3))

    course.take(frame("heartbeat", cursor="e-90", blogs={}))

    assert course.set_out() == [("since", "e-90")]


def test_a_link_is_settled_by_an_entry_or_a_heartbeat_not_by_a_hello() -> None:
    course = Course()
    settled = []
    for one in (
        frame("hello", cursor="e-0", heartbeat_seconds=2.0),
        frame("live", cursor="e-0"),
        message(1),
    ):
        course.take(one)
        settled.append(course.settled)
    course.set_out()

    assert settled == [False, False, True]
    assert not course.settled


def test_silence_is_measured_by_the_gateways_own_heartbeats() -> None:
    course = Course()
    course.take(frame("hello", cursor="e-0", heartbeat_seconds=4))
    assert course.silence_seconds == 10

    course.set_out()

    assert course.silence_seconds == 20


def test_the_past_is_paced_and_the_present_is_not() -> None:
    course = Course(Stretch("earliest", speed=60))
    assert course.set_out() == [("since", "earliest"), ("speed", "60")]

    course.take(frame("live", cursor="e-9"))

    assert course.set_out() == [("since", "e-9")]


def test_a_pace_without_a_past_to_play_is_refused_not_passed_over() -> None:
    with pytest.raises(BadRequest, match="must begin in the past"):
        Course(Stretch(speed=60))


def test_a_stretch_is_said_in_the_gateway_s_words_and_kept_over_a_lost_link() -> None:
    course = Course(Stretch(start=NOON, to="e-9", speed=0.5, gap_seconds=30))
    rest = [("to", "e-9"), ("speed", "0.5"), ("gap", "30")]
    assert course.set_out() == [("from", "2026-06-01T12:00:00Z"), *rest]

    course.take(message(3))

    assert course.set_out() == [("since", "e-3"), *rest]


def test_a_course_is_over_where_the_gateway_says_so() -> None:
    course = Course(Stretch("earliest", to="e-3"))
    course.take(message(3))
    assert not course.ended

    course.take(frame("end", cursor="e-3"))

    assert course.ended


def test_a_reset_is_raised_with_the_way_on() -> None:
    course = Course(Stretch("e-5"))

    with pytest.raises(CursorExpired) as caught:
        course.take(frame("reset", cursor="f-2", reason="the log is gone"))

    assert (caught.value.cursor, caught.value.resume) == ("e-5", "f-2")
    assert str(caught.value) == (
        "The events after e-5 are not all here any more: the log is gone. Go on from f-2."
    )


def test_a_new_frame_of_a_newer_gateway_is_passed_over() -> None:
    assert Course().take(frame("weather", sky="blue")) == {"frame": "weather", "sky": "blue"}


@pytest.mark.parametrize("junk", [b"", b"hello", b"[]", b"{}", b"7", b'{"frame":"hello"}'])
def test_what_no_gateway_says_is_refused(junk: bytes) -> None:
    with pytest.raises((ValueError, LookupError, TypeError)):
        Course().take(junk)


def test_a_time_is_written_in_utc_and_needs_its_zone() -> None:
    two_hours_east = timezone(timedelta(hours=2))

    course = Course(Stretch(datetime(2026, 6, 1, 14, tzinfo=two_hours_east)))

    assert course.set_out() == [("since", "2026-06-01T12:00:00Z")]
    with pytest.raises(BadRequest, match="2026-06-01T14:00:00Z for UTC"):
        Course(Stretch(datetime(2026, 6, 1, 14, tzinfo=UTC).replace(tzinfo=None)))


def test_a_wish_names_one_or_several() -> None:
    wish = Wish(blog="one", story=["a", "b"], kinds=("post.added",))

    assert wish.query() == [
        ("blog", "one"),
        ("story", "a"),
        ("story", "b"),
        ("kind", "post.added"),
    ]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_waits_grow_to_half_a_minute_and_never_beyond(chances: list[float]) -> None:
    drawn = list(waits(iter(chances)))

    bounds = [min(30.0, 0.5 * 2**n) for n in range(len(chances))]
    assert all(0 <= wait <= bound for wait, bound in zip(drawn, bounds, strict=True))
    assert list(islice(waits(repeat(1.0)), 8)) == [0.5, 1, 2, 4, 8, 16, 30, 30]
