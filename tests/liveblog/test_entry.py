"""The public form of an event: CloudEvents 1.0, JSON."""

import json

from makers import NOON, a_blog, a_claim, a_post, a_snapshot, minutes, nothing_known
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.diff import diff, fold
from tickerd.liveblog.entry import decode, encode, put_in_place
from tickerd.liveblog.event import KINDS, Event
from tickerd.liveblog.source import Source


def all_kinds() -> list[Event]:
    """One event of each kind, as looks make them."""
    known = nothing_known()
    a, b, c = (a_post(n, f"The {n} words.", published=a_claim()) for n in "abc")
    looks = [
        a_snapshot(c, b, a),
        a_snapshot(c, a.model_copy(update={"text": "Other words."}), headline="Regatta"),
        a_snapshot(c, a),
        a_snapshot(c, b, a, live=False),
    ]
    told: list[Event] = []
    for number, look in enumerate(looks):
        difference = diff(known, look, at=NOON + minutes(number))
        told += difference.events
        known = fold(known, difference.events).model_copy(update={"window": difference.window})
    return told


def public(event: Event) -> bytes:
    return put_in_place(encode(event, a_blog()), Cursor("k3x", 7)).body


def test_looks_make_events_of_every_kind() -> None:
    assert {event.kind for event in all_kinds()} == set(KINDS)


def test_every_event_is_read_as_it_was_written() -> None:
    for event in all_kinds():
        entry = decode(public(event))

        assert (entry.cursor, entry.event) == (Cursor("k3x", 7), event)


def test_the_public_form_is_a_cloud_event() -> None:
    blog = a_blog(story="regatta-26", source=Source(country="it", language="it"))
    event = next(event for event in all_kinds() if event.kind == "post.added")
    entry = put_in_place(encode(event, blog), Cursor("k3x", 7))

    envelope = json.loads(entry.body)

    assert envelope["data"]["observed_at"] == envelope["time"]
    assert {k: v for k, v in envelope.items() if k not in {"data", "time", "subject"}} == {
        "specversion": "1.0",
        "id": "k3x-7",
        "type": "tickerd.post.added",
        "source": blog.url,
        "datacontenttype": "application/json",
        "story": "regatta-26",
        "country": "IT",
        "language": "it",
    }
    assert envelope["subject"] == f"{blog.id}/{envelope['data']['post']['id']}"
