"""Who wrote a post, and what of its box says so."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]


@pytest.mark.parametrize(
    "byline",
    [
        "<div class=post__byline>By Jo Vane</div>",
        "<div>By <a rel=author href=/jo>Jo Vane</a></div>",
        "<div><div>By <a rel=author href=/jo>Jo Vane</a><span>Reporter at sea</span></div></div>",
        "<div><p class=c-ContributorName>Jo Vane</p><p class=c-Role>Harbour News</p></div>",
        "<div><p class=x-contributor>Jo Vane</p><p class=x-contributor-title>At sea</p></div>",
        "<div class=LivePost-authors><span>Jo Vane</span></div>",
        "<div><div class=LivePost-authors>By <a href=/jo>Jo Vane</a></div></div>",
        "<div class=x-BylineContributor><b class=TextContributorName>Jo Vane</b><br>At sea</div>",
        "<p class=c-contributor><b class=c-contributor-name>Jo Vane</b><b>Harbour News</b></p>",
        "<span class=post-by>Jo Vane</span>",
        '<div><img src=/jo.jpg alt="Jo Vane"><b>Jo Vane</b></div>',
    ],
)
def test_the_line_of_a_name_is_no_text(look: Look, page: Make, prose: Say, byline: str) -> None:
    posts = "".join(
        f"<li id=p{n}><time datetime=2024-07-18T1{n}:05Z></time><h3>Title {n}</h3>"
        f"{byline}<p>{prose(n)}</p></li>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(f"<ul>{posts}</ul>"))

    assert {post.author for post in snapshot.posts} == {"Jo Vane"}
    assert [post.text for post in snapshot.posts] == [prose(n) for n in (6, 5, 4)]


def test_what_a_named_person_says_in_the_same_line_is_text(
    look: Look, page: Make, prose: Say
) -> None:
    posts = "".join(
        f"<li id=p{n}><time datetime=2024-07-18T1{n}:05Z></time><p><a rel=author href=/jo>Jo</a>:"
        f" the boats are in {n}</p><p>{prose(n)}</p></li>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(f"<ul>{posts}</ul>"))

    assert [post.text.split("\n")[0] for post in snapshot.posts] == [
        f"the boats are in {n}" for n in (6, 5, 4)
    ]


@pytest.mark.parametrize(
    "head",
    [
        "<header><span>1{n}:05</span><h3>Title {n}</h3></header>",
        "<div><span>1{n}:05</span></div><h3>Title {n}</h3>",
        "<header><div><time><i>At </i><b>1{n}:05</b></time></div><h3>Title {n}</h3></header>",
    ],
)
def test_a_byline_may_follow_the_heading(look: Look, page: Make, prose: Say, head: str) -> None:
    posts = "".join(
        f"<li id=p{n}>{head.format(n=n)}<p>By Jo Vane</p><p>{prose(n)}</p></li>" for n in (6, 5, 4)
    )

    snapshot = look(page(f"<ul>{posts}</ul>"))

    assert [post.text for post in snapshot.posts] == [prose(n) for n in (6, 5, 4)]
    assert {post.author for post in snapshot.posts} == {"Jo Vane"}


def test_a_name_that_begins_a_sentence_is_no_byline(look: Look, page: Make) -> None:
    told = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": "Jo Vane"}</script>'
    )
    posts = "".join(
        f"<li id=p{n}><time datetime=2024-07-18T1{n}:05Z></time><p><b>Jo Vane</b> reports from the"
        f" harbour that boat {n} is in, and that all on board are well.</p></li>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(f"<ul>{posts}</ul>", head=told))

    assert [post.text[:16] for post in snapshot.posts] == ["Jo Vane reports "] * 3


def test_a_line_of_an_age_and_a_name_is_the_time_of_its_box(
    look: Look, page: Make, prose: Say
) -> None:
    posts = "".join(
        f"<div id=p{n}><h3>Title {n}</h3><p>Posted {n} minutes ago by Jo Vane</p>"
        f"<p>{prose(n)}</p></div>"
        for n in (14, 25, 46)
    )

    snapshot = look(page(f"<div>{posts}</div>"))

    assert [post.text for post in snapshot.posts] == [prose(n) for n in (14, 25, 46)]
    assert all(post.published for post in snapshot.posts)
