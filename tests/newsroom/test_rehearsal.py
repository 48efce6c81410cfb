"""Whole histories through all that goes wrong: what was told is what is so."""

import pytest

from tickerd.newsroom import Fault, Layout, Names, Order, Play, Scene, Tongue, rehearse

LOOKS = 150
COPYING = Layout(pinned_copy=True)


class Consumer:
    """The least that a consumer of events can be."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.changes: dict[str, int] = {}

    def take(self, scene: Scene) -> None:
        for entry in scene.entries:
            data = entry.envelope["data"]
            if "post" not in data:
                continue
            post = data["post"]
            assert data["change"] == self.changes.get(post["id"], 0) + 1
            self.changes[post["id"]] = data["change"]
            if entry.envelope["type"] == "tickerd.post.removed":
                del self.texts[post["id"]]
            else:
                self.texts[post["id"]] = post.get("text", "")


def play(seed: int, play: Play) -> int:
    """Play it to the end; how many settled moments there were."""
    consumer, settled = Consumer(), 0
    for number, scene in enumerate(rehearse(seed, looks=LOOKS, play=play)):
        consumer.take(scene)
        complaints = scene.complaints(consumer.texts.values())
        assert complaints == [], f"seed {seed}, look {number}"
        if scene.settled:
            settled += 1
            assert scene.entries == (), f"seed {seed}, look {number}: it has more to tell"
    return settled


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("names", Names)
@pytest.mark.parametrize("seed", [1])
def test_whatever_the_ids_and_the_order_the_events_come_to_the_truth(
    seed: int, names: Names, order: Order
) -> None:
    """Invariant 5: absence is not removal. Invariant 6: identity rests on the best sign."""
    layout = Layout(names=names, order=order, pinned_copy=order is not Order.OLDEST_FIRST)

    assert play(seed, Play(layouts=(layout,))) > 8


@pytest.mark.parametrize("seed", range(3, 6))
def test_a_page_that_renames_all_its_posts_now_and_then_tells_nothing_of_it(seed: int) -> None:
    layouts = (Layout(), Layout(names=Names.RENAMED), Layout(names=Names.RENAMED, pinned_copy=True))

    assert play(seed, Play(layouts=layouts)) > 8


@pytest.mark.parametrize("tongue", [Tongue.JSONLD, Tongue.TIMESTAMPS])
@pytest.mark.parametrize("seed", [1])
def test_real_bytes_come_to_the_truth_too(seed: int, tongue: Tongue) -> None:
    whole = tuple(fault for fault in Fault if fault is not Fault.HALF_PAGE)

    assert play(seed, Play(tongue=tongue, faults=whole, layouts=(Layout(), COPYING))) > 8


def test_a_rehearsal_is_the_same_again_for_the_same_seed() -> None:
    first, again, other = (
        [entry.body for scene in rehearse(seed, looks=60) for entry in scene.entries]
        for seed in (5, 5, 6)
    )

    assert first == again
    assert first != other


def test_each_fault_comes_in_some_rehearsal() -> None:
    seen = {scene.fault for seed in range(4) for scene in rehearse(seed, looks=150)}

    assert seen == {None, *Fault}
