"""N-Quads as texts of terms: exactly the terms that the writer wrote."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.quads import read_ground, read_quads

IRIS = st.sampled_from(["https://example.org/a", "https://example.org/b#char=1,2", "urn:x:長"]).map(ox.NamedNode)
BLANKS = st.sampled_from(["b", "b0"]).map(ox.BlankNode)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    [' "', "a <g> .", '" <https://example.org/a> .', "a\nb", "\\", "\u2028", "\x85", "x> <y> .", "a\r"]
)
LITERALS = st.one_of(
    TEXTS.map(ox.Literal),
    TEXTS.map(lambda text: ox.Literal(text, language="zh-hant")),
    TEXTS.map(lambda text: ox.Literal(text, datatype=ox.NamedNode("https://example.org/type"))),
)
QUADS = st.builds(ox.Quad, IRIS | BLANKS, IRIS, IRIS | BLANKS | LITERALS, IRIS | BLANKS | st.just(ox.DefaultGraph()))


@given(st.lists(QUADS, max_size=6))
def test_every_quad_is_read_as_it_was_written(quads):
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    expected = [
        (*map(str, quad.triple), "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name))
        for quad in quads
    ]
    assert list(read_quads(data)) == expected
    assert len(read_quads(data)) == len(quads)
    assert list(read_quads(data).triples()) == [row[:3] for row in expected]


@pytest.mark.parametrize(
    "line",
    [
        "<urn:s> <urn:p>",
        "<urn:s> <urn:p> <urn:o>",
        "<urn:s> <urn:p> urn:o .",
        '<urn:s> <urn:p> "open .',
        "<urn:s> <urn:p> <urn:o> <urn:h> <urn:g> .",
        "<urn:s> <urn:p> <<( <urn:a> <urn:b> <urn:c> )>> <urn:g> .",
    ],
)
def test_a_line_of_another_form_is_refused(line):
    with pytest.raises(ValueError, match=r"in the form that kg\.graph writes"):
        read_quads(f"<urn:s> <urn:p> <urn:o> <urn:g> .\n{line}\n".encode())


def test_ground_graphs_have_no_blank_nodes():
    assert list(read_ground(b'<urn:s> <urn:p> "_" <urn:g> .\n')) == [("<urn:s>", "<urn:p>", '"_"', "<urn:g>")]
    for line in ("_:s <urn:p> <urn:o> <urn:g> .", "<urn:s> <urn:p> _:o <urn:g> .", "<urn:s> <urn:p> <urn:o> ."):
        with pytest.raises(ValueError, match=r"blank node|of no graph"):
            read_ground(f"{line}\n".encode())
