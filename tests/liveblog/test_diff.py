"""What a look tells us."""

from datetime import datetime, timedelta

import pytest

from makers import NOON, a_claim, a_post, a_snapshot, minutes, nothing_known
from tickerd.errors import NothingFound
from tickerd.liveblog.claim import Claim, ClaimRule
from tickerd.liveblog.diff import diff, diff_unchanged, fold
from tickerd.liveblog.event import Event, PostRevised
from tickerd.liveblog.known import Known
from tickerd.liveblog.post import PINNED, Post
from tickerd.liveblog.snapshot import Snapshot
from tickerd.liveblog.wording import new_wording


class Page:
    """A watched page: each look folds what it told, one minute after the last."""

    def __init__(self) -> None:
        self.known: Known = nothing_known()
        self.at: datetime = NOON

    def look(self, *posts: Post, **fields: object) -> list[str]:
        """Look at the page and say what was told, as `kind source_id`."""
        return self.see(a_snapshot(*posts, **fields))

    def see(self, snapshot: Snapshot) -> list[str]:
        self.at += timedelta(minutes=1)
        difference = diff(self.known, snapshot, at=self.at)
        self.events: tuple[Event, ...] = difference.events
        folded = fold(self.known, difference.events)
        self.known = folded.model_copy(update={"window": difference.window})
        return [say(event) for event in difference.events]


def say(event: Event) -> str:
    post = getattr(event, "post", None)
    return f"{event.kind} {post.source_id or post.text}" if post else event.kind


def p(number: int, text: str = "", **fields: object) -> Post:
    claim = a_claim(NOON - minutes(100 - number))
    return a_post(f"p{number}", text, **{"published": claim, **fields})


def test_a_first_look_opens_the_blog_and_adds_its_posts_oldest_first() -> None:
    told = Page().look(p(3), p(2), p(1), headline="Regatta")

    assert told == ["blog.opened", "post.added p1", "post.added p2", "post.added p3"]


def test_a_page_that_reads_downwards_is_told_in_its_own_order() -> None:
    assert Page().look(p(1), p(2)) == ["blog.opened", "post.added p1", "post.added p2"]


def test_the_same_page_again_tells_nothing() -> None:
    page = Page()
    page.look(p(2), p(1))

    assert page.look(p(2), p(1)) == []


def test_a_new_wording_is_a_revision_with_what_changed_word_by_word() -> None:
    page = Page()
    page.look(p(1, "The race starts at nine."))

    assert page.look(p(1, "The race starts at ten.")) == ["post.revised p1"]
    [event] = page.events
    assert isinstance(event, PostRevised)
    assert event.revision == 2
    assert ("-", "nine") in event.text_changes
    assert new_wording(event.text_changes) == "The race starts at ten."


def test_order_pins_white_space_and_ages_make_no_event() -> None:
    page = Page()
    page.look(p(3), p(2, "Wind  from\nthe north"), p(1, modified=None))

    told = page.look(
        p(1, modified=a_claim(NOON)), p(3, labels=(PINNED,)), p(2, "Wind from the north ")
    )

    assert told == []


def test_a_relative_last_updated_makes_no_event_but_a_stated_one_does() -> None:
    page = Page()
    page.look(p(1), last_updated=a_claim(NOON, ClaimRule.RELATIVE))

    assert page.look(p(1), last_updated=a_claim(NOON + minutes(1), ClaimRule.RELATIVE)) == []
    assert page.look(p(1), last_updated=a_claim(NOON + minutes(2))) == ["blog.updated"]


def test_a_clock_time_without_a_date_that_another_look_puts_on_another_day_makes_no_event() -> None:
    def at(days: int) -> Post:
        moment = NOON + timedelta(days=days)
        claim = Claim(
            at=moment, raw="12:00", rule=ClaimRule.CLOCK_AGAINST_DATE, precision_seconds=60
        )
        return a_post(text="The fleet is out.", published=claim)

    page = Page()
    page.look(at(0), last_updated=at(0).published)

    assert page.look(at(1), last_updated=at(1).published) == []


def test_a_post_gone_from_inside_the_window_is_removed_at_the_second_look() -> None:
    """Invariant 5: absence is not removal; a hole in two looks running is."""
    page = Page()
    page.look(p(4), p(3), p(2), p(1))

    assert page.look(p(4), p(2), p(1)) == []
    assert page.look(p(4), p(2), p(1)) == ["post.removed p3"]


def test_a_post_that_blinks_was_never_removed() -> None:
    page = Page()
    page.look(p(3), p(2), p(1))
    page.look(p(3), p(1))

    assert page.look(p(3), p(2), p(1)) == []
    assert page.look(p(3), p(1)) == []


def test_posts_that_roll_off_the_end_are_not_removed() -> None:
    """Invariant 5: absence is not removal."""
    page = Page()
    page.look(p(4), p(3), p(2), p(1))

    for _ in range(3):
        told = page.look(p(5), p(4), p(3), p(2))

    assert told == []
    assert len(page.known.shown()) == 5


def test_the_newest_post_gone_is_a_hole_too() -> None:
    page = Page()
    page.look(p(3), p(2), p(1))
    page.look(p(2), p(1))

    assert page.look(p(2), p(1)) == ["post.removed p3"]


def test_the_oldest_post_gone_is_removed_only_where_the_page_shows_all_there_is() -> None:
    page, whole = Page(), Page()
    for one in (page, whole):
        one.look(p(3), p(2), p(1), complete=one is whole)
        one.look(p(3), p(2), complete=one is whole)

    assert page.look(p(3), p(2)) == []
    assert whole.look(p(3), p(2), complete=True) == ["post.removed p1"]


def test_a_pinned_old_post_does_not_make_the_rolled_off_look_removed() -> None:
    page = Page()
    page.look(p(1, labels=(PINNED,)), p(5), p(4), p(3))
    page.look(p(1, labels=(PINNED,)), p(6), p(5), p(4))

    assert page.look(p(1, labels=(PINNED,)), p(6), p(5), p(4)) == []


def test_an_older_post_that_slides_in_shows_that_the_oldest_left_a_hole() -> None:
    page = Page()
    page.look(p(3), p(2), p(1))
    page.look(p(4), p(3), p(2))
    page.look(p(4), p(3), p(1))

    assert page.look(p(4), p(3), p(1)) == ["post.removed p2"]


def test_a_post_removed_behind_a_page_that_was_cut_short_is_missed_once_the_page_is_whole() -> None:
    page = Page()
    page.look(*[p(n) for n in range(8, 0, -1)])
    page.look(p(8), p(7), p(6), p(5), p(4))
    page.look(*[p(n) for n in (8, 7, 6, 5, 4, 2, 1)])

    assert page.look(*[p(n) for n in (8, 7, 6, 5, 4, 2, 1)]) == ["post.removed p3"]


def test_an_old_post_that_is_stuck_to_the_top_does_not_make_the_rolled_off_look_removed() -> None:
    page = Page()
    page.look(p(5), p(4), p(3), p(1))
    page.look(p(1), p(6), p(5), p(4))

    assert page.look(p(1), p(6), p(5), p(4)) == []


def test_a_removed_post_that_comes_back_is_restored_not_added() -> None:
    page = Page()
    page.look(p(3), p(2), p(1))
    page.look(p(3), p(1))
    page.look(p(3), p(1))

    told = page.look(p(3), p(2, "Second thoughts."), p(1))

    assert told == ["post.restored p2", "post.revised p2"]


def test_more_than_half_gone_at_once_is_suspect_and_removes_nothing() -> None:
    page = Page()
    page.look(p(5), p(4), p(3), p(2), p(1))

    for _ in range(3):
        told = page.look(p(5), p(1))

    assert told == []
    assert len(page.known.shown()) == 5


def test_a_page_that_suddenly_shows_nothing_is_a_fault_not_many_removals() -> None:
    """Invariant 5: absence is not removal."""
    page = Page()
    page.look(p(2), p(1))

    with pytest.raises(NothingFound, match="showed posts before"):
        page.look()


def test_a_page_that_is_no_live_blog_says_why() -> None:
    with pytest.raises(NothingFound, match="an ordinary article"):
        Page().look(reason="an ordinary article")


def test_a_live_blog_that_has_not_begun_is_opened() -> None:
    assert Page().look(live=True) == ["blog.opened"]


def test_an_unchanged_page_confirms_what_was_missed() -> None:
    page = Page()
    page.look(p(3), p(2), p(1))
    page.look(p(3), p(1))

    difference = diff_unchanged(page.known, at=page.at + minutes(1))

    assert [say(event) for event in difference.events] == ["post.removed p2"]
    assert difference.window.missed == ()


def test_coverage_that_is_over_ends_the_blog_once_and_may_begin_again() -> None:
    page = Page()
    page.look(p(1), live=True)

    assert page.look(p(1), live=False) == ["blog.ended"]
    assert page.look(p(1), live=False) == []
    assert page.look(p(2), p(1), live=True) == ["blog.opened", "post.added p2"]


def test_a_late_arrival_is_added_where_it_belongs_in_the_story() -> None:
    page = Page()
    page.look(p(4), p(1))

    told = page.look(p(4), p(2), p(1))

    assert told == ["post.added p2"]
    assert [one.post.source_id for one in page.known.shown()] == ["p4", "p2", "p1"]


def test_bullets_without_ids_or_times_one_new_one_reworded_one_gone_in_any_order() -> None:
    page = Page()
    old = [
        "The harbour master closes the north gate at eight this evening.",
        "Two boats of the youth class collided off the pier; nobody was hurt.",
        "The mayor thanks four hundred volunteers for their work on the quay.",
        "The brass band begins at noon on the main stage.",
    ]
    page.look(*[a_post(text=text) for text in old])
    reworded = "Two boats of the youth class touched off the pier; nobody was hurt at all."
    now = ["The first boat is home.", old[3], reworded, old[0]]

    told = page.look(*[a_post(text=text) for text in now])
    later = page.look(*[a_post(text=text) for text in now])

    assert sorted(told) == ["post.added The first boat is home.", f"post.revised {reworded}"]
    assert later == [f"post.removed {old[2]}"]
