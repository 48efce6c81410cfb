"""Documents made to cost: small ones that stall a parser, large ones that fill the memory.

Each is a maker, so that nothing is made before it is needed; each says in its name what it tries.
"""

from collections.abc import Iterator

from extract.bomb_parts import FEED, HTML, JSON, MOST, TEXT, Bomb
from extract.bombs_of_data import CHARSETS, DATA, FEEDS, LINES
from extract.bombs_of_tags import NEST, NOTHING, TAGS
from extract.bombs_of_times import TIMES


def _all() -> Iterator[tuple[str, Bomb]]:
    for kind, makers in (
        (HTML, NEST | TAGS | NOTHING | TIMES),
        (JSON, DATA),
        (FEED, FEEDS),
        (TEXT, LINES),
    ):
        for name, make in makers.items():
            yield name, (make, HTML if name.startswith("linked data") else kind)
    for name, make in NOTHING.items():
        yield f"{name}, as text", (make, TEXT)
    yield from CHARSETS.items()


BOMBS: dict[str, Bomb] = dict(_all())
"""By name: what makes it, and what its header says."""


def make_bomb(name: str) -> tuple[bytes, str | None]:
    """The body, cut to what a look may bring home, and the header."""
    make, kind = BOMBS[name]
    body = make()
    return (body.encode(errors="surrogatepass") if isinstance(body, str) else body)[:MOST], kind
