"""The clock of a replay: the laws of its schedule, whatever is ordered and however late we are."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makers import NOON
from tickerd.liveblog.replay import Replay

speeds = st.floats(min_value=0.1, max_value=1000)
silences = st.lists(st.floats(min_value=0, max_value=100_000), min_size=1, max_size=20)
moments = st.floats(min_value=0, max_value=100_000)
MICROSECOND = 2e-6
"""Instants are kept to the microsecond: so much an order may shift them, at speed 1."""


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def told_at(replay: Replay, moments: list[datetime], at: float, late: list[float]) -> list[float]:
    """When each event is told by one who is late for each by so much, and waits for the next."""
    told = []
    for moment, late_seconds in zip(moments, late, strict=True):
        replay = replay.begin(moment, at)
        at = max(at, replay.due_at(moment)) + late_seconds
        replay = replay.tell(moment)
        told.append(at)
    return told


def summed(silences: list[float]) -> list[datetime]:
    return [later(sum(silences[:count])) for count in range(len(silences) + 1)]


@given(speeds, silences, st.data())
def test_delays_do_not_add_up(speed: float, silences: list[float], data: st.DataObject) -> None:
    """Each event is late by its own delay, or by what is left of an earlier one's."""
    moments = summed(silences)
    late = data.draw(
        st.lists(st.floats(0, 0.05), min_size=len(moments), max_size=len(moments)), label="late"
    )

    told = told_at(Replay(speed), moments, 500.0, late)

    backlog = 0.0
    for number, (moment, at) in enumerate(zip(moments, told, strict=True)):
        due_at = 500 + (moment - NOON).total_seconds() / speed
        before = told[number - 1] if number else 500.0
        backlog = max(0.0, before - due_at)
        assert at == pytest.approx(due_at + backlog + late[number], rel=1e-9)


@given(speeds, silences, st.floats(min_value=0, max_value=100))
def test_no_silence_lasts_longer_than_its_gap_and_none_that_is_shorter_is_touched(
    speed: float, silences: list[float], gap: float
) -> None:
    moments = summed(silences)

    told = told_at(Replay(speed, gap_seconds=gap), moments, 0.0, [0.0] * len(moments))

    waits = [after - before for before, after in pairwise(told)]
    assert waits == pytest.approx(
        [min(silence / speed, gap) for silence in silences], abs=1e-5 / speed + 1e-6, rel=1e-6
    )


@given(speeds, speeds, moments, moments)
def test_a_speed_holds_from_the_moment_it_is_ordered(
    first: float, second: float, silence: float, ordered_at: float
) -> None:
    replay = Replay(first).seek(NOON, 0.0)
    passed = min(ordered_at, silence / first)

    due_at = replay.change_speed(second, passed).due_at(later(silence))

    assert due_at == pytest.approx(
        passed + (silence - passed * first) / second, abs=MICROSECOND / second, rel=1e-9
    )


@given(speeds, moments, moments, moments)
def test_a_pause_puts_all_that_follows_off_by_its_length(
    speed: float, silence: float, paused_at: float, length: float
) -> None:
    replay = Replay(speed).seek(NOON, 0.0)
    paused = replay.pause(paused_at)
    resumed = paused.pause(paused_at + length / 2).resume(paused_at + length)

    assert math.isinf(paused.due_at(later(silence)))
    assert paused.playing_at(paused_at + length) == replay.playing_at(paused_at)
    assert resumed.due_at(later(silence)) - length == pytest.approx(
        replay.due_at(later(silence)), abs=MICROSECOND / speed, rel=1e-9
    )


@given(speeds, moments, moments, moments)
def test_a_seek_leads_to_the_moment_whatever_was_before(
    speed: float, silence: float, target: float, sought_at: float
) -> None:
    replay = Replay(speed).seek(NOON, 0.0).tell(later(silence))

    sought = replay.seek(later(target), sought_at)

    assert sought == Replay(speed).seek(later(target), sought_at)
    assert sought.playing_at(sought_at) == later(target)


@given(speeds, moments)
def test_the_clock_shows_an_event_s_moment_when_it_is_due(speed: float, silence: float) -> None:
    replay = Replay(speed).begin(NOON, 7.0)

    shown = replay.playing_at(replay.due_at(later(silence)))

    assert shown is not None
    assert abs((shown - later(silence)).total_seconds()) < 1e-5 + speed * 1e-6


def test_the_first_event_sets_the_clock_unless_a_moment_was_asked_for() -> None:
    from_event = Replay(60.0).begin(later(120), 5.0)
    from_moment = Replay(60.0).seek(NOON, 5.0).begin(later(120), 6.0)

    assert from_event.due_at(later(120)) == 5.0
    assert from_moment.due_at(later(120)) == 7.0


def test_a_replay_that_begins_paused_stands_at_its_first_event() -> None:
    replay = Replay(1.0).pause(0.0).begin(NOON, 3.0)

    assert replay.playing_at(100.0) == NOON
    assert replay.resume(100.0).due_at(later(5)) == 105.0


def test_what_comes_late_in_the_log_is_due_at_once() -> None:
    replay = Replay(1.0, gap_seconds=4.0).begin(NOON, 0.0).tell(later(3))

    assert replay.due_at(later(1)) <= 1.0
    assert replay.tell(later(1)) == replay


def test_a_silence_goes_on_being_cut_after_a_pause_and_a_change_of_speed() -> None:
    replay = Replay(10.0, gap_seconds=2.0).begin(NOON, 0.0).tell(NOON)
    replay = replay.pause(1.0).resume(50.0)

    assert replay.due_at(later(3600)) == 51.0
    assert replay.change_speed(5.0, 50.5).due_at(later(3600)) <= 50.5


def test_no_moment_is_beyond_what_can_be_written() -> None:
    last = datetime.max.replace(tzinfo=UTC)
    replay = Replay(1000.0, gap_seconds=86_400).seek(last, 0.0)

    assert replay.playing_at(1e6) is not None
    assert replay.due_at(NOON) < 0
    assert replace(replay, quiet_since=last).due_at(last) <= 0
