"""Every error as `application/problem+json` (RFC 9457)."""

import json
import re
from dataclasses import asdict
from typing import Any, Final

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from tickerd.errors import (
    ArchiveDamaged,
    ArchiveUnavailable,
    BadCursor,
    BadRequest,
    CommitConflict,
    CursorExpired,
    NotAllowed,
    TickerdError,
    UnknownBlog,
    UnknownPost,
    WireUnavailable,
    WrongToken,
)

log = structlog.get_logger()

CONTENT_TYPE: Final = "application/problem+json"

ARCHIVE_AWAY: Final = (
    "Some of this lies in an archive that this gateway cannot read just now; its log says why. "
    "Other blogs are not touched by it. Try again soon."
)
"""Where the archive lies is nobody's business out there."""

_STATUSES: Final[dict[type[TickerdError], int]] = {
    BadRequest: 400,
    BadCursor: 400,
    WrongToken: 401,
    NotAllowed: 403,
    UnknownBlog: 404,
    UnknownPost: 404,
    CommitConflict: 409,
    CursorExpired: 410,
    ArchiveDamaged: 502,
}
_HEADERS: Final[dict[int, dict[str, str]]] = {
    401: {"WWW-Authenticate": 'Bearer realm="tickerd"'},
    503: {"Retry-After": "1"},
}


@web.middleware
async def answer_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn what a handler raises into its problem; what nobody foresaw is logged and a 500."""
    try:
        return await handler(request)
    except ArchiveUnavailable as error:
        log.warning("request_failed", path=request.path, reason=str(error))
        return problem(503, "archive-unavailable", ARCHIVE_AWAY)
    except WireUnavailable as error:
        # Where Redis lies is nobody's business out there.
        log.warning("request_failed", path=request.path, reason=str(error))
        return problem(503, "wire-unavailable", "The wire cannot be reached. Try again soon.")
    except TickerdError as error:
        status = _STATUSES.get(type(error), 500)
        if status == 500:
            log.exception("request_failed", path=request.path)
        return problem(status, _kebab(error.code), str(error), **asdict(error))
    except web.HTTPException as refusal:
        if refusal.status < 400:
            raise
        return _answer_refusal(request, refusal)
    except ConnectionError:
        raise
    except Exception:
        log.exception("request_failed", path=request.path)
        return problem(500, "internal-error", "Something failed in the gateway; its log says what.")


def problem(status: int, code: str, detail: str, **fields: object) -> web.Response:
    """One problem; the error's plain data are members of it."""
    title = code.replace("-", " ").capitalize()
    body: dict[str, Any] = {
        **fields,
        "type": f"urn:tickerd:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
    }
    return web.Response(
        status=status,
        body=json.dumps(body, ensure_ascii=False).encode(),
        content_type=CONTENT_TYPE,
        headers={"Cache-Control": "no-store", **_HEADERS.get(status, {})},
    )


def _answer_refusal(request: web.Request, refusal: web.HTTPException) -> web.Response:
    """What aiohttp refuses by itself: no such path, no such method, a body too large."""
    code = _kebab(type(refusal).__name__.removeprefix("HTTP"))
    details = {
        404: f"There is nothing at {request.path}.",
        405: f"{request.path} does not take {request.method}.",
        413: "The body is too large.",
    }
    answer = problem(refusal.status, code, details.get(refusal.status, refusal.reason))
    if "Allow" in refusal.headers:
        answer.headers["Allow"] = refusal.headers["Allow"]
    return answer


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
