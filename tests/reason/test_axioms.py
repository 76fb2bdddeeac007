"""Every axiom carries weight: a question is answered by it, and not without it; no axiom is without such a question.

Domains and ranges are what the question `properties` answers from, and what things are that come without a type.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph import judgement_quads, ontology_quads, vocabulary_quads
from kg.iris import Iris
from kg.model.quads import read_quads
from kg.questions import fill, load_questions
from kg.reason import Context, close_schema, infer, infer_within
from kg.resources import open_resources
from kg.store import Store
from tests.pipeline.whole_lineage import stored
from tests.reason.referee import about, around, follows_across, lineage_part, logic

IRIS = Iris()
NAMESPACES = {
    "kg": IRIS.term(""),
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in NAMESPACES.items())
ONTOLOGY = ontology_quads(open_resources(), IRIS)
CHAIN = "owl:propertyChainAxiom"
LOGICAL = ("rdfs:subClassOf", "rdfs:subPropertyOf", "owl:inverseOf", CHAIN)
WEIGHTS = tomllib.loads((Path(__file__).parent / "weights.toml").read_text(encoding="utf-8"))["axiom"]


def iri(short):
    if short == "a":
        return iri("rdf:type")
    prefix, _, name = short.partition(":")
    return f"<{NAMESPACES[prefix]}{name}>"


def short(term):
    for prefix, namespace in NAMESPACES.items():
        if term.startswith(f"<{namespace}"):
            return f"{prefix}:{term[len(namespace) + 1 : -1]}"
    return term


ROWS = read_quads(ONTOLOGY)


def chain_of(node):
    said = {(s, short(p)): o for s, p, o, _ in ROWS}
    names = []
    while short(node) != "rdf:nil":
        names.append(short(said[node, "rdf:first"]))
        node = said[node, "rdf:rest"]
    return " ".join(names)


def axioms():
    """Every axiom in short names, with its line among the quads of the ontology."""
    for s, p, o, g in ROWS:
        name, kind = short(s), short(p)
        if kind in LOGICAL:
            yield f"{name} {kind} {chain_of(o) if kind == CHAIN else short(o)}", f"{s} {p} {o} {g} .\n"
        elif kind == "rdf:type" and short(o).startswith("owl:") and short(o).endswith(("iveProperty", "ricProperty")):
            yield f"{name} a {short(o)}", f"{s} {p} {o} {g} .\n"


AXIOMS = dict(axioms())


def without(line):
    """The ontology without one axiom, and without what has no part in the answers: declarations, domains, ranges."""
    steps = (f" {iri('rdf:first')} ", f" {iri('rdf:rest')} ")
    lists = [one for one in ONTOLOGY.decode().splitlines(keepends=True) if any(step in one for step in steps)]
    return "".join(lists + [one for one in AXIOMS.values() if one != line]).encode()


@pytest.fixture(scope="module")
def told(corpus_store):
    """Parts of the five reports with all their changes, and the concepts that they lead to."""
    store = Store.open(corpus_store)
    parts = [around(store.object(one.graphs["report"]), 3, "change") for one in store.current().reports]
    objects = {row[2] for part in parts for row in read_quads(part)}
    judged = judgement_quads(open_resources(), IRIS)
    lines = lineage_part(stored(store, store.current().graphs, "lineage"))
    # A body that goes into another in its turn: the reports tell of none yet.
    before, after = (f"<{IRIS.concept('agency', slug)}>" for slug in ("qishan-household-registration", "kcg-civil"))
    lines += f"{before} {iri('kg:succeededBy')} {after} <{IRIS.graph('lineage')}> .\n".encode()
    return parts, about(vocabulary_quads(open_resources(), IRIS), objects), judged, lines


def answers(told, ontology):
    """A function that counts the solutions of a pattern on all that is told and all that follows."""
    parts, vocabulary, judged, lineage = told
    schema = close_schema(ontology)
    context = Context.of(schema, vocabulary + ontology)
    store = ox.Store()
    for data in (*parts, vocabulary, judged, lineage):
        store.load(data, format=ox.RdfFormat.N_QUADS)
    store.load(infer(schema, vocabulary + judged, ontology), format=ox.RdfFormat.N_QUADS)
    store.load(follows_across(context, lineage), format=ox.RdfFormat.N_QUADS)
    for part in parts:
        store.load(infer_within(context, part), format=ox.RdfFormat.N_QUADS)
    return lambda pattern: len(
        list(store.query(f"{PREFIXES}SELECT DISTINCT * {{ {pattern} }}", use_default_graph_as_union=True))
    )


@pytest.fixture(scope="module")
def whole(told):
    return answers(told, without(""))


def test_every_axiom_has_a_question():
    named = [row["axiom"] for row in WEIGHTS]
    assert len(named) == len(set(named)) > 55
    assert set(named) == set(AXIOMS)
    assert all(row["question"].endswith("?") for row in WEIGHTS)


@pytest.mark.parametrize("row", WEIGHTS, ids=[row["axiom"] for row in WEIGHTS])
def test_a_question_needs_its_axiom(row, told, whole):
    assert whole(row["pattern"]) > answers(told, without(AXIOMS[row["axiom"]]))(row["pattern"])


def test_links_and_closures_are_one_hop_away():
    rows = [row for row in WEIGHTS if f" {CHAIN} " in row["axiom"] or " owl:" in row["axiom"]]
    assert len(rows) >= 14
    assert [row["pattern"] for row in rows if not re.fullmatch(r"\?\w+ (kg|org):\w+ \?\w+", row["pattern"])] == []


# ------------------------------------------------------------------------------------------------ domains and ranges

DECLARED = [
    (short(s), short(p).removeprefix("rdfs:"), short(o))
    for s, p, o, _ in ROWS
    if short(p) in ("rdfs:domain", "rdfs:range")
]
OF_THINGS = [row for row in DECLARED if not row[2].startswith("xsd:")]


@cache
def property_rows(missing=""):
    """What the question on properties answers on the ontology, one line left out."""
    store = ox.Store()
    lines = (line for line in ONTOLOGY.decode().splitlines(keepends=True) if line != missing)
    store.load("".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    query = load_questions(open_resources(), IRIS)["properties"].sparql
    rows = store.query(fill(query, {}), use_default_graph_as_union=True)
    return frozenset((short(str(row["iri"])), _text(row["of"]), _text(row["values"])) for row in rows)


def _text(term):
    return "" if term is None else term.value


def test_domains_and_ranges_are_many():
    assert len(DECLARED) > 200
    assert len(OF_THINGS) > 140


@pytest.mark.parametrize(("name", "kind", "of"), DECLARED, ids=lambda word: word)
def test_the_question_on_properties_needs_every_domain_and_range(name, kind, of):
    line = f"{iri(name)} {iri(f'rdfs:{kind}')} {iri(of)} <{IRIS.graph('ontology')}> .\n"
    assert line in ONTOLOGY.decode()
    place = 1 if kind == "domain" else 2
    told = {row[place] for row in property_rows() if row[0] == name}
    left = {row[place] for row in property_rows(line) if row[0] == name}
    assert told - left == {of.partition(":")[2]}


SCHEMA = close_schema(logic(ONTOLOGY))


@pytest.mark.parametrize(("name", "kind", "of"), OF_THINGS, ids=lambda word: word)
def test_a_domain_or_range_says_what_comes_without_a_type(name, kind, of):
    """A graph of one triple: what are its subject and its object?"""
    graph = f"<{IRIS.graph('report/other')}>"
    found = infer(
        SCHEMA, f"<urn:x:s> {iri(name)} <urn:x:o> {graph} .\n<urn:x:o> <urn:x:p> <urn:x:s> {graph} .\n".encode(), b""
    )
    node = "<urn:x:s>" if kind == "domain" else "<urn:x:o>"
    assert (node, iri("a"), iri(of)) in {row[:3] for row in read_quads(found)}
