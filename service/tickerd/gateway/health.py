"""Whether the gateway lives, whether it is ready, and its numbers."""

from collections.abc import Sequence

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from tickerd.gateway.answers import Health
from tickerd.gateway.problems import problem
from tickerd.gateway.tail import Tail
from tickerd.wire.contract import Wire


class HealthPoints:
    """For those who run it."""

    def __init__(self, wire: Wire, tail: Tail, registries: Sequence[CollectorRegistry]) -> None:
        self._wire = wire
        self._tail = tail
        self._registries = registries

    def routes(self) -> list[web.RouteDef]:
        """Three questions."""
        return [
            web.get("/healthz", self.tell_alive),
            web.get("/readyz", self.tell_ready),
            web.get("/metrics", self.tell_numbers),
        ]

    async def tell_alive(self, _: web.Request) -> web.Response:
        """The process answers."""
        return _answer(Health(status="ok"))

    async def tell_ready(self, _: web.Request) -> web.Response:
        """The wire answers, and the tail reads it; else 503."""
        await self._wire.tip()
        if self._tail.problem is not None:
            return problem(503, "wire-unavailable", "The wire was away; the tail catches up.")
        return _answer(Health(status="ready"))

    async def tell_numbers(self, _: web.Request) -> web.Response:
        """For Prometheus."""
        body = b"".join(generate_latest(registry) for registry in self._registries)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})


def _answer(health: Health) -> web.Response:
    return web.Response(
        text=health.model_dump_json(),
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
