"""Items of `<amp-live-list>`, as its public specification has them."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

NINE = 1_721_293_200
ITEM = (
    '<div id="{name}" data-sort-time="{sort}"{more}><div class="head"><span>by Ann Bee</span></div>'
    "<h3>{title}</h3><p>{text}</p></div>"
)
LIST = (
    '<amp-live-list layout="container" data-poll-interval="15000" data-max-items-per-page="20"'
    ' id="{name}"><button update on="tap:a.update">New posts</button><div items>{items}</div>'
    "<div pagination><nav><a href='?p=2'>2</a></nav></div></amp-live-list>"
)


def items(say: Say, unit: int = 1) -> list[str]:
    return [
        ITEM.format(
            name=f"post-{minute}",
            sort=(NINE + 60 * minute) * unit,
            more=f' data-update-time="{(NINE + 60 * minute + 90) * unit}"' if minute == 20 else "",
            title=f"Minute {minute}",
            text=say(minute),
        )
        for minute in (30, 20, 10)
    ]


@pytest.mark.parametrize("unit", [1, 1000])
def test_items_are_posts_with_the_times_that_they_sort_by(
    look: Look, page: Make, prose: Say, unit: int
) -> None:
    body = LIST.format(name="blog", items="".join(items(prose, unit)))

    snapshot = look(page(body))

    assert snapshot.dialect == "amp"
    assert [post.source_id for post in snapshot.posts] == ["post-30", "post-20", "post-10"]
    assert [post.headline for post in snapshot.posts] == ["Minute 30", "Minute 20", "Minute 10"]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(20), prose(10)]
    assert [post.published and post.published.at.minute for post in snapshot.posts] == [30, 20, 10]
    assert [post.modified and post.modified.at.minute for post in snapshot.posts] == [
        None,
        21,
        None,
    ]


def test_an_item_that_was_taken_back_is_no_post(look: Look, page: Make, prose: Say) -> None:
    first, second, third = items(prose)
    buried = second.replace("data-update-time", "data-tombstone data-update-time")

    snapshot = look(page(LIST.format(name="blog", items=first + buried + third)))

    assert [post.source_id for post in snapshot.posts] == ["post-30", "post-10"]


def test_an_id_made_of_the_time_of_the_last_change_is_no_name(
    look: Look, page: Make, prose: Say
) -> None:
    listed = [
        ITEM.format(name=f"post{NINE + 60 * n + 7}", sort=NINE + 60 * n, more="", title=n, text=say)
        for n in (30, 20, 10)
        for say in [prose(n)]
    ]

    snapshot = look(page(LIST.format(name="blog", items="".join(listed))))

    assert [post.source_id for post in snapshot.posts] == [None] * 3
    assert [post.published and post.published.at.minute for post in snapshot.posts] == [30, 20, 10]


@pytest.mark.parametrize(
    ("name", "title"),
    [("comments", "Minute {}"), ("news", '<a href="/news/{}.html">Another matter {}</a>')],
)
def test_a_list_of_comments_or_of_articles_is_no_blog(
    look: Look, page: Make, name: str, title: str
) -> None:
    listed = "".join(
        ITEM.format(
            name=f"item-{n}", sort=NINE + 60 * n, more="", title=title.format(n, n), text="Short."
        )
        for n in (30, 20, 10)
    )

    snapshot = look(page(LIST.format(name=name, items=listed), title="News of the town"))

    assert snapshot.posts == ()


def test_cards_of_other_pages_are_no_posts_of_a_page_of_live_blogs(
    look: Look, page: Make, prose: Say
) -> None:
    card = (
        '<div id="c{n}" data-sort-time="{sort}"><a href="/live/{n}"><div>The bridge over the canal'
        " is closed, number {n}</div></a><p>{text}</p></div>"
    )
    cards = "".join(card.format(n=n, sort=NINE + n, text=prose(n)) for n in (30, 20, 10))

    snapshot = look(page(LIST.format(name="list", items=cards), title="All live blogs"))

    assert snapshot.posts == ()
