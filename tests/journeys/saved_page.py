"""A saved real page that is edited as its newsroom would: markup and JSON-LD alike."""

import json
import random
import re
from dataclasses import dataclass, field
from typing import Any

SCRIPT = re.compile(r"(<script[^>]*application/ld\+json[^>]*>)(.*?)(</script>)", re.DOTALL)
OWN_WORDS = "The harbour master has opened the north gate again after the storm"


@dataclass
class Slot:
    """One post of the page: its element, and its item in the JSON-LD."""

    element: str
    item: dict[str, Any]


@dataclass
class SavedHtml:
    """A page whose posts are elements with ids, and also a JSON-LD `LiveBlogPosting`."""

    text: str
    ids: list[str]
    slots: list[Slot] = field(init=False)

    def __post_init__(self) -> None:
        """Cut the posts out of the page, and leave marks where they stood."""
        self._head, linked, self._tail = self._split_script()
        self._linked = linked
        items = self._posting(linked)["liveBlogUpdate"]
        assert len(items) == len(self.ids)
        elements = []
        for number, name in enumerate(self.ids):
            element = cut_element(self._tail, name)
            assert self._tail.count(element) == 1
            self._tail = self._tail.replace(element, f"\0{number}\0")
            elements.append(element)
        self.slots = [Slot(*pair) for pair in zip(elements, items, strict=True)]

    def remove(self, place: int) -> str:
        """Take a post away; its id."""
        del self.slots[place]
        return self.ids.pop(place)

    def reword(self, place: int) -> str:
        """Change one word of a post, wherever it stands in it; its id."""
        slot = self.slots[place]
        body = slot.item["articleBody"]
        word = next(w for w in re.findall(r"[a-z]{7,}", body) if f" {w} " in slot.element)
        slot.item["articleBody"] = body.replace(word, "overboard")
        slot.element = slot.element.replace(f" {word} ", " overboard ")
        return self.ids[place]

    def add(self) -> str:
        """Put a new post on top: the shape of the newest with an id and words of our own."""
        old, newest = self.ids[0], self.slots[0]
        name = old[:-3] + "f0f"
        element = newest.element.replace(old, name)
        element = re.sub(r">([^<>]*[a-z]{3} [a-z][^<>]{20,})<", f">{OWN_WORDS}<", element)
        item = json.loads(json.dumps(newest.item).replace(bare(old), bare(name)))
        item |= {"headline": OWN_WORDS, "articleBody": OWN_WORDS}
        self.slots.insert(0, Slot(element, item))
        self.ids.insert(0, name)
        return name

    def shuffle(self, seed: int) -> None:
        """Put the posts in another order."""
        pairs = list(zip(self.ids, self.slots, strict=True))
        random.Random(seed).shuffle(pairs)
        self.ids = [name for name, _ in pairs]
        self.slots = [slot for _, slot in pairs]

    def render(self) -> bytes:
        """The page as it is now: all posts stand where the first stood."""
        linked = json.loads(json.dumps(self._linked))
        self._posting(linked)["liveBlogUpdate"] = [slot.item for slot in self.slots]
        script = json.dumps(linked, ensure_ascii=False).replace("</", "<\\/")
        elements = "".join(slot.element for slot in self.slots)
        tail = re.sub("\0(\\d+)\0", lambda m: elements if m[1] == "0" else "", self._tail)
        return (self._head + script + tail).encode()

    def _split_script(self) -> tuple[str, Any, str]:
        for found in SCRIPT.finditer(self.text):
            if "liveBlogUpdate" in found[2]:
                head, tail = self.text[: found.start(2)], self.text[found.end(2) :]
                return head, json.loads(found[2], strict=False), tail
        message = "the page has no LiveBlogPosting"
        raise AssertionError(message)

    @staticmethod
    def _posting(linked: Any) -> dict[str, Any]:
        candidates = linked if isinstance(linked, list) else [linked, *linked.get("@graph", [])]
        posting: dict[str, Any] = next(one for one in candidates if "liveBlogUpdate" in one)
        return posting


@dataclass
class SavedBullets:
    """A page in plain text: bullets under a "Last updated" line."""

    text: str

    def __post_init__(self) -> None:
        """Cut the bullets out; the last is one sentence in ten fragments."""
        first = self.text.index("  • ")
        end = self.text.index("\n", self.text.rindex("  • ")) + 1
        self._head, self._tail = self.text[:first], self.text[end:]
        bullets = re.split(r"^(?=  • )", self.text[first:end], flags=re.MULTILINE)[1:]
        fragments = 7
        self.bullets = [*bullets[:-fragments], "".join(bullets[-fragments:])]

    def render(self) -> bytes:
        """The page as it is now."""
        return (self._head + "".join(self.bullets) + self._tail).encode()


def cut_element(html: str, name: str) -> str:
    """The whole element with this id."""
    opening = re.search(rf'<(\w+)\b[^>]*\bid="{re.escape(name)}"', html)
    assert opening, name
    depth = 0
    for tag in re.finditer(rf"<(/?){opening[1]}\b", html[opening.start() :]):
        depth += -1 if tag[1] else 1
        if depth == 0:
            end = html.index(">", opening.start() + tag.start()) + 1
            return html[opening.start() : end]
    message = f"the element {name} has no end"
    raise AssertionError(message)


def bare(name: str) -> str:
    """The id as JSON-LD may write it, without the anchor's prefix."""
    return name.removeprefix("block-")
