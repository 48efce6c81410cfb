"""Foreign dates and times: what a string says, and what instant it means."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickerd.extract.clock import Dial, read_time
from tickerd.extract.times.dating import date_column, set_right, to_claim
from tickerd.liveblog.claim import ClaimRule

LOOKED_AT = datetime(2024, 8, 27, 10, 40, tzinfo=UTC)
BERLIN = Dial(LOOKED_AT, ZoneInfo("Europe/Berlin"))
NOWHERE = Dial(LOOKED_AT)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2023-11-02T16:56Z", "2023-11-02T16:56:00Z"),
        ("2024-08-05 20:59:59.0", "2024-08-05T18:59:59Z"),
        ("1722888018921", "2024-08-05T20:00:18.921Z"),
        ("1721299680", "2024-07-18T10:48:00Z"),
        ("12.31 Uhr", "2024-08-27T10:31:00Z"),
        ("16.06", "2024-08-26T14:06:00Z"),
        ("7:57 PM", "2024-08-26T17:57:00Z"),
        ("7.57pm", "2024-08-26T17:57:00Z"),
        ("12:31 hrs IST", "2024-08-27T07:01:00Z"),
        ("9h05", "2024-08-27T07:05:00Z"),
        ("19:57, 26 August 2024, GMT", "2024-08-26T19:57:00Z"),
        ("19:57 26 أغسطس/ آب 2024 بتوقيت غرينتش", "2024-08-26T19:57:00Z"),
        ("13:40 PM (IST)", "2024-08-27T08:10:00Z"),
        ("26.08 19:57", "2024-08-26T17:57:00Z"),
        ("26.08, 7:57", "2024-08-26T05:57:00Z"),
        ("12.31 ч.", "2024-08-27T10:31:00Z"),
        ("12.31 น.", "2024-08-27T10:31:00Z"),
        ("04 Settembre 2023 ore 19:57", "2023-09-04T17:57:00Z"),
        ("I går kl. 08:40", "2024-08-26T06:40:00Z"),
        ("Mo., 08:40 Uhr", "2024-08-26T06:40:00Z"),
        ("Vendredi 08h40", "2024-08-23T06:40:00Z"),
        ("03.08. 08:40", "2024-08-03T06:40:00Z"),
        ("2023. 9. 4. 19:57", "2023-09-04T17:57:00Z"),
        ("2023. szeptember 4. 19:57", "2023-09-04T17:57:00Z"),
        ("08-26 19:57", "2024-08-26T17:57:00Z"),
        ("4/9(木) 19:57", "2024-04-09T17:57:00Z"),
        ("4 בספטמבר 2023, 19:57", "2023-09-04T17:57:00Z"),
        ("4 تشرين الأول 2023 19:57", "2023-10-04T17:57:00Z"),
        ("19 h 57", "2024-08-26T17:57:00Z"),
        ("12.05 BST", "2024-08-26T11:05:00Z"),
        ("4:35 AM PST", "2024-08-26T12:35:00Z"),
        ("7:57 PM ET", "2024-08-26T23:57:00Z"),
        ("19:02 (IST), Oct 02", "2023-10-02T13:32:00Z"),
        ("Aug 9, 1:03 AM PDT", "2024-08-09T08:03:00Z"),
        ("August 4, 2024 - 4:03 PM", "2024-08-04T14:03:00Z"),
        ("17.08.2024 • 20:11", "2024-08-17T18:11:00Z"),
        ("14 August 2023 10:01", "2023-08-14T08:01:00Z"),
        ("05.08.2024, kl. 13.05", "2024-08-05T11:05:00Z"),
        ("30 avril 2015 à 07:19", "2015-04-30T05:19:00Z"),
        ("2025年1月13日 21時37分", "2025-01-13T20:37:00Z"),
        ("Fri, 17 Jul 2026 10:00:00 GMT", "2026-07-17T10:00:00Z"),
        ("gestern, 23:50", "2024-08-26T21:50:00Z"),
        ("5 min ago", "2024-08-27T10:35:00Z"),
        ("il y a 5 min", "2024-08-27T10:35:00Z"),
        ("vor 3 Minuten", "2024-08-27T10:37:00Z"),
        ("5分前", "2024-08-27T10:35:00Z"),
        ("Updated 14 minutes ago", "2024-08-27T10:26:00Z"),
    ],
)
def test_times_are_read_as_pages_write_them(text: str, instant: str) -> None:
    claim = to_claim(read_time(text), BERLIN)

    assert claim is not None
    assert claim.at == datetime.fromisoformat(instant)
    assert claim.raw == text


@pytest.mark.parametrize(
    "text", ["", "hello world", "25:61", "2024-13-40", "31 February 2024", "65.06 sek.", "x" * 500]
)
def test_what_is_no_time_is_not_read_as_one(text: str) -> None:
    claim = to_claim(read_time(text), BERLIN)

    assert claim is None


def test_a_claim_says_by_which_rule_it_was_read() -> None:
    rules = {
        "2024-08-27T10:00:00Z": ClaimRule.ABSOLUTE,
        "2024-08-27T10:00:00": ClaimRule.ZONE_FROM_SOURCE,
        "10:00": ClaimRule.CLOCK_AGAINST_DATE,
        "5 min ago": ClaimRule.RELATIVE,
    }

    found = {text: to_claim(read_time(text), BERLIN) for text in rules}

    assert {text: claim and claim.rule for text, claim in found.items()} == rules


def test_an_hour_in_an_unknown_zone_is_not_relied_on() -> None:
    claim = to_claim(read_time("2024-08-27 10:00"), NOWHERE)

    assert claim is not None
    assert claim.at == datetime(2024, 8, 27, 10, 0, tzinfo=UTC)
    assert claim.precision_seconds == 86_400
    assert claim.rule == ClaimRule.CLOCK_AGAINST_DATE


def test_a_day_without_a_year_is_the_newest_such_weekday() -> None:
    looked = Dial(datetime(2026, 11, 23, tzinfo=UTC), ZoneInfo("UTC"))

    claim = to_claim(read_time("Thursday, September 4"), looked)

    assert claim is not None
    assert claim.at.date().isoformat() == "2025-09-04"


def test_a_new_year_does_not_make_december_the_future() -> None:
    looked = Dial(datetime(2025, 1, 1, 0, 30, tzinfo=UTC), ZoneInfo("UTC"))

    claim = to_claim(read_time("31 December, 23:50"), looked)

    assert claim is not None
    assert claim.at == datetime(2024, 12, 31, 23, 50, tzinfo=UTC)


def test_midnight_shows_as_the_clock_jumping_against_the_column() -> None:
    column = [read_time(text) for text in ("02.02", "00.05", "23.46", "23.45")]

    claims = date_column(column, [None] * 4, BERLIN)

    days = [claim.at.astimezone(BERLIN.zone).day for claim in claims if claim]
    assert days == [27, 27, 26, 26]


def test_a_clock_time_with_a_zone_of_its_own_is_held_against_the_look_in_that_zone() -> None:
    nowhere = Dial(datetime(2024, 8, 27, 13, 0, tzinfo=UTC))
    column = [read_time(text) for text in ("19.57 WIB", "19.31 WIB")]

    claims = date_column(column, [None, None], nowhere)

    assert [claim.at.isoformat() for claim in claims if claim] == [
        "2024-08-27T12:57:00+00:00",
        "2024-08-27T12:31:00+00:00",
    ]


def test_midnight_is_seen_in_a_column_that_grows_downwards_too() -> None:
    column = [read_time(text) for text in ("23:45", "23:50", "00:05", "02:02")]

    claims = date_column(column, [None] * 4, BERLIN)

    days = [claim.at.astimezone(BERLIN.zone).day for claim in claims if claim]
    assert days == [26, 26, 27, 27]


def test_a_z_that_runs_ahead_of_the_look_is_local_time_with_a_false_label() -> None:
    column = [read_time(text) for text in ("2024-08-27T12:35:00Z", "2024-08-27T11:00:00Z")]
    claims = date_column(column, [None, None], BERLIN)

    right = set_right(claims, BERLIN)

    assert [claim and claim.at.hour for claim in right] == [10, 9]


@given(st.text(max_size=90))
def test_no_string_breaks_the_clock(text: str) -> None:
    claim = to_claim(read_time(text), BERLIN)

    assert claim is None or claim.raw


@given(st.integers(946_684_800_000, 2_051_222_400_000))
def test_an_iso_instant_comes_back_as_it_went_in(milliseconds: int) -> None:
    moment = datetime.fromtimestamp(milliseconds // 1000, UTC)
    moment += timedelta(milliseconds=milliseconds % 1000)

    claims = [to_claim(read_time(text), BERLIN) for text in (moment.isoformat(), str(milliseconds))]

    assert [claim and claim.at for claim in claims] == [moment, moment]


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_bare_clock_time_is_never_ahead_of_the_look_nor_older_than_a_day(
    hour: int, minute: int
) -> None:
    claim = to_claim(read_time(f"{hour}:{minute:02}"), BERLIN)

    assert claim is not None
    assert -300 <= (LOOKED_AT - claim.at).total_seconds() <= 86_400
