"""Clock times without a sign between the hour and the minutes, told from years by their column."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

LINES = ("<p><strong>{time}: </strong>{text}</p>", "<li><p class=time>{time}:</p>{text}</li>")


@pytest.mark.parametrize("line", LINES)
def test_four_digits_before_a_colon_are_a_time(
    look: Look, page: Make, prose: Say, line: str
) -> None:
    times = ("1043", "1041", "1016", "0959", "0948", "0930")
    lines = "".join(line.format(time=time, text=prose(time)) for time in times)

    snapshot = look(page(f"<div>{lines}</div>"), zone="UTC")

    assert [post.text for post in snapshot.posts] == [prose(time) for time in times]
    assert [post.published and f"{post.published.at:%H%M}" for post in snapshot.posts] == [*times]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(
    "years",
    [
        ("1945", "1944", "1941", "1939", "1918", "1914"),
        ("2016", "2009", "2004", "1997", "1979", "1948"),
        ("1415", "1348", "1215", "1066", "1042", "1016"),
        ("2203", "1830", "1409", "1012", "0548", "0104"),
    ],
)
def test_years_and_other_numbers_are_none(
    look: Look, page: Make, prose: Say, line: str, years: tuple[str, ...]
) -> None:
    lines = "".join(line.format(time=year, text=prose(year)) for year in years)

    assert look(page(f"<div>{lines}</div>"), zone="UTC").posts == ()
