"""Following a stretch of the past: from somewhere to somewhere, and no further."""

from contextlib import aclosing

from client.conftest import Cable
from gateway.people import Author
from tickerd.client.stream import follow
from tickerd.gateway.app import Gateway


async def test_a_stretch_with_an_end_is_told_whole_over_a_cut_link(
    cable: Cable, author: Author
) -> None:
    await author.open()
    sent = await author.post(*[f"Number {number}." for number in range(30)])
    await author.post("Too late.")
    to = str(sent[-1].cursor)
    events = []
    async with aclosing(follow(cable.url, since="earliest", to=to, speed=50)) as told:
        async for event in told:
            events.append(event.cursor)
            if len(events) in {5, 20}:
                cable.cut()

    assert events[1:] == [str(entry.cursor) for entry in sent]
    assert cable.laid >= 3


async def test_from_a_time_on_to_a_time(gateway: Gateway, author: Author) -> None:
    await author.open()
    one, two, three, _ = [(await author.post(text))[0] for text in ("1.", "2.", "3.", "4.")]
    stretch = follow(
        gateway.url,
        start=one.observed_at,
        to=three.observed_at,
        speed=1000,
        gap_seconds=0.01,
        kinds="post.added",
    )
    async with aclosing(stretch) as told:
        events = [event.cursor async for event in told]

    assert events == [str(two.cursor), str(three.cursor)]
