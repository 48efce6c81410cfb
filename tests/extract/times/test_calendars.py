"""Days of other calendars."""

# ruff: noqa: RUF001  digits and letters of other scripts

from datetime import date

import pytest

from tickerd.extract.clock import read_time
from tickerd.extract.times.calendars import to_common


@pytest.mark.parametrize(
    ("said", "common"),
    [
        ((1402, 12, 22), (2024, 3, 12)),
        ((1399, 12, 30), (2021, 3, 20)),
        ((1400, 1, 1), (2021, 3, 21)),
        ((1403, 7, 1), (2024, 9, 22)),
        ((1408, 1, 1), (2029, 3, 20)),
        ((1369, 1, 1), (1990, 3, 21)),
        ((2567, 3, 12), (2024, 3, 12)),
        ((2024, 3, 12), (2024, 3, 12)),
    ],
)
def test_a_day_of_iran_or_thailand_is_one_of_the_common_calendar(
    said: tuple[int, int, int], common: tuple[int, int, int]
) -> None:
    assert to_common(*said) == date(*common)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("۱۴۰۲/۱۲/۲۲ - ۱۸:۴۰", "18:40"),
        ("12/03/2567 18:40", "18:40"),
        ("12 มีนาคม 2567 18:40 น.", "18:40"),
        ("১২ মার্চ ২০২৪, ১৮:৪০", "18:40"),
        ("12 மார்ச் 2024 18:40", "18:40"),
        ("12 مارچ 2024، 18:40", "18:40"),
        ("12 март 2024 г., 18:40", "18:40"),
        ("12. ožujka 2024. 18:40", "18:40"),
        ("12 Mac 2024 18:40", "18:40"),
        ("12 มี.ค. 2567 18:40 น.", "18:40"),
        ("12. bře 2024 18:40", "18:40"),
        ("12 Μάρτιος 2024, 18:40", "18:40"),
    ],
)
def test_such_a_day_is_read_with_its_clock_time(text: str, clock: str) -> None:
    read = read_time(text)

    assert read is not None
    assert (read.year, read.month, read.day) == (2024, 3, 12)
    assert f"{read.clock:%H:%M}" == clock


@pytest.mark.parametrize("text", ["1402/13/01", "31/02/2567", "3000/01/01"])
def test_a_day_that_no_calendar_has_is_none(text: str) -> None:
    assert read_time(text) is None


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        *(("Lunes 20", 0), ("Terça, 21", 1), ("сряда", 2), ("četvrtak", 3), ("divendres 24", 4)),
        *(("วันเสาร์", 5), ("chủ nhật", 6), ("pondelok", 0), ("دوشنبه", 0), ("শুক্রবার", 4)),
    ],
)
def test_a_weekday_is_read_in_many_languages(text: str, weekday: int) -> None:
    read = read_time(text)

    assert read is not None
    assert read.weekday == weekday
