"""Ages, digits and halves of the day in the languages that live blogs are written in."""

# ruff: noqa: RUF001  digits and letters of other scripts

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from tickerd.extract.clock import Dial, read_time
from tickerd.extract.times.ages import read_age, without_age
from tickerd.extract.times.dating import to_claim
from tickerd.extract.times.scripts import write_digits

LOOKED_AT = datetime(2025, 9, 4, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("5 mins ago", 5), ("an hour ago", 60), ("1h 21m ago", 81), ("Posted 2h 5m ago", 125)),
        *(("hace 5 minutos", 5), ("há 5 min", 5), ("Há 2 horas", 120), ("il y a 3 h", 180)),
        *(("vor 12 Min.", 12), ("12 minuti fa", 12), ("un'ora fa", 60), ("5 minuten geleden", 5)),
        *(("för 5 minuter sedan", 5), ("for 5 min siden", 5), ("5 minuuttia sitten", 5)),
        *(("5 min temu", 5), ("před 5 minutami", 5), ("5 perce", 5), ("acum 5 minute", 5)),
        *(("5 мин назад", 5), ("час назад", 60), ("5 хвилин тому", 5), ("πριν από 5 λεπτά", 5)),
        *(
            ("5 dakika önce", 5),
            ("2 saat önce", 120),
            ("5 menit yang lalu", 5),
            ("5 phút trước", 5),
        ),
        *(("5分前", 5), ("3 時間前", 180), ("5分钟前", 5), ("12분 전", 12), ("3시간 전", 180)),
        *(("منذ 5 دقائق", 5), ("منذ دقيقتين", 2), ("قبل ساعة", 60), ("منذ ٥ دقائق", 5)),
        *(("5 मिनट पहले", 5), ("5 דקות", None), ("לפני 5 דקות", 5), ("5 นาทีที่แล้ว", 5)),
        *(("il y a 1 h 25", 85), ("il y a 1h05", 65), ("hace 1 hora y 5 minutos", 65)),
        *(("for en time siden", 60), ("för en minut sedan", 1), ("tunti sitten", 60)),
        *(("acum 25 de minute", 25), ("fa 2 hores", 120), ("преди 5 минути", 5), ("5분전", 5)),
        *(("منذ ساعة واحدة", 60), ("منذ قليل", 0), ("πριν από μία ώρα", 60), ("एक घंटे पहले", 60)),
        *(("לפני 5 דק'", 5), ("半小时前", 30), ("satu jam lalu", 60), ("nyss", 0)),
        *(("৫ মিনিট আগে", 5), ("5 நிமிடங்களுக்கு முன்", 5), ("5 منٹ پہلے", 5), ("5 minit lalu", 5)),
        *(("пре 5 минута", 5), ("prije 2 sata", 120), ("২ ঘণ্টা আগে", 120), ("5 minit", None)),
        *(("just now", 0), ("hace instantes", 0), ("só agora", None), ("14:05", None)),
    ],
)
def test_how_long_ago_is_read_in_many_languages(text: str, minutes: int | None) -> None:
    age = read_age(write_digits(text))

    assert (age and age[0]) == (None if minutes is None else 60.0 * minutes)


def test_the_number_of_an_age_is_no_day_of_a_month() -> None:
    left = without_age("14 September, 5 min").split()

    assert left == ["14", "September,"]


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        *(("١٩:٥٧", "19:57"), ("۱۹:۵۷", "19:57"), ("१९:५७", "19:57"), ("１９：５７", "19:57")),
        *(("午後7時57分", "19:57"), ("午前0時5分", "00:05"), ("下午7:57", "19:57")),
        *(("오후 7:57", "19:57"), ("오전 7시 5분", "07:05"), ("19時57分", "19:57")),
        *(("शाम 7:57 बजे", "19:57"), ("सुबह 7:57", "07:57"), ("새벽 1시 5분", "01:05")),
        *(("7:57 م", "19:57"), ("7:57 μ.μ.", "19:57"), ("7:57 p. m.", "19:57"), ("19u57", "19:57")),
    ],
)
def test_a_clock_time_is_read_in_other_scripts(text: str, clock: str) -> None:
    parts = read_time(text)

    assert parts is not None
    assert parts.clock == time.fromisoformat(clock)
    assert parts.raw == text


@pytest.mark.parametrize(
    "text",
    [
        *("2025.09.04. 19:57", "2025/09/04 19:57", "2025-9-4 19:57:00", "4.9. 19:57", "4/9 19:57"),
        *("9/4(木) 19:57", "9월 4일 오후 7:57", "2025年9月4日 下午7:57", "04-Sep-2025 19:57"),
        *("2025. szeptember 4. – 19:57", "4. září 2025 19:57", "04 Eylül 2025 19:57"),
        *("4 सितंबर 2025, 19:57", "19:57, 4 сентября 2025", "4 Σεπτεμβρίου 2025 19:57"),
    ],
)
def test_a_day_is_read_as_other_languages_write_it(text: str) -> None:
    claim = to_claim(read_time(text), Dial(LOOKED_AT, ZoneInfo("Europe/Berlin")))

    assert claim is not None
    assert claim.at == datetime(2025, 9, 4, 17, 57, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "looked_at", "day"),
    [
        ("9/4/2025 7:57 PM", LOOKED_AT, date(2025, 9, 4)),
        ("4/9/2025 19:57", LOOKED_AT, date(2025, 9, 4)),
        ("9/4/2025 7:57 PM", datetime(2025, 4, 10, tzinfo=UTC), date(2025, 4, 9)),
        ("3/4/2025 19:57", LOOKED_AT, date(2025, 4, 3)),
    ],
)
def test_of_two_ways_to_read_a_day_the_one_near_the_look_is_meant(
    text: str, looked_at: datetime, day: date
) -> None:
    claim = to_claim(read_time(text), Dial(looked_at, UTC))

    assert claim is not None
    assert claim.at.date() == day
