"""Where a post's time and its heading stand to each other, when no box holds them."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

HOURS = (15, 14, 12, 11)
AT_THE_END_IN_BRACKETS = "<h3>Title {h} ({h}.05 Uhr)</h3><p>{text}</p>"
AT_THE_END_AFTER_A_DASH = "<h3>Title {h} - {h}:05</h3><p>{text}</p>"
AT_THE_END_OF_BOLD = "<p><strong>Title {h} ({h}:05)</strong></p><p>{text}</p>"
AT_THE_END_WITH_ITS_DAY = "<h4>Title {h} (July 18, 2024 {h}:05 CEST)</h4><p>{text}</p>"
AT_THE_END_BESIDE_BOLD = "<p><b>Title {h}</b> <small>{h}:05</small></p><p>{text}</p>"
AT_THE_END_IN_AN_ELEMENT = "<h3>Title {h} <small>{h}:05</small></h3><p>{text}</p>"
AT_THE_END_IN_A_BOX = "<article id=p{h}><h3>Title {h} ({h}:05)</h3><p>{text}</p></article>"
BELOW_A_HEADING = "<h2>Title {h}</h2><p>{h}:05</p><p>{text}</p>"
BELOW_A_HEADING_WITH_A_LABEL = (
    "<h2>Title {h}</h2><p><span>Report of</span> 18.07.2024, {h}:05 Uhr</p><p>{text}</p>"
)
COMMENTS_SIGNED_AT_THE_END = (
    '<div id="comment-{n}" class=comment><h3>dev{n} commented <time datetime='
    '"2024-07-18T{h}:15:00Z">July 18</time></h3><p>{text}</p></div>'
)
A_PICTURE_BETWEEN = (
    "<p>{h}:05</p><figure><img src=/{h}.jpg></figure><h3>Title {h}</h3><p>{text}</p>"
)
AFTER_A_BAR = "<p><i>{h}:05</i> | <b>Title {h}</b></p><p>{text}</p>"
AFTER_A_BAR_IN_A_BOX = f"<div class=g>{AFTER_A_BAR}</div>"
BELOW_A_TIME_IN_BOLD = "<p>{h}:05</p><p><strong>Title {h}</strong></p><p>{text}</p>"
BELOW_A_TIME_IN_A_BOX = f"<div class=g>{BELOW_A_TIME_IN_BOLD.replace('p>', 'i>', 2)}</div>"
IN_THE_BOX_BELOW_A_TIME = "<div>{h}:05</div><div><div><h3>Title {h}</h3><p>{text}</p></div></div>"
IN_A_SUMMARY = "<details><summary>{h}:05 - Title {h}</summary><p>{text}</p></details>"
TWICE = (
    "<article id=p{h}><i>{h}:05</i><h3><i>Title {h}</i><u>Title {h}</u></h3><p>{text}</p></article>"
)
A_WRAPPED_PICTURE_BETWEEN = (
    "<p>{h}:05</p><div><img src=/{h}.jpg></div><h3>Title {h}</h3><p>{text}</p>"
)


@pytest.mark.parametrize(
    "form",
    [
        AT_THE_END_IN_BRACKETS,
        AT_THE_END_AFTER_A_DASH,
        AT_THE_END_OF_BOLD,
        AT_THE_END_WITH_ITS_DAY,
        AT_THE_END_BESIDE_BOLD,
        AT_THE_END_IN_AN_ELEMENT,
        AT_THE_END_IN_A_BOX,
        BELOW_A_HEADING,
        BELOW_A_HEADING_WITH_A_LABEL,
        AFTER_A_BAR,
        AFTER_A_BAR_IN_A_BOX,
        BELOW_A_TIME_IN_BOLD,
        BELOW_A_TIME_IN_A_BOX,
        IN_THE_BOX_BELOW_A_TIME,
        IN_A_SUMMARY,
        TWICE,
        A_PICTURE_BETWEEN,
        A_WRAPPED_PICTURE_BETWEEN,
    ],
)
def test_a_heading_and_its_time_are_told_apart(
    look: Look, page: Make, prose: Say, form: str
) -> None:
    body = "".join(form.format(h=hour, text=prose(hour)) for hour in HOURS)

    snapshot = look(page(f"<div>{body}</div>"), zone="Europe/Berlin")

    assert [post.headline for post in snapshot.posts] == [f"Title {hour}" for hour in HOURS]
    assert [post.text for post in snapshot.posts] == [prose(hour) for hour in HOURS]
    assert [post.published and post.published.at.hour for post in snapshot.posts] == [
        hour - 2 for hour in HOURS
    ]


def test_the_time_of_a_long_heading_is_seen(look: Look, page: Make, prose: Say) -> None:
    title = "The council opens one more shelter for all who had to leave their homes at night"
    body = "".join(
        f"<h3>{title} {hour} - 1{hour}:05</h3><p>{prose(hour)}</p>" for hour in (5, 4, 2)
    )

    snapshot = look(page(f"<div>{body}</div>"), zone="Europe/Berlin")

    assert [post.headline for post in snapshot.posts] == [f"{title} {hour}" for hour in (5, 4, 2)]


@pytest.mark.parametrize("advert", ["<div><a href=/x>Pumps</a></div>", "<hr>", "<ins></ins>"])
def test_a_line_begins_after_what_parts_the_text(
    look: Look, page: Make, prose: Say, advert: str
) -> None:
    body = "".join(
        f"<b>{hour}:05 Title {hour}</b><br>{prose(hour)}<br><br>{advert}<script>1</script>"
        for hour in HOURS
    )

    snapshot = look(page(f"<div>{body}</div>"), zone="Europe/Berlin")

    assert [post.headline for post in snapshot.posts] == [f"Title {hour}" for hour in HOURS]


def test_a_post_is_named_by_the_box_that_its_heading_stands_in(
    look: Look, page: Make, prose: Say
) -> None:
    body = "".join(
        f"<div class=x><ul><li>{hour}:05</li></ul><div id=post-{hour}><h3>Title {hour}</h3>"
        f"<p>{prose(hour)}</p></div></div>"
        for hour in HOURS
    )

    snapshot = look(page(f"<div>{body}</div>"), zone="Europe/Berlin")

    assert [post.source_id for post in snapshot.posts] == [f"post-{hour}" for hour in HOURS]


@pytest.mark.parametrize(
    "form",
    [
        "<h3>Talk {n} ({h}.00 Uhr)</h3><p>{text}</p>",
        COMMENTS_SIGNED_AT_THE_END,
    ],
)
def test_a_programme_or_comments_with_times_at_their_ends_are_no_posts(
    look: Look, page: Make, prose: Say, form: str
) -> None:
    body = "".join(form.format(n=n, h=10 + n, text=prose(n)) for n in range(6))

    snapshot = look(page(f"<div>{body}</div>", title="What happens this week"))

    assert snapshot.posts == ()


def test_a_heading_above_the_line_of_time_and_author_is_the_posts(
    look: Look, page: Make, prose: Say
) -> None:
    posts = "".join(f"<h2>Title {h}</h2><p>{h}:05 | Jo Vane</p><p>{prose(h)}</p>" for h in HOURS)

    snapshot = look(page(f"<div>{posts}</div>"), zone="UTC")

    assert [post.headline for post in snapshot.posts] == [f"Title {h}" for h in HOURS]
    assert [post.text for post in snapshot.posts] == [prose(h) for h in HOURS]


def test_the_heading_of_links_in_a_post_is_not_the_posts(
    look: Look, page: Make, prose: Say
) -> None:
    posts = "".join(
        f"<li id=p{hour}><time>{hour}:05</time><p>{prose(hour)}</p>"
        "<div class=read-more><h4>More of this</h4><ul><li><a href=/n/1>The bridge</a></ul></div>"
        for hour in HOURS
    )

    snapshot = look(page(f"<ul>{posts}</ul>"))

    assert [(post.headline, post.text) for post in snapshot.posts] == [
        (None, prose(hour)) for hour in HOURS
    ]


def test_a_card_between_lines_is_none_of_their_text(look: Look, page: Make, prose: Say) -> None:
    card = "<div class=embed><a href=/n/1><h3>Whatever became of the old bridge</h3></a></div>"
    lines = "".join(f"<p><b>{hour}:05</b> {prose(hour)}</p>{card * (hour == 14)}" for hour in HOURS)

    snapshot = look(page(f"<div>{lines}</div>"))

    assert [post.text for post in snapshot.posts] == [prose(hour) for hour in HOURS]


def test_a_line_that_but_begins_with_a_time_opens_no_post_among_headed_ones(
    look: Look, page: Make, prose: Say
) -> None:
    tomorrow = (
        "<p>10:30 tomorrow is when they meet again.</p><h3>What next?</h3><p>Nobody knows.</p>"
    )
    posts = "".join(
        f"<h2 id=p{hour}>Title {hour}</h2><p>{hour}:05</p><p>{prose(hour)}</p>"
        + tomorrow * (hour == 14)
        for hour in (16, *HOURS)
    )

    snapshot = look(page(f"<div>{posts}</div>"), zone="UTC")

    assert [(post.source_id, post.headline) for post in snapshot.posts] == [
        (f"p{hour}", f"Title {hour}") for hour in (16, *HOURS)
    ]
    assert snapshot.posts[2].text == (
        f"{prose(14)}\n10:30 tomorrow is when they meet again.\nWhat next?\nNobody knows."
    )


def test_the_button_of_a_folded_post_is_its_heading(look: Look, page: Make, prose: Say) -> None:
    posts = "".join(
        f"<div class=fold><h3><button>Update {n} - 18 July 2024, 1{n}:05 UTC</button></h3>"
        f"<div><p>{prose(n)}</p></div></div>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(f"<div>{posts}</div>"))

    assert [post.published and f"{post.published.at:%d %H:%M}" for post in snapshot.posts] == [
        *("18 16:05", "18 15:05", "18 14:05")
    ]
    assert [post.text for post in snapshot.posts] == [prose(n) for n in (6, 5, 4)]


def test_what_a_reporter_does_is_no_heading(look: Look, page: Make, prose: Say) -> None:
    posts = "".join(
        f"<div id=p{n}><time>1{n}:05</time><div><b class=author-name>Jo Vane</b>"
        f"<b class=author-title>Harbour reporter</b></div><p>{prose(n)}</p></div>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(f"<div>{posts}</div>"))

    assert [(post.headline, post.text) for post in snapshot.posts] == [
        (None, prose(n)) for n in (6, 5, 4)
    ]


def test_the_title_of_a_box_may_be_no_heading_where_one_stands_in_its_text(
    look: Look, page: Make, prose: Say
) -> None:
    posts = "".join(
        f"<div id=p{hour}><i>{hour}:05</i><div class=post-title>Title {hour}</div>"
        f"<div><p>{prose(hour)}</p><h3>What next?</h3><p>{prose(99)}</p></div></div>"
        for hour in HOURS
    )

    snapshot = look(page(f"<div>{posts}</div>"))

    assert [post.headline for post in snapshot.posts] == [f"Title {hour}" for hour in HOURS]
