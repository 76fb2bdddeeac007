"""Exactly what owlrl derives, of every report of the corpus and of graphs that are damaged."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph import ontology_quads, report_quads, vocabulary_quads
from kg.iris import Iris
from kg.model.quads import read_quads
from kg.reason import Context, close_schema, infer_within
from kg.resources import open_resources
from kg.store import Store
from tests.graph import small
from tests.pipeline.whole_lineage import stored
from tests.reason.referee import about, all_by_owlrl, around, by_owlrl, follows_across, lineage_part, logic, triples

IRIS = Iris()
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
XSD = "<http://www.w3.org/2001/XMLSchema#"
REPORTS = sorted(path.stem for path in open_resources().files("reports", "*.txt"))
# Ways in which a quad is damaged: which of its terms is another's.
TURNS = ("drop", "subject", "predicate", "object", "turned")


@pytest.fixture(scope="module")
def ontology():
    return logic(ontology_quads(open_resources(), IRIS))


@pytest.fixture(scope="module")
def schema(ontology):
    return close_schema(ontology)


def test_there_are_five_reports():
    assert len(REPORTS) == 5


def asserted_of(store, report):
    opened = Store.open(store)
    return opened.object(opened.view().manifest.report(report).graphs["report"])


def same(schema, asserted, context):
    """What we derive, after it was found to be what owlrl derives."""
    ours = triples(infer_within(Context.of(schema, context), asserted))
    theirs = by_owlrl(asserted, context) - schema.triples
    assert sorted(theirs - ours) == []
    assert sorted(ours - theirs) == []
    return ours


@pytest.mark.parametrize("report", REPORTS)
def test_a_part_of_every_report(report, corpus_store, schema, ontology):
    part = around(asserted_of(corpus_store, report), 4)
    objects = {o for _, _, o, _ in read_quads(part)}
    concepts = logic(about(vocabulary_quads(open_resources(), IRIS), objects))
    found = same(schema, part, concepts + ontology)
    assert len(found) > 200
    assert {p for _, p, _ in found} >= {f"<{IRIS.term(name)}>" for name in ("inReport", "concernsAgency", "measuredIn")}


@pytest.mark.long
@pytest.mark.parametrize("report", REPORTS)
def test_every_report_whole(report, corpus_store, schema, ontology):
    context = logic(vocabulary_quads(open_resources(), IRIS)) + ontology
    assert len(same(schema, asserted_of(corpus_store, report), context)) > 4000


def lineage_of(store):
    opened = Store.open(store)
    return stored(opened, opened.view().manifest.graphs, "lineage")


def same_across(schema, lineage, ontology):
    """As `same`, for a graph of what others describe: less the classes of what has none in it."""
    ours = triples(follows_across(Context.of(schema, ontology), lineage))
    typed = {s for s, p, _ in triples(lineage) if p == TYPE}
    found = all_by_owlrl(lineage, ontology) - schema.triples
    # That datatypes are disjoint is of the language, not of the graph.
    theirs = {row for row in found if (row[1] != TYPE or row[0] in typed) and not row[0].startswith(XSD)}
    assert sorted(theirs - ours) == []
    assert sorted(ours - theirs) == []
    return ours


def test_a_part_of_the_lineage(corpus_store, schema, ontology):
    found = same_across(schema, lineage_part(lineage_of(corpus_store)), ontology)
    assert len(found) > 100
    names = ("continuedBy", "continues", "comparableFigure", "renamedIn", "involves", "involvementTold")
    assert {p for _, p, _ in found} >= {f"<{IRIS.term(name)}>" for name in names}


@pytest.mark.long
def test_the_lineage_whole(corpus_store, schema, ontology):
    assert len(same_across(schema, lineage_of(corpus_store), ontology)) > 1200


SMALL = list(read_quads(logic(report_quads(small.READING, small.LINKS, small.VOCABULARY, IRIS))))


PLACES = st.integers(0, len(SMALL) - 1)
EDITS = st.lists(st.tuples(PLACES, st.sampled_from(TURNS), PLACES), min_size=1, max_size=12)


def damaged(edits):
    """The small report with some of its quads damaged: the edited one, what is done to it, one whose terms it takes."""
    rows = list(SMALL)
    for place, turn, other in edits:
        s, p, o, g = rows[place]
        rows[place] = {
            "drop": (s, "<urn:x:nothing>", o, g),
            "subject": (SMALL[other][0], p, o, g),
            "predicate": (s, SMALL[other][1], o, g),
            "object": (s, p, SMALL[other][2], g),
            "turned": (o, p, s, g) if o.startswith("<") else (s, p, s, g),
        }[turn]
    return "".join(f"{' '.join(row)} .\n" for row in sorted(set(rows))).encode()


def compare_damaged(schema, ontology):
    @given(EDITS)
    def compare(edits):
        assert len(same(schema, damaged(edits), ontology)) > 40

    return compare


QUIET = {"deadline": None, "derandomize": True, "suppress_health_check": [HealthCheck.too_slow]}


def test_graphs_that_are_damaged(schema, ontology):
    settings(max_examples=8, **QUIET)(compare_damaged(schema, ontology))()


@pytest.mark.long
def test_many_graphs_that_are_damaged(schema, ontology):
    settings(max_examples=200, **QUIET)(compare_damaged(schema, ontology))()
