"""An article in JSON whose body is a live blog. The documents are our own."""

import json
from collections.abc import Callable

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Say = Callable[[object], str]

TIMES = ("09:40", "09:25", "09:10", "08:55", "08:30", "08:05")


def article(body: str) -> dict[str, object]:
    return {
        "id": 5,
        "modified_gmt": "2024-07-16T09:45:00",
        "title": {"rendered": "Storm live: latest updates"},
        "content": {"rendered": body, "protected": False},
        "related": [{"content": "<p>Words of another.</p>" * 99}],
    }


def test_times_in_the_body_of_an_article_part_its_posts(look: Look, prose: Say) -> None:
    body = "".join(
        f"<h3>{at} - Title {at}</h3><p>{prose(at)}</p><p>{prose(n)}</p>"
        for n, at in enumerate(TIMES)
    )

    snapshot = look(json.dumps(article(body)), content_type="application/json", zone="UTC")

    assert (snapshot.dialect, snapshot.headline) == ("article", "Storm live: latest updates")
    assert [post.text for post in snapshot.posts] == [
        f"{prose(at)}\n{prose(n)}" for n, at in enumerate(TIMES)
    ]
    assert [post.published and f"{post.published.at:%d %H:%M}" for post in snapshot.posts] == [
        f"16 {at}" for at in TIMES
    ]


def test_an_article_without_times_in_its_body_is_no_live_blog(look: Look, prose: Say) -> None:
    plain = article("".join(f"<p>{prose(n)}</p>" for n in range(20)))

    assert look(json.dumps(plain), content_type="application/json").posts == ()
