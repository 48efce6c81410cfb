"""An opaque place on the wire; one asks for what is *after* it."""

import re
from dataclasses import dataclass
from typing import Self

from tickerd.errors import BadCursor

_CURSOR = re.compile(r"([a-z0-9]{1,16})-(0|[1-9][0-9]{0,15})")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place just behind the event `seq` of an epoch. Seq 0 means nothing yet."""

    epoch: str
    seq: int

    def __str__(self) -> str:
        """The public form: `<epoch>-<seq>`."""
        return f"{self.epoch}-{self.seq}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the public form.

        Raises:
            BadCursor: the text is none.
        """
        found = _CURSOR.fullmatch(text)
        if found is None:
            raise BadCursor(cursor=text)
        return cls(epoch=found[1], seq=int(found[2]))
