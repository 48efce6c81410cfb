"""How long an answer may be kept: for ever, or asked again by its ETag."""

import hashlib
from typing import Final

from aiohttp import web

FOR_EVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"


def answer(
    request: web.Request, body: bytes, *, content_type: str, immutable: bool = False
) -> web.Response:
    """The body, or 304 if the caller has it already."""
    tag = hashlib.sha256(body).hexdigest()[:32]
    response = web.Response(headers={"Cache-Control": FOR_EVER if immutable else ASK_AGAIN})
    response.etag = tag
    had = request.if_none_match or ()
    if any(one.value in {tag, "*"} for one in had):
        response.set_status(304)
        return response
    response.body = body
    response.content_type = content_type
    response.charset = "utf-8" if content_type.startswith("text/") else None
    return response
