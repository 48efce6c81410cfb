"""What `tickerd run` is asked to watch."""

from pathlib import Path

import pytest

from makers import NOON
from tickerd.cli.watchlist import read_watchlist
from tickerd.errors import BadRequest
from tickerd.liveblog.blog import Watch

FILE = """
[[watch]]
url = "https://harbour.example/live"
story = "regatta"
name = "Harbour News"
country = "it"
time_zone = "Europe/Rome"
every_seconds = 20

[[watch]]
url = "https://other.example/live"
"""


def read(*pages: str, every_seconds: float | None = None) -> list[Watch]:
    return read_watchlist(pages, every_seconds=every_seconds, at=NOON)


def test_an_address_is_a_watch() -> None:
    [watch] = read("https://harbour.example/live", every_seconds=5)

    assert (watch.blog.url, watch.every_seconds) == ("https://harbour.example/live", 5)


def test_a_file_lists_watches_with_what_is_known_of_their_sources(tmp_path: Path) -> None:
    file = tmp_path / "pages.toml"
    file.write_text(FILE)

    first, second = read(str(file), every_seconds=60)

    assert (first.blog.source.country, first.blog.source.time_zone) == ("IT", "Europe/Rome")
    assert (first.blog.story, first.every_seconds) == ("regatta", 20)
    assert second.every_seconds == 60


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[watch]]\nname = 'x'", "has no url"),
        ("watch = 3", "lists no watch"),
        ("[[watch", "cannot be read"),
        ("[[watch]]\nurl='https://a.example/'\ntime_zone='Rome'", "no IANA time zone"),
        ("[[watch]]\nurl='https://a.example/'\nevery=3", "unknown key 'every'"),
        ("[[watch]]\nurl='ftp://a.example/'", "is no page to watch"),
        ("[[watch]]\nurl='https://a.example/'\ncountry='Italy'", "'Italy' is not two letters"),
        ("[[watch]]\nurl='https://me:secret@a.example/'", "shown to all readers"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "pages.toml"
    file.write_text(text)

    with pytest.raises(BadRequest, match=words):
        read(str(file))


def test_all_that_is_wrong_with_an_order_is_said_at_once(tmp_path: Path) -> None:
    file = tmp_path / "pages.toml"
    file.write_text(
        "[[watch]]\nurl='https://a.example/'\ncountry='Italy'\nlanguage='Italian!'\nkeep_days=0"
    )

    with pytest.raises(BadRequest) as refused:
        read(str(file))

    said = str(refused.value)
    assert "country: 'Italy' is not two letters, such as IT" in said
    assert "language: 'Italian!' is not a language's tag" in said
    assert "keep_days: Input should be greater than 0" in said
    assert "pattern" not in said


def test_a_page_that_is_ordered_twice_is_refused_with_both_places(tmp_path: Path) -> None:
    file = tmp_path / "pages.toml"
    file.write_text(FILE + FILE)

    with pytest.raises(BadRequest) as refused:
        read(str(file))

    said = str(refused.value)
    assert "https://harbour.example/live" in said
    assert f"by [[watch]] 1 in {file} and by [[watch]] 3 in {file}" in said
    with pytest.raises(BadRequest, match="by an argument and by"):
        read("https://other.example/live", str(file))


def test_an_address_that_is_given_twice_is_one_watch() -> None:
    assert len(read("https://a.example/live", "https://a.example/live")) == 1


def test_a_file_that_is_not_there_says_so() -> None:
    with pytest.raises(BadRequest, match="cannot be read"):
        read("no-such-file.toml")


def test_what_is_no_address_is_refused_with_an_example() -> None:
    with pytest.raises(BadRequest, match="give a whole address, like https://"):
        read("harbour.example/live")
