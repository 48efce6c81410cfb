"""The day that a clock time leaves out."""

from datetime import UTC, datetime

from tickerd.extract.clock import Dial, read_time
from tickerd.extract.times.dating import date_column


def test_a_column_is_held_against_the_day_of_the_zone_that_its_times_name() -> None:
    """At 12:36 in London it is 18:06 in India: 18:02 there has been."""
    dial = Dial(datetime(2024, 8, 6, 12, 36, tzinfo=UTC))
    column = [read_time(said) for said in ("18:02 (IST)", "09:15 (IST)", "23:50 (IST)")]

    claims = date_column(column, [None, None, None], dial)

    assert [f"{claim.at:%d %H:%M}" for claim in claims if claim] == [
        "06 12:32",
        "06 03:45",
        "05 18:20",
    ]
