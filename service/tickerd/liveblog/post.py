"""One item ("bullet") of a blog."""

from typing import Literal

from .claim import Claim
from .frozen import Frozen

PINNED = "pinned"
KEY_EVENT = "key event"
SUMMARY = "summary"


class Media(Frozen):
    """An image, film or sound that belongs to a post, by its address."""

    kind: Literal["image", "video", "audio", "embed"]
    url: str
    text: str = ""
    """Its caption or alternative text."""


class Post(Frozen):
    """A post as the page shows it now. It carries no wall clock of ours."""

    id: str = ""
    """Ours; empty until the post has been recognised or found to be new."""
    source_id: str | None = None
    """Theirs, as it stands in the markup."""
    permalink: str | None = None
    headline: str | None = None
    text: str = ""
    """Plain text, paragraphs parted by one newline; without headline, byline and time."""
    html: str = ""
    """The same, as sanitised HTML."""
    author: str | None = None
    language: str | None = None
    labels: tuple[str, ...] = ()
    """`pinned`, `key event`, `summary`; or a match minute ("95'"). Labels make no revision."""
    media: tuple[Media, ...] = ()
    published: Claim | None = None
    modified: Claim | None = None

    @property
    def wording(self) -> tuple[str, str]:
        """What a reader reads: headline and text."""
        return (self.headline or "", self.text)
