"""How an event reads in a terminal."""

from datetime import UTC, timedelta, timezone
from zoneinfo import ZoneInfo

from makers import NOON, a_post, nothing_known
from tickerd.cli.lines import Days, describe_event
from tickerd.liveblog.event import BlogEnded, PostAdded


def test_an_event_is_one_line_with_time_blog_kind_and_headline() -> None:
    event = PostAdded(
        blog=nothing_known().blog.id,
        observed_at=NOON,
        post=a_post("a", "Words.", headline="Gate\nclosed"),
        revision=1,
        change=1,
        recognised_by="new",
    )

    line = describe_event(event, "Harbour News", UTC).plain

    assert line == f"12:00:00  {'Harbour News':24}  added     Gate closed"


def test_a_long_text_is_cut_with_a_mark() -> None:
    event = BlogEnded(blog="b", observed_at=NOON, reason="long " * 100)

    assert describe_event(event, "x", UTC).plain.endswith("…")


def test_the_day_stands_above_its_first_event_and_the_zone_above_the_first_of_all() -> None:
    days = Days(timezone(timedelta(hours=13)))

    headings = [days.turn(NOON + timedelta(hours=hours)) for hours in (-2, -1.5, 0, 24)]

    told = [heading and heading.plain for heading in headings]
    assert told == ["2026-06-01, times are UTC+13:00", None, "2026-06-02", "2026-06-03"]


def test_a_clock_that_was_put_back_names_its_zone_anew() -> None:
    days = Days(ZoneInfo("Europe/London"))
    before = NOON.replace(month=10, day=25, hour=0)

    headings = [days.turn(before), days.turn(before + timedelta(hours=1))]

    told = [heading and heading.plain for heading in headings]
    assert told == ["2026-10-25, times are UTC+01:00", "2026-10-25, times are UTC"]
