"""What stands in one line with the time of a post."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.post import KEY_EVENT
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]


@pytest.mark.parametrize(
    "line",
    [
        "<div class=m><span>1{n}:05</span> <span>16 Jul</span></div>",
        "<div class=m>1{n}:05 (BST)<span>16 Jul 2024</span></div>",
        "<span>1{n}:05</span><span>16 July</span>",
        "<div class=m><b>Jul</b> <b>16, 2024</b> | <b>1{n}:05</b></div>",
        "<div class=m><span>Tue, Jul 16 2024</span><span>1{n}:05</span></div>",
        "<div><time>1{n}:05</time><span>16 Jul</span><span>Jo Vane</span></div>",
    ],
)
def test_the_day_beside_a_clock_time_dates_it(
    look: Look, page: Make, prose: Say, line: str
) -> None:
    posts = "".join(
        f"<li id=p{n}>{line.format(n=n)}<h3>Title {n}</h3><div><p>{prose(n)}</p></div></li>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(f"<ul>{posts}</ul>"), url="https://news.example.co.uk/live")

    assert [post.published and f"{post.published.at:%d %H:%M}" for post in snapshot.posts] == [
        "16 15:05",
        "16 14:05",
        "16 13:05",
    ]
    assert [post.text.removeprefix("Jo Vane\n") for post in snapshot.posts] == [
        prose(n) for n in (6, 5, 4)
    ]


def test_a_label_beside_the_time_is_no_text(look: Look, page: Make, prose: Say) -> None:
    posts = "".join(
        f"<li id=p{n}><div><b>{'Key event' if n == 5 else ''}</b>"
        f"<time datetime=2024-07-18T1{n}:05Z>2h</time></div><p>{prose(n)}</p></li>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(f"<ul>{posts}</ul>"))

    assert [post.labels for post in snapshot.posts] == [(), (KEY_EVENT,), ()]
    assert [post.text for post in snapshot.posts] == [prose(n) for n in (6, 5, 4)]


@pytest.mark.parametrize(
    ("said", "headline", "text"),
    [
        ("<h3>Polls close at 10pm</h3><p>{}</p>", "Polls close at 10pm", "{}"),
        (
            "<h3>Title</h3><p>{}</p><p>The vote is at 19:45.</p>",
            "Title",
            "{}\nThe vote is at 19:45.",
        ),
        (
            "<h3>Title</h3><p>It is <em>now</em> up to them. {}</p>",
            "Title",
            "It is now up to them. {}",
        ),
        ("<h3>Title</h3><p><a href=/q>Now</a> we wait. {}</p>", "Title", "Now we wait. {}"),
        ("<h3>Title</h3><p>Now <a href=/q>we</a> wait. {}</p>", "Title", "Now we wait. {}"),
        ("<h3>Title</h3><p>At <b>19:45</b> they vote. {}</p>", "Title", "At 19:45 they vote. {}"),
    ],
)
def test_a_sentence_that_names_a_time_is_text(
    look: Look, page: Make, prose: Say, said: str, headline: str, text: str
) -> None:
    posts = "".join(
        f"<li id=p{n}>{said.format(prose(n))}<span>1{n}:05</span></li>" for n in (6, 5, 4)
    )

    snapshot = look(page(f"<ul>{posts}</ul>"), zone="UTC")

    assert [post.headline for post in snapshot.posts] == [headline] * 3
    assert [post.text for post in snapshot.posts] == [text.format(prose(n)) for n in (6, 5, 4)]
    assert [post.published and post.published.at.hour for post in snapshot.posts] == [16, 15, 14]


def test_each_of_several_times_in_a_box_has_a_post_of_its_own(
    look: Look, page: Make, prose: Say
) -> None:
    """The day's box holds no more text than its posts together."""
    days = "".join(
        f"<div class=day><h3>Jul <var>{day}</var></h3><div class=day-posts>"
        + "".join(
            f"<div class=post><strong>Checked</strong> - {prose(day * 100 + n)}"
            f"<br><small>Jul <var>{day}</var>, <var>1{n}:05</var> UTC</small></div>"
            for n in (6, 5, 4)
        )
        + "</div></div>"
        for day in (18, 17, 16)
    )

    snapshot = look(page(days))

    assert len(snapshot.posts) == 9
    assert snapshot.posts[3].published is not None
    assert f"{snapshot.posts[3].published.at:%d %H:%M}" == "17 16:05"
    assert snapshot.posts[3].text == f"Checked - {prose(1706)}"


def test_a_time_in_a_heading_is_none_of_its_words(look: Look, page: Make, prose: Say) -> None:
    posts = "".join(
        f"<div class=event><div class=event-heading><strong>Title {n}</strong><br><small>"
        f"<abbr data-time=2024-07-18T1{n}:05Z>{9 - n} hours ago</abbr></small></div>"
        f"<p>{prose(n)}</p></div>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(posts))

    assert [post.headline for post in snapshot.posts] == ["Title 6", "Title 5", "Title 4"]


def test_lists_with_times_of_their_own_are_no_posts(look: Look, page: Make, prose: Say) -> None:
    """What is read most and what readers say is longer than three short posts."""
    posts = "".join(
        f"<div id=p{n}><time datetime=2024-07-18T1{n}:05Z>1{n}:05</time><p>Bridge {n} is open again"
        " after the flood of this morning.</p></div>"
        for n in (6, 5, 4)
    )
    lists = "".join(
        f"<section id={name}><h2>{name}</h2><ul>"
        + "".join(
            f"<li class={kind}><a href=/{name}/{n}>{prose(name)} {prose(n)}</a>"
            f"<time datetime=2024-07-18T0{n}:3{n}Z></time></li>"
            for n in (4, 6, 2, 7, 5)
        )
        + "</ul></section>"
        for name, kind in (("most", "teaser"), ("remarks", "comment"))
    )

    snapshot = look(page(f"<div>{posts}</div>{lists}"))

    assert [post.source_id for post in snapshot.posts] == ["p6", "p5", "p4"]


def test_a_date_as_in_a_mail_is_a_time(look: Look, page: Make, prose: Say) -> None:
    posts = "".join(
        f"<li id=p{n}><span>Thu, 18 Jul 2024 1{n}:05:00 +0200</span><p>{prose(n)}</p></li>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(f"<ul>{posts}</ul>"))

    assert [post.text for post in snapshot.posts] == [prose(n) for n in (6, 5, 4)]
    assert [post.published and post.published.at.hour for post in snapshot.posts] == [14, 13, 12]


def test_the_exact_time_of_an_embed_is_not_that_of_the_post(
    look: Look, page: Make, prose: Say
) -> None:
    posts = "".join(
        f"<li><div>1{n}:05</div><p>{prose(n)}</p><div class=telegram-post>Boats are in."
        f"<time datetime=2024-07-18T0{n}:30Z>0{n}:30</time></div></li>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(f"<ul>{posts}</ul>"), zone="UTC")

    assert [post.published and f"{post.published.at:%H:%M}" for post in snapshot.posts] == [
        "16:05",
        "15:05",
        "14:05",
    ]


@pytest.mark.parametrize(
    "insert",
    [
        "<aside><h4>More</h4><time datetime=2024-07-18T09:10Z>3h ago</time></aside>",
        "<div class=box-related><b>More</b><time datetime=2024-07-18T09:10Z>3h ago</time></div>",
        "<p>The vote is <em>now</em> on in the <b>north</b>, and will go on for hours.</p>",
    ],
)
def test_times_beside_the_text_or_in_it_are_not_those_of_its_post(
    look: Look, page: Make, prose: Say, insert: str
) -> None:
    posts = "".join(
        f"<div class=o><div class=i id=p{n}><div><span>1{n}:05</span><span>18 Jul 2024</span></div>"
        f"<div><h3>Title {n}</h3><p>{prose(n)}</p>{insert * (n == 5)}</div></div></div>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(f"<div>{posts}</div>"), zone="UTC")

    assert [post.published and post.published.at.hour for post in snapshot.posts] == [16, 15, 14]
    assert [post.text.split("\n")[0] for post in snapshot.posts] == [prose(n) for n in (6, 5, 4)]


@pytest.mark.parametrize("kind", ["post-tag", "badge"])
def test_a_topic_in_the_line_of_the_time_is_no_text(
    look: Look, page: Make, prose: Say, kind: str
) -> None:
    posts = "".join(
        f"<li id=p{n}><div><time>1{n}:05</time><span class={kind}>Harbour</span></div>"
        f"<h3>Title {n}</h3><p>{prose(n)}</p></li>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(f"<ul>{posts}</ul>"))

    assert [post.text for post in snapshot.posts] == [prose(n) for n in (6, 5, 4)]


@pytest.mark.parametrize(
    "line",
    [
        "1{n}:05, updated at 1{n}:52",
        "Publié à 1{n}h05, mis à jour à 1{n}h52",
        "1{n}.05 Uhr | aktualisiert 1{n}.52 Uhr",
        "Publicerad: 1{n}:05, uppdaterad: 1{n}:52",
    ],
)
def test_the_first_of_two_times_in_a_line_is_that_of_publication(
    look: Look, page: Make, prose: Say, line: str
) -> None:
    posts = "".join(
        f"<li><div>{line.format(n=n)}</div><h3>Title {n}</h3><p>{prose(n)}</p></li>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(f"<ul>{posts}</ul>"), zone="UTC")

    assert [post.published and f"{post.published.at:%H:%M}" for post in snapshot.posts] == [
        "16:05",
        "15:05",
        "14:05",
    ]
    assert [post.text for post in snapshot.posts] == [prose(n) for n in (6, 5, 4)]


@pytest.mark.parametrize(
    "said",
    [
        "<ul><li><b>8:30</b>: The bridge is closed by the mayor.<li><b>9:10</b>: It is open.</ul>",
        "<p>9:10 tomorrow is when the council will meet again.</p>",
    ],
)
@pytest.mark.parametrize("box", ["div", "li"])
def test_times_in_the_text_of_a_post_are_not_the_time_at_its_end(
    look: Look, page: Make, prose: Say, said: str, box: str
) -> None:
    posts = "".join(
        f"<{box} class=e id=p{n}><h3>Title {n}</h3><p>{prose(n)}</p>{said * (n == 5)}"
        f"<p>1{n}:05</p></{box}>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(f"<div>{posts}</div>"), zone="UTC")

    assert [post.published and post.published.at.hour for post in snapshot.posts] == [16, 15, 14]


@pytest.mark.parametrize("edited", ["อัปเดต", "Ažurirano", "Actualitzat", "Dikemas kini"])
def test_an_edit_is_told_from_publication_in_other_languages(
    look: Look, page: Make, prose: Say, edited: str
) -> None:
    posts = "".join(
        f"<li><div><span>1{n}:05</span><span>{edited} 1{n}:52</span></div><h3>Title {n}</h3>"
        f"<p>{prose(n)}</p></li>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(f"<ul>{posts}</ul>"), zone="UTC")

    claims = [(post.published, post.modified) for post in snapshot.posts]
    assert [f"{one.at:%H:%M} {other.at:%H:%M}" for one, other in claims if one and other] == [
        "16:05 16:52",
        "15:05 15:52",
        "14:05 14:52",
    ]
    assert [post.text for post in snapshot.posts] == [prose(n) for n in (6, 5, 4)]
