"""An export shows by itself whether it is whole; and what it says folds into what was exported."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from makers import NOON, a_blog, a_post, a_snapshot, minutes, nothing_known
from tickerd.errors import Damaged
from tickerd.liveblog.audit import Audit
from tickerd.liveblog.chain import NO_HEAD, Fault, Finding, Head, link
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.diff import diff, fold
from tickerd.liveblog.entry import Entry, put_in_place
from tickerd.liveblog.export import Reading, Writing, reread
from tickerd.liveblog.ground import Ground
from tickerd.liveblog.known import Known, Window

LOOKS = ["abc", "aBcd", "aBd", "aBd", "aBde", "aBcde", "aBcdE"]
"""What successive looks show: a letter a post, a capital where it is worded anew."""


def unique(look: str) -> str:
    """Each post once."""
    return "".join({letter.lower(): letter for letter in look}.values())


def live(looks: Sequence[str] = LOOKS) -> tuple[Known, list[Entry]]:
    """A blog's log, and its state, after these looks."""
    known, log = nothing_known(), list[Entry]()
    for number, look in enumerate(looks):
        posts = [a_post(letter.lower(), f"The {letter} words.") for letter in reversed(look)]
        difference = diff(known, a_snapshot(*posts), at=NOON + minutes(number))
        known = fold(known, difference.events).model_copy(update={"window": difference.window})
        rests = link(difference.events, a_blog(), after=Head.of(log[-1]) if log else NO_HEAD)
        for rest in rests:
            previous = log[-1].cursor if log else None
            log.append(put_in_place(rest, Cursor(f"e{number // 2}", 2 * len(log) + 1), previous))
    return known.model_copy(update={"window": Window()}), log


def write(known: Known, log: Sequence[Entry], ground: Ground | None = None) -> list[bytes]:
    """The lines of its export."""
    audit, writing = Audit(known.blog.id, ground), Writing()
    lines = [writing.begin(ground)] if ground else []
    for entry in log:
        assert list(audit.take(entry.body)) == []
        lines.append(writing.take(entry.body))
    last = log[-1]
    after = log[0].previous
    return [
        *lines,
        *writing.end(audit, known, after=after, head=last.cursor, head_hash=last.hash),
    ]


def read(lines: Sequence[bytes]) -> tuple[Reading, list[Finding]]:
    reading = Reading()
    found = [finding for line in lines for finding in reading.take(line)]
    return reading, [*found, *reading.end()]


KNOWN, LOG = live()
LINES = write(KNOWN, LOG)
FILE = b"".join(LINES)


@given(st.lists(st.text("abcdeABCDE", min_size=1, max_size=5).map(unique), min_size=1, max_size=8))
def test_what_is_exported_is_read_whole(looks: list[str]) -> None:
    known, log = live(looks)

    reading, found = read(write(known, log))

    assert found == []
    assert reading.known == known
    assert reading.first == log[0].cursor


def read_file(content: bytes) -> list[Finding]:
    return read(content.splitlines(keepends=True))[1]


def test_the_log_holds_every_kind_of_happening() -> None:
    kinds = {entry.event.kind for entry in LOG}

    assert kinds == {"blog.opened", "post.added", "post.revised", "post.removed", "post.restored"}


@given(place=st.integers(0, len(FILE) - 1), bit=st.integers(0, 7))
@example(place=len(FILE) - 1, bit=0)
@example(place=0, bit=0)
def test_any_flipped_bit_of_the_file_is_found(place: int, bit: int) -> None:
    """Invariant 13: what is altered, missing, moved or doubled is found."""
    content = bytearray(FILE)
    content[place] ^= 1 << bit

    assert read_file(bytes(content))


@given(st.integers(0, len(FILE) - 1))
def test_a_file_that_was_cut_short_is_told_from_a_whole_one(length: int) -> None:
    assert read_file(FILE[:length])


@pytest.mark.parametrize("number", range(len(LINES)))
def test_a_line_that_is_missing_or_doubled_is_found(number: int) -> None:
    """Invariant 13: what is altered, missing, moved or doubled is found."""
    missing = LINES[:number] + LINES[number + 1 :]
    doubled = LINES[:number] + LINES[number : number + 1] + LINES[number:]

    assert read(missing)[1]
    assert read(doubled)[1]


@given(st.permutations(range(len(LINES))))
def test_lines_in_another_order_are_found(order: Sequence[int]) -> None:
    """Invariant 13: what is altered, missing, moved or doubled is found."""
    found = read([LINES[number] for number in order])[1]

    assert bool(found) == (list(order) != sorted(order))


def test_an_event_that_was_dropped_with_care_leaves_a_hole_in_the_state() -> None:
    """Even if all hashes are made anew."""
    events = [entry.event for entry in LOG if entry.event.kind != "post.revised"]
    rests = link(events, a_blog(), after=NO_HEAD)
    cursors = [Cursor("e", seq) for seq in range(1, len(rests) + 1)]
    log = list(map(put_in_place, rests, cursors, [None, *cursors]))

    audit = Audit(KNOWN.blog.id)
    found = [finding for entry in log for finding in audit.take(entry.body)]
    found += audit.end(KNOWN, after=None, head=log[-1].cursor, head_hash=log[-1].hash)

    assert {finding.fault for finding in found} == {Fault.STATE}


@pytest.mark.parametrize("gone", range(1, len(LOG)))
def test_of_a_trimmed_log_the_posts_are_told_that_its_events_do_not(gone: int) -> None:
    lines = write(KNOWN, LOG[gone:])

    reading, found = read(lines)

    assert found == []
    assert reading.known == KNOWN
    assert reading.after == LOG[gone].previous
    assert any(line.startswith(b'{"post":') for line in lines) == (gone > 1)


def build(entries: Sequence[Entry]) -> Ground:
    """What is left of entries that were trimmed away."""
    known = fold(nothing_known(), [entry.event for entry in entries])
    return Ground(known, max(entry.observed_at for entry in entries))


@pytest.mark.parametrize("gone", range(1, len(LOG)))
def test_a_trimmed_log_begins_with_what_it_is_built_on(gone: int) -> None:
    ground = build(LOG[:gone])
    lines = write(KNOWN, LOG[gone:], ground)

    reading, found = read(lines)

    assert found == []
    assert (reading.known, reading.ground, reading.first) == (KNOWN, ground, LOG[gone].cursor)
    assert not any(line.startswith(b'{"post":') for line in lines)
    assert read(lines[1:])[1]
    assert read([lines[1], lines[0], *lines[2:]])[1]
    assert read([lines[0], *lines])[1]


def test_a_state_that_does_not_follow_from_its_ground_is_found() -> None:
    lines = write(KNOWN, LOG[5:], build(LOG[:4]))

    assert Fault.STATE in {finding.fault for finding in read(lines)[1]}


def test_what_a_trimmed_log_says_of_a_post_must_agree_with_its_events() -> None:
    lines = write(KNOWN, LOG[5:])
    posts = [number for number, line in enumerate(lines) if line.startswith(b'{"post":')]
    number = next(number for number in posts if b"The E words" in lines[number])
    lines[number] = lines[number].replace(b"The E words", b"The 3 words")

    faults = [finding.fault for finding in read(lines)[1]]

    assert faults == [Fault.ALTERED, Fault.STATE]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"{}\n",
        b'{"trailer":{}}\n',
        b'{"post":{}}\n',
        b'{"ground":{}}\n',
        b"\xff" * 9,
        b"[" * 99_999,
    ],
)
def test_a_file_of_another_kind_is_a_finding_and_no_failure(content: bytes) -> None:
    assert read_file(content)
    assert read_file(FILE + content) or not content
    assert read_file(content + FILE) or not content


def test_an_export_is_read_again_as_it_was_found() -> None:
    checksum = read(LINES)[0].checksum or ""

    again = list(reread("a file", LINES, checksum))

    assert again == LOG
    with pytest.raises(Damaged, match="has changed"):
        list(reread("a file", LINES[1:], checksum))
