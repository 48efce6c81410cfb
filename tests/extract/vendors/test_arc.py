"""Stories that are the elements of a live story. The documents are our own."""

import json
from collections.abc import Callable

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Say = Callable[[object], str]
Make = Callable[..., str]


def story(name: str, say: Say, hour: int) -> dict[str, object]:
    said = [{"type": "text", "content": say(hour)}, {"type": "image", "caption": "The quay"}]
    return {
        "_id": name,
        "type": "story",
        "headlines": {"basic": f"T{hour}"},
        "credits": {"by": [{"name": "Ann Bee"}]},
        "display_date": "2024-07-18T05:00:00Z",
        "additional_properties": {"first_display_date": f"2024-07-18T0{hour}:00:00Z"},
        "content_elements": said,
    }


def blog(say: Say, **more: object) -> dict[str, object]:
    listed = [story(f"S{h}", say, h) for h in (9, 8, 7)]
    return {"headlines": {"basic": "Storm"}, "content_elements": listed} | more


def test_the_stories_of_a_live_story_are_its_posts(look: Look, page: Make, prose: Say) -> None:
    state = {"props": {"pageProps": {"globalContent": blog(prose, poll_frequency=30)}}}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'

    snapshot = look(page(script))

    assert (snapshot.dialect, snapshot.headline) == ("arc", "Storm")
    assert [(post.source_id, post.headline, post.author) for post in snapshot.posts] == [
        (f"S{h}", f"T{h}", "Ann Bee") for h in (9, 8, 7)
    ]
    assert [post.text for post in snapshot.posts] == [prose(h) for h in (9, 8, 7)]
    assert [post.published and post.published.at.hour for post in snapshot.posts] == [9, 8, 7]


def test_the_stories_of_a_front_are_none(look: Look, prose: Say) -> None:
    body = json.dumps(blog(prose, type="collection"))

    snapshot = look(body, url="https://paper.example/world", content_type="application/json")

    assert snapshot.posts == ()
