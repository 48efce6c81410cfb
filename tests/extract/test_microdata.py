"""LiveBlogPosting in the attributes of elements: RDFa, and containers that name their items."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]


@pytest.mark.parametrize("prefix", ["", "schema:"])
def test_rdfa_gives_whole_posts(look: Look, page: Make, prose: Say, prefix: str) -> None:
    items = "".join(
        f'<div property="{prefix}liveBlogUpdate" typeof="{prefix}BlogPosting" resource="#p{n}">'
        f'<span property="{prefix}datePublished" content="2024-07-18T09:{n}:52Z">09:{n}</span>'
        f'<h3 property="{prefix}headline">Minute {n}</h3>'
        f'<div property="{prefix}articleBody"><p>{prose(n)}</p></div>'
        f'<span property="{prefix}author" typeof="{prefix}Person">'
        f'<b property="{prefix}name">Ann Bee</b></span></div>'
        for n in (30, 20, 10)
    )
    body = f'<div vocab="https://schema.org/" typeof="{prefix}LiveBlogPosting">{items}</div>'

    snapshot = look(page(body))

    assert [post.source_id for post in snapshot.posts] == ["p30", "p20", "p10"]
    assert [post.headline for post in snapshot.posts] == ["Minute 30", "Minute 20", "Minute 10"]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(20), prose(10)]
    assert [post.author for post in snapshot.posts] == ["Ann Bee"] * 3
    assert [post.published and post.published.at.second for post in snapshot.posts] == [52] * 3


def test_items_of_a_live_blog_are_its_posts_though_nothing_calls_them_updates(
    look: Look, page: Make, prose: Say
) -> None:
    items = "".join(
        f'<article itemscope itemtype="https://schema.org/BlogPosting" id="p{n}">'
        f'<meta itemprop="datePublished" content="2024-07-18T09:{n}:52Z">'
        f'<div itemprop="articleBody"><p>{prose(n)}</p></div></article>'
        for n in (30, 20, 10)
    )
    body = f'<div itemscope itemtype="https://schema.org/LiveBlogPosting">{items}</div>'

    snapshot = look(page(body))

    assert [post.source_id for post in snapshot.posts] == ["p30", "p20", "p10"]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(20), prose(10)]


def test_a_front_that_marks_several_live_blogs_is_none_of_them(
    look: Look, page: Make, prose: Say
) -> None:
    update = (
        "<li itemprop=liveBlogUpdate itemscope itemtype=https://schema.org/BlogPosting>"
        "<time itemprop=datePublished datetime=2024-07-18T{h:02}:05:00Z></time>"
        "<p itemprop=articleBody><a href=/live/a#p{h}>{text}</a></p></li>"
    )
    updates = "".join(update.format(h=hour, text=prose(hour)) for hour in (15, 14, 12))
    blog = (
        "<article itemscope itemtype=https://schema.org/LiveBlogPosting>"
        "<h3>{title}</h3><ul>{updates}</ul></article>"
    )
    heads = ("<a href=/live/a>A storm</a>", "<a href=/live/b>A vote</a>")
    front = "".join(blog.format(title=head, updates=updates) for head in heads)
    own = blog.format(title="A storm", updates=updates)

    assert look(page(front), url="https://news.example.com/news").posts == ()
    assert len(look(page(own), url="https://news.example.com/live/a").posts) == 3
