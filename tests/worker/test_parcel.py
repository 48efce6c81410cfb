"""Documents and refusals are the same on both sides of the pipe."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makers import NOON
from tickerd.errors import ExtractionError, NothingFound, Unreadable
from tickerd.liveblog.document import Document
from tickerd.liveblog.post import Post
from tickerd.liveblog.snapshot import Snapshot
from tickerd.liveblog.source import Source
from tickerd.worker import parcel
from tickerd.worker.reader import read_frame


@given(url=st.text(), body=st.binary(), kind=st.none() | st.text(), name=st.none() | st.text())
def test_a_document_arrives_as_it_was_sent(
    url: str, body: bytes, kind: str | None, name: str | None
) -> None:
    document = Document(
        url=url, body=body, fetched_at=NOON, content_type=kind, source=Source(name=name)
    )
    pipe = io.BytesIO(parcel.pack_about(document, "wish") + parcel.pack_frame(body))

    assert parcel.unpack_document(read_frame(pipe), read_frame(pipe)) == ("wish", document)
    assert read_frame(pipe) == b""


@given(sizes=st.lists(st.integers(0, 3 * parcel.PART_BYTES), max_size=9))
def test_posts_arrive_in_their_order_and_in_small_parts(sizes: list[int]) -> None:
    posts = tuple(Post(text="x" * size) for size in sizes)
    snapshot = Snapshot(url="https://harbour.example/", headline="Head", posts=posts)

    head, *parts = parcel.pack_snapshot(snapshot)
    arrived = [parcel.unpack_posts(part[1:]) for part in parts]

    assert Snapshot.model_validate_json(head[1:]) == snapshot.model_copy(update={"posts": ()})
    assert tuple(post for part in arrived for post in part) == posts
    assert all(
        len(part) - len(got[-1].text) < 2 * parcel.PART_BYTES
        for part, got in zip(parts, arrived, strict=True)
    )


def test_what_each_rung_found_arrives_as_it_was_told() -> None:
    trials: list[parcel.Trial] = [("jsonld", 3, 2, 1, "believed"), ("feed", 0, 0, 0, "nothing")]

    assert parcel.unpack_trials(parcel.pack_trials(trials)[1:]) == trials


@pytest.mark.parametrize("kind", [ExtractionError, NothingFound, Unreadable])
def test_a_refusal_arrives_as_it_was_raised(kind: type[ExtractionError]) -> None:
    sent = parcel.pack_refusal(kind(url="theirs", cause="the cause"))

    error = parcel.unpack_refusal(sent[1:], "ours")

    assert sent[:1] == parcel.REFUSAL
    assert type(error) is kind
    assert (error.url, error.cause) == ("ours", "the cause")
