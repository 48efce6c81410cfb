"""Which events a reader wants: blogs, stories, countries, languages and kinds. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Final, Self

from tickerd.errors import BadRequest
from tickerd.liveblog.blog import Blog
from tickerd.liveblog.entry import TYPE_PREFIX, Entry
from tickerd.liveblog.event import KINDS

MOST_VALUES: Final = 100
"""So many values one view may name, all members together."""

_MEMBERS: Final = {
    "blog": "blogs",
    "story": "stories",
    "country": "countries",
    "language": "languages",
    "kind": "kinds",
}

PARAMETERS: Final = tuple(_MEMBERS)
"""The query's words, each repeatable."""


@dataclass(frozen=True, slots=True)
class View:
    """A filter over the one order. A member without values lets everything pass.

    Values of one member widen the view, further members narrow it.
    """

    blogs: frozenset[str] = frozenset()
    stories: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    """ISO 3166-1 alpha-2, in capitals."""
    languages: frozenset[str] = frozenset()
    """BCP 47 in small letters; `pt` takes in `pt-br` (RFC 4647, basic filtering)."""
    kinds: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, query: Iterable[tuple[str, str]]) -> Self:
        """Read the view out of a query's pairs; other names are not ours and are passed over.

        Raises:
            BadRequest: a kind is unknown, a value is empty, or there are too many.
        """
        wanted: dict[str, set[str]] = {member: set() for member in _MEMBERS.values()}
        for name, value in query:
            if name in _MEMBERS:
                wanted[_MEMBERS[name]].add(_read(name, value))
        if sum(map(len, wanted.values())) > MOST_VALUES:
            raise BadRequest(cause=f"A view may name at most {MOST_VALUES} values")
        return cls(**{member: frozenset(values) for member, values in wanted.items()})

    def matches(self, entry: Entry) -> bool:
        """Whether the entry belongs to the view. It is only read if the view is narrow."""
        if self == EVERYTHING:
            return True
        envelope = entry.envelope
        return (
            _takes(self.blogs, envelope["data"]["blog"])
            and _takes(self.stories, envelope.get("story"))
            and _takes(self.countries, envelope.get("country"))
            and self._takes_language(envelope.get("language"))
            and _takes(self.kinds, envelope["type"].removeprefix(TYPE_PREFIX))
        )

    def covers(self, blog: Blog) -> bool:
        """Whether events of this blog may belong to the view."""
        return (
            _takes(self.blogs, blog.id)
            and _takes(self.stories, blog.story)
            and _takes(self.countries, blog.source.country)
            and self._takes_language(blog.source.language)
        )

    def within_blogs(self) -> "View":
        """What is left of the view among entries that were read from its blogs alone."""
        return replace(self, blogs=frozenset())

    def as_json(self) -> dict[str, list[str]]:
        """The members that have values, by the query's words."""
        members = {field.name: sorted(getattr(self, field.name)) for field in fields(self)}
        return {name: members[member] for name, member in _MEMBERS.items() if members[member]}

    def _takes_language(self, tag: str | None) -> bool:
        if not self.languages:
            return True
        parts = (tag or "").split("-")
        return any("-".join(parts[:end]) in self.languages for end in range(1, len(parts) + 1))


EVERYTHING: Final = View()
"""The view that takes in all."""


def _takes(wanted: frozenset[str], value: str | None) -> bool:
    return not wanted or value in wanted


_CASES: Final[dict[str, Callable[[str], str]]] = {"country": str.upper, "language": str.lower}


def _read(name: str, value: str) -> str:
    value = _CASES.get(name, str)(value.strip())
    if not value:
        raise BadRequest(cause=f"`{name}=` needs a value; leave it out to take in everything")
    if name == "kind" and value not in KINDS:
        raise BadRequest(cause=f"There is no kind {value!r}; there are {', '.join(KINDS)}")
    return value
