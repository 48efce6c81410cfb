"""What many rungs ask of a tree is the same as if each had walked to it by itself."""

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tickerd.extract.tree import PATH, Lineage, Texts

PARTS = ("<p>", "</p>", "<b>", "</b>", "<div class=a id=b>", "</div>", "<script>", "</script>")
WORDS = ("12:31", " ", "\n", "\0", "&#0;", "&nbsp;", "<!-- x -->", "<svg>", "<template>", "<li>")
MARKUP = st.lists(st.sampled_from(PARTS + WORDS), max_size=30).map("".join)


def climbed(node: LexborNode) -> list[int]:
    """The ancestors of a node up to the body, one step at a time."""
    found, at = list[int](), node.parent
    while at is not None and at.tag not in ("html", "-document"):
        found.append(at.mem_id)
        at = at.parent
    return found


@given(MARKUP)
def test_the_texts_of_an_element_are_those_of_its_nodes_in_order(markup: str) -> None:
    body = LexborHTMLParser(markup).body
    texts = Texts(body)

    nodes = texts.nodes_at(range(len(texts.pieces)))

    assert [node.text_content for node in nodes] == texts.pieces


@given(MARKUP, st.sets(st.integers(0, 40)))
def test_only_the_nodes_that_are_asked_for_are_given(markup: str, asked: set[int]) -> None:
    texts = Texts(LexborHTMLParser(markup).body)
    places = sorted(place for place in asked if place < len(texts.pieces))

    nodes = texts.nodes_at(places)

    assert [node.text_content for node in nodes] == [texts.pieces[place] for place in places]


@given(MARKUP)
def test_a_lineage_gives_the_ancestors_that_climbing_would(markup: str) -> None:
    tree, lineage = LexborHTMLParser(markup), Lineage()
    nodes = tree.css("body, body *")

    paths = [[one.mem_id for one in lineage.path_of(node)] for node in nodes]

    assert paths == [climbed(node) for node in nodes]


def test_no_more_ancestors_are_given_than_pages_have() -> None:
    deep = LexborHTMLParser("<div>" * 300 + "<i>x</i>").css_first("i")

    assert deep is not None
    assert len(Lineage().path_of(deep)) == PATH


def test_a_document_without_a_body_has_no_texts() -> None:
    texts = Texts(None)

    assert (texts.pieces, texts.nodes_at([])) == ([], [])
