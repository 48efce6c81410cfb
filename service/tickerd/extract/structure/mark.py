"""A time on a page, and where it stands."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from tickerd.extract.clock import Reckoning


@dataclass(frozen=True, slots=True)
class Mark:
    """A time, and where it stands."""

    node: LexborNode
    """The element that carries it; for a time in the text, the text node."""
    parts: Reckoning
    kind: str
    """`attribute`, `element`, `text` (a text node of its own), `lead` (at the head of a text),
    `tail` (at the end of a heading), `minute` (of a match)."""
    changed: bool = False
    """Whether it says when something was changed, not when it was published."""
