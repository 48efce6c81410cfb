"""A gateway's refusals (RFC 9457) as the errors that they are."""

import json
from dataclasses import fields
from typing import Any
from urllib.parse import urlsplit

from tickerd.errors import (
    BadCursor,
    BadRequest,
    CursorExpired,
    GatewayFailed,
    GatewayUnreachable,
    NotAllowed,
    TickerdError,
    UnknownBlog,
    UnknownPost,
    WrongToken,
)

_KINDS: dict[str, type[TickerdError]] = {
    "bad-cursor": BadCursor,
    "bad-request": BadRequest,
    "cursor-expired": CursorExpired,
    "not-allowed": NotAllowed,
    "unknown-blog": UnknownBlog,
    "unknown-post": UnknownPost,
    "wrong-token": WrongToken,
}


def read_problem(server: str, status: int, body: bytes) -> TickerdError:
    """The error that an answer of status 400 or more stands for.

    GatewayUnreachable stands for what may pass: trouble at the other end (GatewayFailed, if the
    gateway says so itself), or something else than a gateway that answers in its place.
    """
    plain = _read_object(body)
    kind = _KINDS.get(str(plain.get("type", "")).rpartition(":")[2])
    if kind is not None and all(field.name in plain for field in fields(kind)):
        return kind(**{field.name: plain[field.name] for field in fields(kind)})
    if "detail" not in plain:
        return GatewayUnreachable(server=server, cause=f"it answers {status}")
    cause = str(plain["detail"]).removesuffix(".")
    if 400 <= status < 500:
        return BadRequest(cause=cause)
    return GatewayFailed(server=server, cause=cause)


def check_server(server: str) -> str:
    """The gateway's base URL, without a slash at its end.

    Raises:
        BadRequest: it is none.
    """
    try:
        parts = urlsplit(server)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise BadRequest(cause=f"{server!r} is no gateway's address; write http://127.0.0.1:8080")
    return server.rstrip("/")


def _read_object(body: bytes) -> dict[str, Any]:
    try:
        plain = json.loads(body)
    except ValueError:
        return {}
    return plain if isinstance(plain, dict) else {}
