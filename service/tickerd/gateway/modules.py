"""The ticker's JS modules, as other people's pages load them."""

from importlib.resources import files

from aiohttp import web

from tickerd.gateway.caching import answer


class Modules:
    """The files of `tickerd/ticker`, read once."""

    def __init__(self) -> None:
        folder = files("tickerd") / "ticker"
        self._bodies = {
            f"{place}{file.name}": file.read_bytes()
            for place, room in (("", folder), ("words/", folder / "words"))
            for file in room.iterdir()
            if file.name.endswith(".js")
        }

    def routes(self) -> list[web.RouteDef]:
        """`/ticker.js` for the tag, the others below `/ticker/`."""
        return [
            web.get("/ticker.js", self.show),
            web.get("/ticker/{file:.+}", self.show),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """One module; asked again each time by its ETag, so that all are of one release."""
        body = self._bodies.get(request.match_info.get("file", "ticker.js"))
        if body is None:
            raise web.HTTPNotFound
        return answer(request, body, content_type="text/javascript")
