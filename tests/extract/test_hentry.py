"""An h-feed of h-entry is a live blog where its entries stand on the page itself."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

ENTRY = (
    '<article class="h-entry" id="e{n}"><h2 class="p-name">{title}</h2>'
    '<a class="u-url" href="{link}"><time class="dt-published" datetime="2024-07-18T09:{n}:00Z">'
    'then</time></a><time class="dt-updated" datetime="2024-07-18T09:{n}:30Z"></time>'
    '<span class="p-author h-card"><a class="p-name">Ann Bee</a></span>'
    '<div class="e-content"><p>{text}</p></div>'
    '<div class="h-entry p-comment"><div class="e-content">A comment of a reader.</div></div>'
    "</article>"
)


def feed(say: Say, link: str, title: str) -> str:
    entries = "".join(
        ENTRY.format(n=n, text=say(n), link=link.format(n), title=title.format(n))
        for n in (30, 20, 10)
    )
    return f'<div class="h-feed">{entries}</div>'


def test_entries_of_this_page_are_posts(look: Look, page: Make, prose: Say) -> None:
    body = feed(prose, "/live/storm#e{}", "Minute {}")

    snapshot = look(page(body, title="A long evening at the quay"))

    assert snapshot.dialect == "hentry"
    assert [post.source_id for post in snapshot.posts] == ["e30", "e20", "e10"]
    assert [post.headline for post in snapshot.posts] == ["Minute 30", "Minute 20", "Minute 10"]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(20), prose(10)]
    assert {post.author for post in snapshot.posts} == {"Ann Bee"}
    assert [post.published and post.published.at.minute for post in snapshot.posts] == [30, 20, 10]
    assert {post.modified and post.modified.at.second for post in snapshot.posts} == {30}


@pytest.mark.parametrize("title", ["My notes", "Live notes"])
def test_the_articles_of_a_personal_site_are_no_blog_of_ours(
    look: Look, page: Make, prose: Say, title: str
) -> None:
    body = feed(prose, "/2024/note-{}", '<a href="/2024/note-{0}">Minute {0}</a>')

    snapshot = look(page(body, title=title), url="https://someone.example/notes")

    assert snapshot.posts == ()


def test_notes_that_have_pages_of_their_own_are_none_though_they_are_called_the_latest(
    look: Look, page: Make, prose: Say
) -> None:
    body = feed(prose, "/notes/{}", "Minute {}")

    assert look(page(body, title="Latest notes"), url="https://ann.example/notes").posts == ()
    assert len(look(page(body, title="A live evening"), url="https://ann.example/a").posts) == 3
