"""The gateway's own pages of the past: a blog as it stood, and what became of a post."""

import re

import pytest

from gateway.people import Author
from gateway.test_pages import HOSTILE, Client, client, read, server, wire
from makers import minutes
from tickerd.liveblog.frozen import format_instant
from tickerd.wire.redis import RedisWire

__all__ = ["client", "server", "wire"]


@pytest.fixture
def author(wire: RedisWire) -> Author:
    return Author(wire)


async def test_a_blog_is_shown_as_it_stood_with_ways_before_and_after(
    client: Client, author: Author
) -> None:
    await author.open()
    one, two = [(await author.post(text))[0] for text in ("One.", "Two.")]
    await author.revise("p1", "One, mended.")
    blog = f"/blogs/{author.blog.id}"

    text = await read(client, f"{blog}?as_of={format_instant(two.observed_at)}")

    assert "One." in text
    assert "Two." in text
    assert "mended" not in text
    assert "<live-ticker" not in text
    assert f'rel="prev nofollow" href="{blog}?as_of={format_instant(one.observed_at)}"' in text
    assert f'rel="next nofollow" href="{blog}?as_of={format_instant(author.at)}"' in text
    assert f'<a href="{blog}">As it stands now</a>' in text


async def test_a_blog_s_page_leads_to_its_last_changes(client: Client, author: Author) -> None:
    await author.open()
    for number in range(20):
        await author.post(f"Number {number}.")

    text = await read(client, f"/blogs/{author.blog.id}")

    offered = re.findall(r'href="[^"]*\?as_of=([^"]*)"', text)
    newest = [format_instant(author.at - minutes(back / 60)) for back in range(12)]
    assert offered == newest


async def test_before_everything_there_was_nothing(client: Client, author: Author) -> None:
    [opened] = await author.open()
    await author.post("One.")

    text = await read(client, f"/blogs/{author.blog.id}?as_of=2001-01-01T00:00:00Z")

    assert "No post had been seen by then." in text
    assert 'rel="prev' not in text
    assert 'rel="next' in text
    assert opened.observed_at < author.at


async def test_the_history_of_a_post_shows_what_went_and_what_came(
    client: Client, author: Author
) -> None:
    await author.open()
    await author.post("Forty boats start at nine.")
    await author.revise("p1", "Forty boats start at ten.")
    await author.remove("p1")

    text = await read(client, f"/blogs/{author.blog.id}/posts/p1")

    assert "Forty boats start at <del>nine</del><ins>ten</ins>." in text
    assert re.findall(r"<span>(removed from the page|edited|first seen)</span>", text) == [
        "removed from the page",
        "edited",
        "first seen",
    ]
    assert f'href="/blogs/{author.blog.id}?as_of={format_instant(author.at)}"' in text


async def test_foreign_text_stays_text_in_a_history(client: Client, author: Author) -> None:
    """Invariant 8: no foreign markup passes."""
    await author.open()
    await author.post(HOSTILE, "Harmless.")
    await author.revise("p1", f"{HOSTILE} {HOSTILE}")
    await author.revise("p2", HOSTILE)

    for path in ("/posts/p1", "/posts/p2", f"?as_of={format_instant(author.at)}"):
        text = await read(client, f"/blogs/{author.blog.id}{path}")

        assert "<img" not in text
        assert "alert(2)</script>" not in text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("{blog}?as_of=yesterday", 400, "must be a time with its zone"),
        ("{blog}/posts/p9", 404, "has no post &#39;p9&#39;"),
        ("unheard-of/posts/p1", 404, "has no post"),
        ("unheard-of?as_of=2026-06-01T12:00:00Z", 404, "There is no blog"),
    ],
)
async def test_what_is_not_there_is_said_on_a_page(
    client: Client, author: Author, path: str, status: int, words: str
) -> None:
    await author.open()

    text = await read(client, f"/blogs/{path.format(blog=author.blog.id)}", status)

    assert words in text
