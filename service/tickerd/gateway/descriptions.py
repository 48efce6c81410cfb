"""Where the gateway describes itself: `/openapi.json` and `/asyncapi.json`."""

import json
from typing import Any

from aiohttp import web

from tickerd.gateway.asyncapi import describe_stream
from tickerd.gateway.caching import answer
from tickerd.gateway.openapi import describe_requests


class Descriptions:
    """Both documents, made once."""

    def __init__(self) -> None:
        self._openapi = _encode(describe_requests())
        self._asyncapi = _encode(describe_stream())

    def routes(self) -> list[web.RouteDef]:
        """One route a document."""
        return [
            web.get("/openapi.json", self.show_openapi),
            web.get("/asyncapi.json", self.show_asyncapi),
        ]

    async def show_openapi(self, request: web.Request) -> web.Response:
        """OpenAPI 3.1: all requests."""
        return answer(request, self._openapi, content_type="application/json")

    async def show_asyncapi(self, request: web.Request) -> web.Response:
        """AsyncAPI 3.0: the stream."""
        return answer(request, self._asyncapi, content_type="application/json")


def _encode(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
