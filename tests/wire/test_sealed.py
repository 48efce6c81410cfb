"""The file of a sealed log: what is in it, and that nobody altered it unnoticed."""

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makers import NOON, a_post, minutes, nothing_known
from tickerd.errors import Damaged
from tickerd.liveblog.chain import NO_HEAD, Finding, link
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.diff import fold
from tickerd.liveblog.entry import Entry, decode, put_in_place
from tickerd.liveblog.event import BlogOpened, Event, PostAdded
from tickerd.liveblog.export import Reading
from tickerd.liveblog.ground import Ground
from tickerd.liveblog.known import Known, Window
from tickerd.wire.sealed import (
    FOOTER_BYTES,
    SECTION_BYTES,
    Index,
    SealedWriter,
    cut_out,
    find_index,
    read_index,
    unpack,
)

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

NOBODY = nothing_known()
BLOG = NOBODY.blog.id


def a_log(count: int, text: str = "", *, gap: int = 1) -> list[Entry]:
    events: list[Event] = [BlogOpened(blog=BLOG, observed_at=NOON, about=NOBODY.blog)]
    events += [
        PostAdded(
            blog=BLOG,
            observed_at=NOON + minutes(number),
            post=a_post(str(number), text or f"Words {number}.", id=f"p{number % 7}"),
            revision=1 + number // 7,
            change=1 + number // 7,
            recognised_by="new",
        )
        for number in range(count - 1)
    ]
    rests = link(events, NOBODY.blog, after=NO_HEAD)
    cursors = [Cursor("e0", 5 + gap * place) for place in range(count)]
    return [
        put_in_place(rest, cursor, before)
        for rest, cursor, before in zip(rests, cursors, [None, *cursors], strict=False)
    ]


def write(entries: Sequence[Entry], final: Known | None = None) -> tuple[bytes, Index]:
    writer = SealedWriter(NOBODY.blog)
    begun = writer.add(entries)
    known = fold(NOBODY, [entry.event for entry in entries])
    rest, index = writer.finish(final or known, entries[-1].hash)
    return begun + rest, index


def inspect(data: bytes) -> tuple[Reading, list[Finding]]:
    """A file as somebody reads it who takes it for an export."""
    reading, found = Reading(), list[Finding]()
    for line in zstd.decompress(data).splitlines(keepends=True):
        found += reading.take(line)
    return reading, [*found, *reading.end()]


def noise(count: int) -> str:
    """Letters that do not compress well."""
    return "".join(random.Random(count).choices("abcdefghijklmnop", k=count))


def test_any_zstd_program_unpacks_the_events(tmp_path: Path) -> None:
    entries = a_log(9)
    data, _ = write(entries)
    lines = b"".join(entry.body + b"\n" for entry in entries)
    path = tmp_path / "log.zst"
    path.write_bytes(data)

    assert zstd.decompress(data).startswith(lines)
    with zstd.open(path) as file:
        assert file.read() == zstd.decompress(data)


def test_a_file_is_an_export_too() -> None:
    entries = a_log(300, noise(2000))

    reading, found = inspect(write(entries)[0])

    assert found == []
    assert reading.known == fold(NOBODY, [entry.event for entry in entries])
    assert reading.ground is None


def test_so_is_the_file_of_a_log_that_went_on() -> None:
    entries = a_log(60)
    known = fold(NOBODY, [entry.event for entry in entries[:40]])
    ground = Ground(known, entries[39].observed_at)
    writer = SealedWriter(NOBODY.blog, ground)
    begun = writer.add(entries[40:])
    final = fold(known, [entry.event for entry in entries[40:]])
    rest, index = writer.finish(final, entries[-1].hash)

    reading, found = inspect(begun + rest)

    assert found == []
    assert (reading.known, reading.ground, reading.after) == (final, ground, entries[39].cursor)
    assert index.sections[0].after == str(entries[39].cursor)


def test_a_log_that_was_altered_is_not_sealed() -> None:
    entries = a_log(9)
    entries[4] = decode(entries[4].body.replace(b"Words 3.", b"Words 4."))

    with pytest.raises(Damaged, match="was altered"):
        SealedWriter(NOBODY.blog).add(entries)


def test_each_section_can_be_read_alone_and_knows_the_state_before_it() -> None:
    entries = a_log(300, noise(2000), gap=3)
    data, written = write(entries)

    index = read_index(data)
    found: list[Entry] = []
    for section in index.sections:
        before = Known.model_validate_json(unpack(section.known, cut_out(data, section.known)))
        assert before == fold(NOBODY, [entry.event for entry in found])
        lines = unpack(section.entries, cut_out(data, section.entries)).split(b"\n")[:-1]
        some = [decode(line) for line in lines]
        assert (section.first, section.last) == (some[0].cursor.seq, some[-1].cursor.seq)
        assert section.latest == max((entry.observed_at for entry in found), default=None)
        found += some

    assert index == written
    assert len(index.sections) > 3
    assert found == entries
    assert (index.first, index.last) == (str(entries[0].cursor), str(entries[-1].cursor))
    assert (index.hash, index.events) == (entries[-1].hash, 300)


def test_the_states_in_a_file_are_no_larger_than_its_log() -> None:
    data, index = write(a_log(300, noise(2000)))
    states = sum(section.known.size for section in index.sections)

    assert all(section.entries.size >= SECTION_BYTES for section in index.sections[:-1])
    assert states <= sum(section.entries.size for section in index.sections)
    assert len(data) < 300 * 2000


def test_the_last_state_keeps_its_window() -> None:
    entries = a_log(4)
    known = fold(NOBODY, [entry.event for entry in entries])
    known = known.model_copy(update={"window": Window(looked_at=NOON, shown=("p1",))})
    data, index = write(entries, known)

    assert Known.model_validate_json(unpack(index.final, cut_out(data, index.final))) == known


def test_the_index_tells_the_events_of_each_post() -> None:
    entries = a_log(20)
    _, index = write(entries)

    for post, seqs in index.posts.items():
        about = [e for e in entries if e.envelope["subject"] == f"{BLOG}/{post}"]
        assert seqs == tuple(entry.cursor.seq for entry in about)
    assert sum(map(len, index.posts.values())) == 19


def test_a_log_without_events_is_none() -> None:
    with pytest.raises(ValueError, match="without events"):
        SealedWriter(NOBODY.blog).finish(NOBODY, None)


@given(st.data())
def test_no_flipped_byte_goes_unnoticed(data: st.DataObject) -> None:
    whole, index = write(a_log(5))
    place = data.draw(st.integers(0, len(whole) - 1))
    altered = bytearray(whole)
    altered[place] ^= data.draw(st.integers(1, 255))
    spans = [*index.beside, *(section.entries for section in index.sections)]
    held = any(span.offset <= place < span.offset + span.length for span in spans)

    def read_all() -> None:
        for span in spans:
            unpack(span, cut_out(bytes(altered), span))
        if read_index(bytes(altered)) != index:
            raise ValueError

    # the eight bytes before a part are for other programs alone
    if held or place >= find_index(whole[-FOOTER_BYTES:]).offset:
        with pytest.raises(ValueError):  # noqa: PT011  # whatever is wrong
            read_all()
