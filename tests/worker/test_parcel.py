"""Documents and refusals are the same on both sides of the pipe."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makers import NOON
from tickerd.errors import ExtractionError, NothingFound, Unreadable
from tickerd.liveblog.document import Document
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
    pipe = io.BytesIO(parcel.pack_document(document))

    assert parcel.unpack_document(read_frame(pipe), read_frame(pipe)) == document
    assert read_frame(pipe) == b""


@pytest.mark.parametrize("kind", [ExtractionError, NothingFound, Unreadable])
def test_a_refusal_arrives_as_it_was_raised(kind: type[ExtractionError]) -> None:
    sent = parcel.pack_refusal(kind(url="theirs", cause="the cause"))

    error = parcel.unpack_refusal(sent[1:], "ours")

    assert sent[:1] == parcel.REFUSAL
    assert type(error) is kind
    assert (error.url, error.cause) == ("ours", "the cause")
