"""When to look again: fixed rates that do not drift, rhythms that are learned, backing off."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makers import NOON, a_claim, a_post, nothing_known
from tickerd.liveblog.cadence import (
    MOST_RETRY_AFTER_SECONDS,
    Cadence,
    Trouble,
    back_off,
    is_over,
    learn_interval,
    moments_of,
    next_beat,
    next_look,
)
from tickerd.liveblog.known import Known, KnownPost

LEARNED = Cadence()
CALM = Trouble()

seconds_of_a_day = st.floats(min_value=0, max_value=86_400)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def posts_every(gap_seconds: float, *, count: int, until: datetime = NOON) -> list[datetime]:
    return [until - seconds(gap_seconds * back) for back in reversed(range(count))]


def known_with(*posts: KnownPost) -> Known:
    by_id = {str(place): post for place, post in enumerate(posts)}
    return nothing_known().model_copy(update={"posts": by_id})


def seen_at(observed_at: datetime, **fields: object) -> KnownPost:
    values = {
        "post": a_post("a"),
        "revision": 1,
        "change": 1,
        "ordinal": 1,
        "observed_at": observed_at,
        "changed_at": observed_at,
        **fields,
    }
    return KnownPost.model_validate(values)


# ---------------------------------------------------------------- a fixed rate


def test_a_fixed_rate_does_not_drift() -> None:
    due = NOON
    for beat in range(1, 4):
        due = next_beat(due, 10, due + seconds(0.7))

        assert due == NOON + seconds(10 * beat)


def test_beats_that_were_missed_are_skipped() -> None:
    assert next_beat(NOON, 10, NOON + seconds(34)) == NOON + seconds(40)


@given(every=st.floats(min_value=0.1, max_value=3600), late=st.floats(-86_400, 86_400))
def test_the_next_beat_lies_ahead_and_at_most_one_interval_away(every: float, late: float) -> None:
    at = NOON + seconds(late)

    beat = next_beat(NOON, every, at)

    assert timedelta(0) < beat - at + seconds(0.000_01)
    assert beat - at <= seconds(every)


def test_a_clock_that_was_set_back_does_not_stop_the_looks() -> None:
    yesterday = NOON - timedelta(days=1)

    assert next_beat(NOON, 10, yesterday) == yesterday + seconds(10)


# ---------------------------------------------------------------- a learned rhythm


@pytest.mark.parametrize(
    ("gap_seconds", "expected"), [(5, 10), (60, 15), (300, 35), (3600, 120), (86_400, 300)]
)
def test_a_page_is_looked_at_as_often_as_its_rhythm_is_worth(
    gap_seconds: float, expected: float
) -> None:
    moments = posts_every(gap_seconds, count=12)

    interval = learn_interval(LEARNED, moments, NOON + seconds(gap_seconds))

    assert interval == pytest.approx(expected, rel=0.1)


def test_a_burst_counts_at_once() -> None:
    calm = posts_every(1800, count=12, until=NOON - seconds(1800))
    burst = [*calm, *posts_every(20, count=3)]

    before = learn_interval(LEARNED, calm, NOON)
    after = learn_interval(LEARNED, burst, NOON)

    assert after < before / 4


@given(st.lists(seconds_of_a_day, min_size=1), seconds_of_a_day, seconds_of_a_day)
def test_silence_winds_down_and_never_up(ages: list[float], one: float, more: float) -> None:
    moments = sorted(NOON - seconds(age) for age in ages)

    sooner = learn_interval(LEARNED, moments, NOON + seconds(one))
    later = learn_interval(LEARNED, moments, NOON + seconds(one + more))

    assert 10 <= sooner <= later <= 300


def test_a_page_that_never_moved_is_looked_at_now_and_then() -> None:
    assert learn_interval(LEARNED, [], NOON) == 300


def test_learned_waits_are_spread() -> None:
    moments = posts_every(300, count=12)
    waits = {
        next_look(LEARNED, moments, CALM, due=NOON, at=NOON, jitter=jitter)
        for jitter in (0.0, 0.5, 1.0)
    }

    assert len(waits) == 3


# ---------------------------------------------------------------- trouble


def test_one_failure_changes_nothing() -> None:
    assert back_off(LEARNED, Trouble(failures=1), 1.0) == 0


def test_waits_double_while_looks_fail() -> None:
    waits = [back_off(Cadence(5), Trouble(failures=n), 1.0) for n in range(2, 8)]

    assert waits == [10, 20, 40, 60, 60, 60]


def test_a_slow_watch_is_not_made_faster_by_trouble() -> None:
    slow = Cadence(every_seconds=600)
    regular = next_look(slow, [], CALM, due=NOON, at=NOON, jitter=0)
    troubled = next_look(slow, [], Trouble(failures=9), due=NOON, at=NOON, jitter=0)

    assert troubled >= regular


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_backing_off_has_an_end(failures: int, jitter: float) -> None:
    assert 0 <= back_off(LEARNED, Trouble(failures), jitter) <= 60


@pytest.mark.parametrize("cadence", [LEARNED, Cadence(every_seconds=1)])
def test_what_a_host_asks_for_is_never_shortened(cadence: Cadence) -> None:
    trouble = Trouble(failures=1, retry_after_seconds=900)

    at = next_look(cadence, [NOON], trouble, due=NOON, at=NOON, jitter=0)

    assert at >= NOON + seconds(900)


def test_but_for_an_absurd_length() -> None:
    trouble = Trouble(failures=1, retry_after_seconds=1e9)

    assert back_off(LEARNED, trouble, 0) == MOST_RETRY_AFTER_SECONDS


# ---------------------------------------------------------------- what is learned from


def test_moments_are_what_the_page_claims() -> None:
    claimed = NOON - timedelta(hours=1)
    post = a_post("a", published=a_claim(claimed))

    assert moments_of(known_with(seen_at(NOON, post=post))) == [claimed]


def test_a_claim_in_the_future_or_too_vague_counts_as_when_we_saw_it() -> None:
    future = a_post("a", published=a_claim(NOON + timedelta(hours=1)))
    vague = a_claim(NOON - timedelta(hours=9)).model_copy(update={"precision_seconds": 86_400})
    known = known_with(seen_at(NOON, post=future), seen_at(NOON, post=a_post("b", published=vague)))

    assert moments_of(known) == [NOON]


def test_a_revision_is_a_move_too() -> None:
    revised = seen_at(NOON, changed_at=NOON + seconds(50))

    assert moments_of(known_with(revised)) == [NOON, NOON + seconds(50)]


def test_posts_without_times_of_one_look_are_one_moment() -> None:
    assert moments_of(known_with(*[seen_at(NOON)] * 40)) == [NOON]


# ---------------------------------------------------------------- the end


def test_a_blog_is_over_once_it_has_ended_and_been_silent() -> None:
    known = known_with(seen_at(NOON))
    ended = known.model_copy(update={"ended": "the page says so"})

    assert not is_over(known, NOON + timedelta(days=9))
    assert not is_over(ended, NOON + timedelta(minutes=59))
    assert is_over(ended, NOON + timedelta(minutes=61))
    assert is_over(nothing_known().model_copy(update={"ended": "gone"}), NOON)
