"""Where the gateway describes itself: `/openapi.json` and `/asyncapi.json`."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from aiohttp import web

from tickerd.gateway.asyncapi import describe_stream
from tickerd.gateway.caching import answer
from tickerd.gateway.openapi import describe_requests


class Descriptions:
    """Both documents."""

    def routes(self) -> list[web.RouteDef]:
        """One route a document."""
        return [
            web.get("/openapi.json", self.show_openapi),
            web.get("/asyncapi.json", self.show_asyncapi),
        ]

    async def show_openapi(self, request: web.Request) -> web.Response:
        """OpenAPI 3.1: all requests."""
        return answer(request, _encode(describe_requests), content_type="application/json")

    async def show_asyncapi(self, request: web.Request) -> web.Response:
        """AsyncAPI 3.0: the stream."""
        return answer(request, _encode(describe_stream), content_type="application/json")


@cache
def _encode(describe: Callable[[], dict[str, Any]]) -> bytes:
    """A document, made when it is first asked for."""
    return json.dumps(describe(), ensure_ascii=False, indent=1).encode()
