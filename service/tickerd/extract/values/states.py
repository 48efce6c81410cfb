"""Where a page's scripts keep its state, and how that is written down as JSON."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from tickerd.extract.page import Page
from tickerd.extract.values.json_values import load_json, walk_objects

_HINTS = (
    *(b"application/json", b"_STATE", b"_DATA", b"nitialState", b"nitialData", b"nitialProps"),
    *(b"reloaded", b"globalContent", b"emixContext", b"data-props", b"data-page", b"astro-island"),
)
_HINT = re.compile(rb"__(?:[A-Z][A-Z_]{3,40}__|NUXT|next_f)")
_OBJECT = re.compile(r"\{\s*[\"\\]")
"""How the objects of JSON begin, also those of JSON that is a string of a script."""
_ASSIGNED = re.compile(
    r"(?:(?:window|self|globalThis)(?:\.[\w$]{1,60}|\[\s*[\"'][\w$.-]{1,60}[\"']\s*\])+"
    r"|\b(?:var|let|const)\s+[\w$]{1,60}|__[A-Z][A-Z_]{3,40}__|(?<![\w$.])[A-Z]\w{1,40}\.\w{1,40})\s*=\s*(?=[{\[\"]|JSON\.parse\()"
)
_NAMES = ("window", "self", "globalThis", "var", "let", "const", "__")
_SPACE = re.compile(r"[A-Z](?<![\w$.].)\w{1,40}\.\w{1,40}\s*=")
"""What these begin with: one of these words, or the name of a maker's own space."""
_PARSED = re.compile(r"JSON\.parse\(\s*")
_UNDEFINED = re.compile(r"(?<=[:,\[])\s*undefined(?=\s*[,}\]])")
_PUSHED = re.compile(r"__next_f\.push\(\s*(?=\[)")
_ROW = re.compile(rb"\n?([0-9a-f]{1,6}):(?:T([0-9a-f]{1,6}),)?")
_REFERENCE = re.compile(r"\$([0-9a-f]{1,6})")
_DECODER = json.JSONDecoder(strict=False)
_PROPS = ("data-props", "data-page", "data-state", "data-initial-state", "props")
_ISLANDS = "[data-props], [data-page], [data-state], [data-initial-state], [props]"
STATES = 12
"""So many of a page are read, the largest first."""
TRIES = 60
"""So many variables of a page, and calls of a script, are looked at."""
LEAST = 200
"""Characters; a shorter one holds no posts."""
REVIVED = 200_000
"""Values of a state that was written flat."""


def find_states(page: Page) -> list[Any]:
    """The JSON values that the page's scripts carry, the largest first."""
    if page.form != "html" or not _is_hinted(page.utf8):
        return []
    found: list[tuple[int, Any]] = []
    streamed: list[str] = []
    tries = TRIES
    for node in page.nodes("script:not([src])"):
        text = node.text()
        kind = (node.attributes.get("type") or "").lower()
        if len(text) < LEAST or "ld+json" in kind:
            continue
        if "json" in kind:
            found.append((len(text), load_json(text)))
        elif "__next_f" in text:
            streamed += _pushed(text)
        elif _OBJECT.search(text):
            told = list(islice(_assigned(text), tries))
            found, tries = found + told, tries - len(told)
    found += _rows("".join(streamed))
    found += _props(page)
    held = [(size, value) for size, value in found if isinstance(value, dict | list)]
    largest = sorted(held, key=lambda pair: -pair[0])[:STATES]
    return [_revive(value) for _, value in largest]


def _props(page: Page) -> Iterator[tuple[int, Any]]:
    """What islands of a page are given in an attribute, to be drawn anew by a program."""
    for node in page.nodes(_ISLANDS)[:TRIES]:
        said = [node.attributes.get(name) or "" for name in _PROPS]
        for text in said:
            if len(text) >= LEAST and text.lstrip()[:1] in ("{", "["):
                yield len(text), load_json(text)


def _is_hinted(utf8: bytes) -> bool:
    """Whether anything in a page looks as if its scripts carried a state."""
    return any(hint in utf8 for hint in _HINTS) or _HINT.search(utf8) is not None


def _assigned(text: str) -> Iterator[tuple[int, Any]]:
    """What is given to each variable, an object or a string that is one, and its length."""
    at = 0
    for place in _places_of_names(text):
        found = _ASSIGNED.match(text, place) if place >= at else None
        if found is None:
            continue
        at = found.end()
        parsed = _PARSED.match(text, at)
        value, end = _decode(text, parsed.end() if parsed else at)
        if isinstance(value, str):
            value = load_json(value) if value.lstrip()[:1] in ("{", "[") else None
        yield (end - at, value) if end - at >= LEAST else (0, None)
        at = max(at, end)


def _places_of_names(text: str) -> list[int]:
    """Where names begin that may be given a state: each word is found far faster than a pattern."""
    spaces = (found.start() for found in _SPACE.finditer(text))
    return sorted({*spaces, *(place for word in _NAMES for place in _places_of(word, text))})


def _places_of(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _decode(text: str, at: int) -> tuple[Any, int]:
    """The JSON value that begins there, and where it ends; `undefined` is read as null."""
    try:
        value, end = _DECODER.raw_decode(text, at)
    except RecursionError:
        return None, at
    except json.JSONDecodeError as error:
        if not text.startswith("undefined", error.pos):
            return None, at
        rest = _UNDEFINED.sub("     null", text[at:])
        try:
            value, end = _DECODER.raw_decode(rest)
        except (ValueError, RecursionError):
            return None, at
        return value, at + end
    return value, end


def _pushed(text: str) -> Iterator[str]:
    """The pieces of a stream that Next.js pushes, one call each."""
    for found in islice(_PUSHED.finditer(text), TRIES):
        value, _ = _decode(text, found.end())
        if isinstance(value, list) and len(value) == 2 and isinstance(value[1], str):
            yield value[1]


def _rows(stream: str) -> list[tuple[int, Any]]:
    """The rows of such a stream; a long text has a row of its own, and is named where it belongs.

    The length of such a text is told in bytes.
    """
    raw = stream.encode(errors="replace")
    values: dict[str, Any] = {}
    at = 0
    while found := _ROW.match(raw, at):
        name, length = found[1].decode(), found[2]
        feed = raw.find(b"\n", found.end())
        stop = len(raw) if feed < 0 else feed
        end = found.end() + int(length, 16) if length else stop
        said = raw[found.end() : end].decode(errors="replace")
        values[name] = said if length else load_json(said)
        at = end if length else end + 1
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    rows = [value for value in values.values() if isinstance(value, list | dict)]
    for row in rows:
        _name(row, texts)
    return [(len(raw), row) for row in rows]


def _name(value: Any, texts: dict[str, str]) -> None:  # noqa: ANN401  JSON is anything
    for one in walk_objects(value):
        for key, said in one.items():
            named = _REFERENCE.fullmatch(said) if isinstance(said, str) else None
            if named and named[1] in texts:
                one[key] = texts[named[1]]


def _revive(value: Any) -> Any:  # noqa: ANN401  JSON is anything
    """A state written flat, as Nuxt 3 does: a list of values that name each other by place."""
    if not isinstance(value, list) or len(value) < 4 or len(value) > REVIVED:
        return value
    heads = [one for one in value[:2] if isinstance(one, dict | list) and one]
    if not heads or not all(_is_flat(one) for one in heads):
        return value
    made: list[Any] = [
        {} if isinstance(one, dict) else [] if isinstance(one, list) else one for one in value
    ]
    for place, one in enumerate(value):
        if isinstance(one, dict):
            made[place].update({key: _at(made, at) for key, at in one.items()})
        elif isinstance(one, list):
            wrapped = len(one) == 2 and isinstance(one[0], str)
            made[place] += [_at(made, at) for at in (one[1:] if wrapped else one)]
    return made[: len(heads)]


def _is_flat(one: Any) -> bool:  # noqa: ANN401  JSON is anything
    parts = list(one.values()) if isinstance(one, dict) else one
    return all(isinstance(part, int) or part in ("Reactive", "ShallowReactive") for part in parts)


def _at(made: list[Any], place: Any) -> Any:  # noqa: ANN401  JSON is anything
    within = isinstance(place, int) and 0 <= place < len(made)
    return made[place] if within else None


def link_cache(value: Any) -> Any:  # noqa: ANN401  JSON is anything
    """The lists of a cache of records that name each other (`__ref`), as lists of records."""
    linked: dict[str, list[Any]] = {}
    for cache in _caches(value):
        for one in walk_objects(cache):
            for key, listed in one.items():
                if isinstance(listed, list) and listed and _named(listed[0], cache) is not None:
                    told = [_whole(named, cache) for ref in listed if (named := _named(ref, cache))]
                    linked.setdefault(key.partition("(")[0], []).extend(told)
    return linked


def _caches(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  JSON is anything
    for one in walk_objects(value):
        if "ROOT_QUERY" in one or sum(_is_record(inner) for inner in one.values()) >= 3:
            yield one


def _is_record(value: Any) -> bool:  # noqa: ANN401  JSON is anything
    return isinstance(value, dict) and "__typename" in value


def _named(ref: Any, cache: dict[str, Any]) -> dict[str, Any] | None:  # noqa: ANN401  as above
    """The record that a reference names; of an edge, the one at its node."""
    inner = ref.get("node", ref) if isinstance(ref, dict) else None
    name = inner.get("__ref") or inner.get("id") if isinstance(inner, dict) else None
    found = cache.get(name) if isinstance(name, str) else None
    return found if isinstance(found, dict) else None


def _whole(record: dict[str, Any], cache: dict[str, Any]) -> dict[str, Any]:
    """A record with those that it names in their places."""
    return {
        key: named if (named := _named(value, cache)) is not None else value
        for key, value in record.items()
    }
