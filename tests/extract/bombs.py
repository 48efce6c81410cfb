"""Documents made to cost: small ones that stall a parser, large ones that fill the memory.

Each is a maker, so that nothing is made before it is needed; each says in its name what it tries.
"""

from collections.abc import Iterator

from extract.bomb_parts import FEED, HTML, JSON, MOST, TEXT, Bomb, Make
from extract.bombs_of_data import CHARSETS, DATA, FEEDS, LINES
from extract.bombs_of_tags import NEST, NOTHING, TAGS
from extract.bombs_of_times import TIMES
from tickerd.extract.bounds import FREE_TAGS
from tickerd.extract.bounds import TAGS as TAGGED


def _below(tags: int, make: Make) -> Make:
    """The same, cut so that it has no more tags than these."""

    def make_less() -> str | bytes:
        whole = make()
        parts = whole.split("<", tags + 1) if isinstance(whole, str) else []
        return "<".join(parts[: tags + 1])

    return make_less


def _all() -> Iterator[tuple[str, Bomb]]:
    tagged = NEST | TAGS | TIMES
    for kind, makers in ((HTML, tagged | NOTHING), (JSON, DATA), (FEED, FEEDS), (TEXT, LINES)):
        for name, make in makers.items():
            yield name, (make, HTML if name.startswith("linked data") else kind)
    for name, make in NOTHING.items():
        yield f"{name}, as text", (make, TEXT)
    for name, make in tagged.items():
        yield f"{name}, few tags", (_below(FREE_TAGS - 10, make), HTML)
        yield f"{name}, many tags", (_below(TAGGED - 10, make), HTML)
    yield from CHARSETS.items()


BOMBS: dict[str, Bomb] = dict(_all())
"""By name: what makes it, and what its header says. Some also just below the bounds on tags."""


def make_bomb(name: str) -> tuple[bytes, str | None]:
    """The body, cut to what a look may bring home, and the header."""
    make, kind = BOMBS[name]
    body = make()
    return (body.encode(errors="surrogatepass") if isinstance(body, str) else body)[:MOST], kind
