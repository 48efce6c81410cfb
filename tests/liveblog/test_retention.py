"""How much of a log is kept."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from makers import NOON, minutes
from tickerd.liveblog.retention import SPARED, Excess, Retention, find_excess


def days_ago(*ages: float) -> list[datetime]:
    return [NOON - timedelta(days=age) for age in ages]


def test_without_a_rule_all_stays() -> None:
    assert Retention().keeps_all
    assert find_excess(Retention(), days_ago(900, 800), total=2, at=NOON) is None


def test_events_older_than_the_rule_go() -> None:
    rule = Retention(days=30)

    found = find_excess(rule, days_ago(40, 31, 30, 2), total=4, at=NOON)

    assert not rule.keeps_all
    assert found == Excess(2, "events are kept for 30 days")


def test_events_beyond_the_number_go() -> None:
    found = find_excess(Retention(events=3), days_ago(5, 4, 3, 2, 1), total=5, at=NOON)

    assert found == Excess(2, "of each blog the last 3 events are kept")


def test_of_two_rules_the_one_that_takes_more_is_the_reason() -> None:
    rule = Retention(days=3.5, events=3)

    assert find_excess(rule, days_ago(5, 4, 3, 2), total=4, at=NOON) == Excess(
        2, "events are kept for 3.5 days"
    )
    assert find_excess(rule, days_ago(3, 2, 2, 2), total=4, at=NOON) == Excess(
        1, "of each blog the last 3 events are kept"
    )


def test_an_old_event_behind_one_that_stays_stays() -> None:
    assert find_excess(Retention(days=30), days_ago(2, 40, 1), total=3, at=NOON) is None


def test_what_was_just_observed_stays_whatever_the_rule() -> None:
    lately = [NOON - SPARED, NOON - SPARED + minutes(1), NOON]

    found = find_excess(Retention(days=0.001, events=1), lately, total=3, at=NOON)

    assert found is not None
    assert found.events == 1


@given(
    ages=st.lists(st.integers(0, 100_000), max_size=20),
    more=st.integers(0, 20),
    days=st.none() | st.floats(0.01, 100),
    events=st.none() | st.integers(1, 30),
)
def test_only_a_beginning_goes_and_the_rule_says_no_more_of_it(
    ages: list[int], more: int, days: float | None, events: int | None
) -> None:
    rule, oldest = Retention(days, events), [NOON - minutes(age) for age in ages]
    total = len(oldest) + more

    found = find_excess(rule, oldest, total=total, at=NOON)
    gone = found.events if found else 0
    rest = oldest[gone:]

    assert find_excess(rule, rest, total=total - gone, at=NOON) is None
    assert all(NOON - observed_at >= SPARED for observed_at in oldest[:gone])
    if days is None:
        assert gone <= max(0, total - (events or total))
