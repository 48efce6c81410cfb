"""A reading process whose `extract` does what the document says: for tests of its parent."""

import os
import signal
import sys
import time

from tickerd.errors import Unreadable
from tickerd.liveblog.document import Document
from tickerd.liveblog.post import Post
from tickerd.liveblog.snapshot import Snapshot
from tickerd.worker import reader
from tickerd.worker.parcel import Trial


def hang(_: Document) -> None:
    while True:
        pass


def nap(_: Document) -> None:
    time.sleep(0.3)


def crash(_: Document) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def eat(_: Document) -> None:
    bytearray(10_000_000_000)


def fail(_: Document) -> None:
    raise ZeroDivisionError("as the page says")


def refuse(document: Document) -> None:
    raise Unreadable(url=document.url, cause="as the page says")


def chatter(_: Document) -> None:
    print("noise on stdout")  # noqa: T201  # what a library might do


def flood(document: Document) -> Snapshot:
    return Snapshot(url=document.url, headline="x" * 70_000)


def many(document: Document) -> Snapshot:
    posts = tuple(Post(text=f"Post {number}") for number in range(2_000))
    return Snapshot(url=document.url, posts=posts)


def heavy(document: Document) -> Snapshot:
    """Twenty megabytes."""
    posts = tuple(Post(text=f"{number} {'x' * 10_000}") for number in range(2_000))
    return Snapshot(url=document.url, posts=posts)


def halves(document: Document) -> Snapshot:
    """A whole part of posts, and then one that cannot be sent."""
    posts = (Post(text="x" * 100_000), Post.model_construct(text="\ud800"))
    return Snapshot(url=document.url, posts=posts)


def grow(_: Document) -> None:
    KEPT.append(bytearray(100_000_000))


def environment(document: Document) -> Snapshot:
    return Snapshot(url=document.url, headline=" ".join(os.environ))


KEPT: list[bytearray] = []
DEEDS = {
    deed.__name__: deed
    for deed in (
        hang,
        nap,
        crash,
        eat,
        fail,
        refuse,
        chatter,
        flood,
        heavy,
        many,
        halves,
        grow,
        environment,
    )
}


def extract(document: Document) -> Snapshot:
    """Do as the page says; a page that says nothing of the kind is read."""
    words = document.body.decode()
    answer = DEEDS[words](document) if words in DEEDS else None
    return answer or Snapshot(url=document.url, headline=words, language="en")


def examine(document: Document) -> list[Trial]:
    snapshot = extract(document)
    return [(snapshot.headline or "", 1, 1, 0, "believed")]


if __name__ == "__main__":
    reader.serve(extract, float(sys.argv[1]), int(sys.argv[2]), examine)
