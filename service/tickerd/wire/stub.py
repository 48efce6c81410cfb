"""What stays in Redis of a blog that was sealed: enough to list it and to find its files."""

from tickerd.liveblog.frozen import Frozen, Instant
from tickerd.liveblog.known import Known


class Part(Frozen):
    """A file that holds a run of a blog's log. There are several where it went on afterwards."""

    name: str
    size: int
    """In bytes."""
    events: int
    first: int
    """Seq of its first event."""
    last: int
    sealed_at: Instant


class Sealed(Frozen):
    """What stays in Redis of a blog that was sealed."""

    known: Known
    """Without posts and window."""
    posts: int
    """How many stand."""
    newest_at: Instant
    """`observed_at` of the last event that was sealed."""
    parts: tuple[Part, ...]

    @property
    def last(self) -> int:
        """Seq of the last event that was sealed."""
        return self.parts[-1].last

    @property
    def blog(self) -> str:
        """Whose log it is."""
        return self.known.blog.id
