"""What of a post's box is no running text."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

HOURS = (16, 15, 14)


@pytest.mark.parametrize(
    "rest",
    [
        "<a class=action>Share</a>",
        "<a href=#> Copy link </a>",
        "<span class=photo__credit>A. Vane</span>",
        "<p class=img-copyright>A. Vane / Harbour News</p>",
        "<div><a href=#p1>#</a></div>",
        "<p><strong>Lire aussi :</strong> <a href=/n/1>Le pont fermé depuis lundi</a></p>",
        "<div><span>Lees ook</span><ul><li><a href=/n/1>Brug</a></ul></div>",
        "<p><a href=/n/1>Читайте также: мост закрыт</a></p>",
        "<div class=x><b>Llegeix també</b><a href=/n/1>El pont és tancat</a></div>",
        "<ul><li>Compartir</li></ul>",
        "<div>Chia sẻ</div>",
        "<div><a href=/n/1>Read more</a></div>",
        "<div><p><strong>RELATED: <a href=/n/1>The bridge and the sea</a></strong></p></div>",
        "<p>Advertisement</p>",
        "<div><small>Article continues after advertisement</small></div>",
        "<div><p>Advertisement - story continues below</p></div>",
    ],
)
def test_buttons_and_credits_are_no_text(look: Look, page: Make, prose: Say, rest: str) -> None:
    posts = "".join(
        f"<li id=p{n}><time datetime=2024-07-18T{n}:05Z></time><p>{prose(n)}</p>{rest}</li>"
        for n in HOURS
    )

    snapshot = look(page(f"<ul>{posts}</ul>"))

    assert [post.text for post in snapshot.posts] == [prose(n) for n in HOURS]


def test_a_post_about_sharing_is_a_post(look: Look, page: Make, prose: Say) -> None:
    posts = "".join(
        f'<article id=p{n} class="post category-social tag-ads"><p>{prose(n)}</p>'
        f"<time datetime=2024-07-18T{n}:05Z></time></article>"
        for n in HOURS
    )

    snapshot = look(page(posts))

    assert [post.text for post in snapshot.posts] == [prose(n) for n in HOURS]


def test_a_sentence_that_begins_like_a_pointer_is_text(look: Look, page: Make, prose: Say) -> None:
    said = "See also what the council said on Monday, when it closed the bridge for a week."
    posts = "".join(
        f"<li id=p{n}><time datetime=2024-07-18T{n}:05Z></time><p>{prose(n)}</p>"
        f"<p>{said} <a href=/n/1>More</a></p></li>"
        for n in HOURS
    )

    snapshot = look(page(f"<ul>{posts}</ul>"))

    assert [post.text for post in snapshot.posts] == [f"{prose(n)}\n{said} More" for n in HOURS]


@pytest.mark.parametrize(
    "said",
    [
        "<p>Story continues below the bridge, where the council put up an advertisement.</p>",
        "<p>Whoever wants may <a href=/n/1>read more</a> of it at the gate of the harbour.</p>",
    ],
)
def test_sentences_with_words_of_furniture_are_text(
    look: Look, page: Make, prose: Say, said: str
) -> None:
    posts = "".join(
        f"<li id=p{n}><time datetime=2024-07-18T{n}:05Z></time><p>{prose(n)}</p>{said}</li>"
        for n in HOURS
    )

    snapshot = look(page(f"<ul>{posts}</ul>"))

    words = said.replace("<p>", "").replace("</p>", "")
    words = words.replace("<a href=/n/1>", "").replace("</a>", "")
    assert [post.text for post in snapshot.posts] == [f"{prose(n)}\n{words}" for n in HOURS]


def test_an_advertisement_that_has_an_id_as_posts_have_is_no_post(
    look: Look, page: Make, prose: Say
) -> None:
    posts = "".join(
        f"<div id=p{n}><time datetime=2024-07-18T{n}:05Z></time><p>{prose(n)}</p></div>"
        f"<div id=slot{n}><small>Article continues after advertisement</small></div>"
        for n in HOURS
    )

    snapshot = look(page(f"<div>{posts}</div>"))

    assert [post.source_id for post in snapshot.posts] == [f"p{n}" for n in HOURS]
