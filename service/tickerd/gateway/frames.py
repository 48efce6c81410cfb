"""An entry's bytes for each transport, made once; and the frames that steer a stream. Pure."""

import json
import struct
from enum import Enum
from functools import cached_property
from typing import Final, Literal

from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry

Word = Literal["hello", "live", "heartbeat", "replay", "reset", "error", "end", "bye"]
"""What a control frame is about."""

RETRY: Final = b"retry: 2000\n\n"
"""How a browser is told to come back after two seconds (HTML, server-sent events)."""

_FINAL_TEXT: Final = 0x81  # FIN, opcode 1


class Encoding(Enum):
    """How bytes are wrapped on their way to a reader."""

    WEBSOCKET = "websocket"
    SSE = "sse"
    """Raw: for HTTP/1.0, where the end of the connection is the end of the body."""
    SSE_CHUNKED = "sse chunked"
    """Each write is one chunk of HTTP/1.1 (RFC 9112, 7.1)."""

    @property
    def transport(self) -> str:
        """The name that metrics know: `websocket` or `sse`."""
        return self.value.partition(" ")[0]


class Framed:
    """An entry with its bytes for each transport, each made once, when first asked for."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    @property
    def seq(self) -> int:
        """Its place on the wire."""
        return self.entry.cursor.seq

    @cached_property
    def websocket(self) -> bytes:
        """One WebSocket text message."""
        return text_frame(self.entry.body)

    @cached_property
    def sse(self) -> bytes:
        """One server-sent event without a name, so that `onmessage` gets it; its id the cursor."""
        return b"id: %b\ndata: %b\n\n" % (str(self.entry.cursor).encode(), self.entry.body)

    @cached_property
    def sse_chunked(self) -> bytes:
        """The same as one chunk."""
        return chunk(self.sse)

    def encoded(self, encoding: Encoding) -> bytes:
        """Its bytes for that transport."""
        if encoding is Encoding.WEBSOCKET:
            return self.websocket
        return self.sse if encoding is Encoding.SSE else self.sse_chunked


def control(
    encoding: Encoding, word: Word, cursor: Cursor | None = None, **fields: object
) -> bytes:
    """A frame that is no event: it has the member `frame` where an event has `specversion`.

    As a server-sent event it is named by its word, and has an id where it has a cursor.
    """
    place = {"cursor": str(cursor)} if cursor else {}
    payload = {"frame": word, **place, **fields}
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    if encoding is Encoding.WEBSOCKET:
        return text_frame(body)
    head = f"event: {word}\nid: {cursor}\n" if cursor else f"event: {word}\n"
    return wrap(encoding, b"%bdata: %b\n\n" % (head.encode(), body))


def wrap(encoding: Encoding, event: bytes) -> bytes:
    """A server-sent event as this connection carries it."""
    return chunk(event) if encoding is Encoding.SSE_CHUNKED else event


def text_frame(payload: bytes) -> bytes:
    """One whole, unmasked text message of a server (RFC 6455, 5.2)."""
    length = len(payload)
    if length < 126:
        head = struct.pack("!BB", _FINAL_TEXT, length)
    elif length < 65536:
        head = struct.pack("!BBH", _FINAL_TEXT, 126, length)
    else:
        head = struct.pack("!BBQ", _FINAL_TEXT, 127, length)
    return head + payload


def chunk(data: bytes) -> bytes:
    """One chunk of an HTTP/1.1 body."""
    return b"%x\r\n%b\r\n" % (len(data), data)
