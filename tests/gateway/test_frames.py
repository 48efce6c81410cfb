"""Bytes on their way to readers, read back by others' parsers."""

import json
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from tickerd.gateway.frames import Encoding, Framed, chunk, control, text_frame
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry

CURSOR = Cursor("epoch", 42)
ENTRY = Entry(CURSOR, '{"specversion":"1.0","id":"epoch-42","data":"Ü"}'.encode())


def parse(data: bytes) -> Frame:
    """What `websockets` reads, which is all of it."""
    left = data

    def take(count: int) -> Generator[None, None, bytes]:
        nonlocal left
        taken, left = left[:count], left[count:]
        return taken
        yield

    reading = Frame.parse(take, mask=False)
    with pytest.raises(StopIteration) as done:
        next(reading)
    assert left == b""
    frame: Frame = done.value.value
    return frame


@given(st.one_of(st.binary(max_size=300), st.sampled_from([125, 126, 65_535, 65_536]).map(bytes)))
def test_a_text_frame_is_read_back_whole(payload: bytes) -> None:
    assert parse(text_frame(payload)) == Frame(Opcode.TEXT, payload)


@given(st.binary(min_size=1, max_size=300))
def test_a_chunk_says_its_length_in_hexadecimal(data: bytes) -> None:
    size, _, rest = chunk(data).partition(b"\r\n")

    assert rest == data + b"\r\n"
    assert int(size, 16) == len(data)


def test_an_entry_goes_out_as_the_very_bytes_of_the_wire() -> None:
    framed = Framed(ENTRY)

    assert parse(framed.encoded(Encoding.WEBSOCKET)).data == ENTRY.body
    assert framed.encoded(Encoding.SSE) == b"id: epoch-42\ndata: " + ENTRY.body + b"\n\n"
    assert framed.encoded(Encoding.SSE_CHUNKED) == chunk(framed.sse)


@pytest.mark.parametrize("encoding", Encoding)
def test_an_entrys_bytes_are_made_once(encoding: Encoding) -> None:
    framed = Framed(ENTRY)

    assert framed.encoded(encoding) is framed.encoded(encoding)


def test_a_control_frame_says_the_same_in_both_tongues() -> None:
    wanted: dict[str, Any] = {"frame": "reset", "cursor": "epoch-42", "reason": "Lost.\n"}
    by_websocket = parse(control(Encoding.WEBSOCKET, "reset", CURSOR, reason="Lost.\n"))
    name, place, data, *end = control(Encoding.SSE, "reset", CURSOR, reason="Lost.\n").split(b"\n")

    assert json.loads(bytes(by_websocket.data)) == wanted
    assert (name, place, end) == (b"event: reset", b"id: epoch-42", [b"", b""])
    assert json.loads(data.removeprefix(b"data: ")) == wanted


def test_a_control_frame_without_a_place_leaves_the_last_event_id_alone() -> None:
    assert control(Encoding.SSE, "bye", reason="x").startswith(b"event: bye\ndata: ")
