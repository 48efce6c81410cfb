"""Pages that come in place of others, and what is missed once the right one is back."""

from makers import NOON, a_claim, a_post, a_snapshot, minutes, nothing_known
from tickerd.liveblog.diff import diff, diff_unchanged, fold
from tickerd.liveblog.event import PostEvent
from tickerd.liveblog.known import Known
from tickerd.liveblog.post import Post


class Watcher:
    """Looks at pages, each a list of the numbers of its posts; higher is younger."""

    def __init__(self) -> None:
        self.known: Known = nothing_known()
        self.looks = 0

    def look(self, *numbers: int) -> list[str]:
        """The kinds and numbers of what one look tells."""
        self.looks += 1
        posts = [self.post(number) for number in numbers]
        difference = diff(self.known, a_snapshot(*posts), at=NOON + minutes(self.looks))
        self.known = fold(self.known, difference.events).model_copy(
            update={"window": difference.window}
        )
        events = [event for event in difference.events if isinstance(event, PostEvent)]
        return [f"{event.kind} {event.post.source_id}" for event in events]

    @staticmethod
    def post(number: int) -> Post:
        claim = a_claim(NOON - minutes(100 - number))
        return a_post(str(number), f"word{number} " * 5, published=claim)


def test_what_is_gone_once_the_first_page_is_back_after_a_second_is_missed() -> None:
    watcher = Watcher()
    watcher.look(9, 8, 7, 6, 5)
    watcher.look(4, 3, 2, 1)

    assert watcher.look(9, 7, 6, 5) == []
    assert watcher.look(9, 7, 6, 5) == ["post.removed 8"]


def test_a_second_page_that_stays_takes_nothing_away() -> None:
    watcher = Watcher()
    watcher.look(9, 8, 7, 6, 5)

    told = [watcher.look(4, 3, 2, 1) for _ in range(4)]

    assert told[1:] == [[], [], []]


def test_a_second_page_is_not_held_to_half_a_page_that_came_before() -> None:
    watcher = Watcher()
    watcher.look(8, 7, 6, 5, 4)
    watcher.look(5, 4)
    watcher.look(8, 7, 6, 5, 4)
    watcher.look(4, 3, 2, 1)

    assert watcher.known.window.suspect
    assert watcher.look(4, 3, 2, 1) == []


def test_posts_that_newer_ones_pushed_out_do_not_make_a_page_suspect() -> None:
    watcher = Watcher()
    watcher.look(5, 4, 3, 2, 1)
    watcher.look(8, 7, 6, 5, 3)

    assert not watcher.known.window.suspect
    assert watcher.look(8, 7, 6, 5, 3) == ["post.removed 4"]


def test_a_post_that_was_missed_before_half_a_page_came_is_missed_still() -> None:
    watcher = Watcher()
    watcher.look(9, 8, 7, 6, 5, 4)
    watcher.look(9, 7, 6, 5, 4)
    watcher.look(9, 7)
    watcher.look(9, 7, 6, 5, 4)

    assert not any(one.post.source_id == "8" for one in watcher.known.shown())


def test_a_post_that_went_from_half_a_page_is_not_removed_again_once_the_page_is_whole() -> None:
    watcher = Watcher()
    watcher.look(9, 8, 7, 6, 5, 4, 3, 2)
    watcher.look(9, 8, 7)
    watcher.look(9, 7)

    assert watcher.look(9, 7) == ["post.removed 8"]
    assert [watcher.look(9, 7, 6, 5, 4, 3, 2) for _ in range(3)] == [[], [], []]


def test_not_modified_confirms_nothing_on_an_odd_page() -> None:
    watcher = Watcher()
    watcher.look(9, 8, 7, 6, 5, 4)
    watcher.look(6, 3, 2, 1)
    watcher.look(3, 2, 1)

    at = NOON + minutes(5)

    assert diff_unchanged(watcher.known, at=at).events == ()
