"""What JSON-LD tells of posts, and the boxes in which the page shows them."""

from collections.abc import Callable

from extract.test_jsonld import blog, script
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]


def test_an_address_that_asks_for_a_post_names_it(look: Look, page: Make, prose: Say) -> None:
    """Each has the same anchor; what the page shows is `id="asset:7"`."""
    told = blog(prose)
    for update, hour in zip(told["liveBlogUpdate"], (9, 8, 7), strict=True):  # type: ignore[call-overload]
        update["url"] = f"https://news.example.com/live/storm?post=asset%3A{hour}#post"

    snapshot = look(page("", head=script(told)))

    assert [post.source_id for post in snapshot.posts] == ["asset:9", "asset:8", "asset:7"]


def test_an_anchor_that_all_posts_share_names_none(look: Look, page: Make, prose: Say) -> None:
    told = blog(prose)
    for update in told["liveBlogUpdate"]:  # type: ignore[attr-defined]
        update["url"] = "https://news.example.com/live/storm#live-blog-2024"
    body = "".join(
        f'<li id="note-{hour}"><time datetime="2024-07-18T{hour:02}:00:00Z"></time>'
        f"<h3>Hour {hour}</h3><p>{prose(hour)}</p></li>"
        for hour in (9, 8, 7)
    )

    snapshot = look(page(f"<ol>{body}</ol>", head=script(told)))

    assert [post.source_id for post in snapshot.posts] == ["note-9", "note-8", "note-7"]


def test_headlines_alone_are_completed_by_the_whole_boxes_of_the_page(
    look: Look, page: Make, prose: Say
) -> None:
    told = blog(prose)
    for update in told["liveBlogUpdate"]:  # type: ignore[attr-defined]
        del update["articleBody"], update["url"]
        update["headline"] += ": the river has left its bed at the old mill"
    body = "".join(
        f"<article><header><time>{hour}:00</time><h3>{update['headline']}</h3></header>"
        f"<p>{prose(hour)}</p><p>More.</p></article>"
        for hour, update in zip((9, 8, 7), told["liveBlogUpdate"], strict=True)  # type: ignore[call-overload]
    )

    snapshot = look(page(body, head=script(told)))

    assert [post.text for post in snapshot.posts] == [f"{prose(n)}\nMore." for n in (9, 8, 7)]


def test_the_first_words_of_a_text_are_no_headline(look: Look, page: Make, prose: Say) -> None:
    told = blog(prose)
    for update in told["liveBlogUpdate"]:  # type: ignore[attr-defined]
        update["headline"] = update["articleBody"][:30] + "\u2026"

    snapshot = look(page("", head=script(told)))

    assert [post.headline for post in snapshot.posts] == [None] * 3


def test_a_page_of_its_own_is_the_permalink_of_an_update_and_not_its_id(
    look: Look, page: Make, prose: Say
) -> None:
    told = blog(prose)
    for update, hour in zip(told["liveBlogUpdate"], (9, 8, 7), strict=True):  # type: ignore[call-overload]
        update["url"] = f"https://news.example.com/live/storm/hour-{hour}"
    body = "".join(
        f'<article id="note-{hour}"><time datetime="2024-07-18T{hour:02}:00:00Z"></time>'
        f"<h3>Hour {hour}</h3><p>{prose(hour)}</p></article>"
        for hour in (9, 8, 7)
    )

    bare = look(page("", head=script(told)))
    snapshot = look(page(body, head=script(told)))

    assert [post.source_id for post in bare.posts] == [None] * 3
    assert [post.source_id for post in snapshot.posts] == ["note-9", "note-8", "note-7"]
    assert snapshot.posts[0].permalink == "https://news.example.com/live/storm/hour-9"


def test_a_box_bears_the_id_of_what_is_wrapped_round_it_and_its_buttons(
    look: Look, page: Make, prose: Say
) -> None:
    told = blog(prose)
    for update in told["liveBlogUpdate"]:  # type: ignore[attr-defined]
        del update["url"]
    body = "".join(
        f'<li id="note-{hour}"><div><time datetime="2024-07-18T{hour:02}:00:00Z"></time>'
        f"<h3>Hour {hour}</h3><p>{prose(hour)}</p></div><div><button>Share</button></div></li>"
        for hour in (9, 8, 7)
    )

    snapshot = look(page(f"<ul>{body}</ul>", head=script(told)))

    assert [post.source_id for post in snapshot.posts] == ["note-9", "note-8", "note-7"]


def test_where_no_text_is_told_the_posts_are_those_that_the_page_shows(
    look: Look, page: Make, prose: Say
) -> None:
    told = blog(prose, range(9, 3, -1))
    for update in told["liveBlogUpdate"]:  # type: ignore[attr-defined]
        del update["articleBody"]
    body = "".join(
        f'<article id="post-{hour}"><time>{hour}:00</time><h3>Hour {hour}</h3><p>{prose(hour)}</p>'
        "</article>"
        for hour in (9, 8, 7)
    )

    snapshot = look(page(body, head=script(told)))

    assert [post.source_id for post in snapshot.posts] == ["post-9", "post-8", "post-7"]
    assert [post.text for post in snapshot.posts] == [prose(hour) for hour in (9, 8, 7)]


def test_boxes_without_times_are_known_by_their_words_and_ids(
    look: Look, page: Make, prose: Say
) -> None:
    """A script writes headings and times into them; the markup tells these, but no ids."""
    told = blog(prose)
    for update in told["liveBlogUpdate"]:  # type: ignore[attr-defined]
        del update["url"]
    body = "".join(
        f"<article id=note-{hour}><h2></h2><div><p>{prose(hour)}</p></div></article>"
        for hour in (9, 8, 7)
    )

    snapshot = look(page(body, head=script(told)))

    assert [post.source_id for post in snapshot.posts] == ["note-9", "note-8", "note-7"]
    assert [post.published and post.published.at.hour for post in snapshot.posts] == [9, 8, 7]
