"""The word diffs of a post's revisions: applied in turn they give each wording, to the letter."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makers import NOON, a_blog, a_post, a_snapshot, nothing_known
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.diff import diff, fold
from tickerd.liveblog.entry import decode, encode, put_in_place
from tickerd.liveblog.event import PostAdded, PostEvent, PostRevised
from tickerd.liveblog.wording import compare_words, reword

PIECES = [
    *("wind", "Gate 4", "nine", "9:41", "don't", "naïve", "e\u0301", "ﬁ", "İstanbul", "ß"),
    *(" ", "  ", "\n", "\t", "\u00a0", "\u2009", "\u200b", "\u200d", "\r\n", "\u2028", "\ufeff"),
    *("👍", "👩‍👩‍👧‍👦", "🇮🇹", "✈️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "\U0001f9d1\U0001f3fd"),
    *("ריצה", "السباق", "\u200f", "\u202b", "مرحبا 12", "שלום!"),
    *("記者会見", "速報", "ｶﾅ", "한국어", "風が強い。", "一", "😀風"),
    *(".", ", ", "—", "…", "«", "»", '"', "\\", "<b>", "&amp;", "{", "\x1f", "\x00"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=40)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=8))
@settings(deadline=None)
def test_the_changes_lead_from_the_first_wording_to_each_later_one(
    wordings: list[tuple[str, str]],
) -> None:
    known, told = nothing_known(), list[PostEvent]()
    for number, (headline, text) in enumerate(wordings):
        post = a_post("1").model_copy(update={"headline": headline or None, "text": text})
        for look in range(2):  # a wording that a post had before is believed at the second look
            at = NOON + timedelta(minutes=2 * number + look)
            difference = diff(known, a_snapshot(post), at=at)
            known = fold(known, difference.events).model_copy(update={"window": difference.window})
            told += [event for event in difference.events if isinstance(event, PostEvent)]

    first, *later = map(over_the_wire, told)
    assert isinstance(first, PostAdded)
    headline, text = first.post.wording
    for event in later:
        assert isinstance(event, PostRevised)
        headline = reword(headline, event.headline_changes)
        text = reword(text, event.text_changes)
        assert (headline, text) == event.post.wording


def over_the_wire(event: PostEvent) -> PostEvent:
    """The event as a reader has it."""
    entry = put_in_place(encode(event, a_blog()), Cursor("e", 1))
    read = decode(entry.body).event
    assert isinstance(read, PostEvent)
    return read


@given(texts, texts, texts)
def test_a_change_of_another_wording_is_refused(old: str, new: str, other: str) -> None:
    changes = compare_words(old, new)
    if other == old:
        assert reword(other, changes) == new
    else:
        with pytest.raises(ValueError, match="another wording"):
            reword(other, changes)
