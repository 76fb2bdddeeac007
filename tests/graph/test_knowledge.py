"""Ontology, vocabulary and judgements as quads, under any base, without blank nodes."""

import re

import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import KnowledgeError
from kg.graph import judgement_quads, ontology_quads, vocabulary_quads
from kg.iris import Iris
from kg.model.concepts import Scheme
from kg.model.mentions import NameKind
from kg.resources import Resources, open_resources

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OTHER = Iris("https://example.net/g/")
PREFIXES = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix kg: <https://w3id.org/kaogong/ontology#> .\n"


def read(quads):
    return list(ox.parse(quads, format=ox.RdfFormat.N_QUADS))


def overlaid(tmp_path, name, text):
    path = tmp_path / "ontology" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PREFIXES + text, encoding="utf-8")
    return Resources((*open_resources().roots, tmp_path))


def test_every_term_has_label_and_comment_in_both_languages():
    quads = read(ontology_quads(open_resources(), Iris()))
    names = {q.subject.value for q in quads if q.subject.value.startswith(Iris().term(""))}
    terms = {name for name in names if "#node-" not in name}
    assert len(terms) > 100
    for predicate in ("label", "comment"):
        for language in ("zh-hant", "en"):
            said = {
                q.subject.value
                for q in quads
                if q.predicate.value == RDFS + predicate and q.object.language == language and q.object.value.strip()
            }
            assert sorted(terms - said) == [], (predicate, language)


def test_there_is_a_class_for_every_kind_of_name_and_every_scheme():
    quads = read(ontology_quads(open_resources(), Iris()))
    classes = {q.subject.value for q in quads if q.object == ox.NamedNode("http://www.w3.org/2002/07/owl#Class")}
    wanted = [f"{kind.value.capitalize()}Mention" for kind in NameKind]
    wanted += [scheme.value.capitalize() for scheme in Scheme]
    assert len(wanted) == 15
    assert [name for name in wanted if Iris().term(name) not in classes] == []


def test_every_property_of_ours_is_declared_as_what_it_is():
    quads = read(ontology_quads(open_resources(), Iris()))
    kinds = {}
    for quad in quads:
        if quad.predicate.value.endswith("#type"):
            kinds.setdefault(quad.subject.value, set()).add(quad.object.value.split("#")[-1])
    ranged = {q.subject.value: q.object.value for q in quads if q.predicate.value == RDFS + "range"}
    assert len(ranged) > 60
    for name, target in ranged.items():
        expected = "DatatypeProperty" if target.startswith("http://www.w3.org/2001/XMLSchema#") else "ObjectProperty"
        assert expected in kinds[name], name


def test_lists_have_iris_that_depend_on_what_they_hold():
    first, again = (ontology_quads(open_resources(), Iris()) for _ in range(2))
    assert first == again
    assert b"_:" not in first
    nodes = set(re.findall(rb"ontology#node-[0-9a-f]{16}>", first))
    core = rdflib.Graph().parse(data=open_resources().files("ontology", "core.ttl")[0].read_text(encoding="utf-8"))
    chains = [tuple(core.items(chain)) for chain in core.objects(None, rdflib.OWL.propertyChainAxiom)]
    assert len(chains) > 5
    # One node a step of every chain; chains that end alike share the rest.
    assert len(nodes) == len({chain[step:] for chain in chains for step in range(len(chain))})


def test_another_base_moves_every_iri_of_ours():
    quads = ontology_quads(open_resources(), OTHER)
    assert b"w3id.org/kaogong" not in quads
    assert quads.count(b"\n") == ontology_quads(open_resources(), Iris()).count(b"\n")
    inside = Iris(Iris().base + "test/")
    assert ontology_quads(open_resources(), inside).count(b"test/test/") == 0


def test_vocabulary_and_judgements_stand_in_graphs_of_their_own(tmp_path):
    concept = "<https://w3id.org/kaogong/id/metric/more> a kg:Metric ."
    resources = overlaid(tmp_path, "vocab/more.ttl", concept)
    added = set(read(vocabulary_quads(resources, OTHER))) - set(read(vocabulary_quads(open_resources(), OTHER)))
    [quad] = added
    assert quad.subject.value == OTHER.concept("metric", "more")
    assert quad.graph_name.value == OTHER.graph("vocabulary")
    judgement = "<https://w3id.org/kaogong/id/judgement/j> a kg:Judgement ."
    packaged = set(read(judgement_quads(open_resources(), OTHER)))
    quads = set(read(judgement_quads(overlaid(tmp_path, "judgements.ttl", judgement), OTHER)))
    assert len(packaged) > 10
    assert packaged < quads
    assert [(q.subject.value, q.graph_name.value) for q in quads - packaged] == [
        (OTHER.thing("judgement", "j"), OTHER.graph("judgements"))
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [("[] a skos:Concept .", "blank node"), ("kg:a skos:broader [] .", "blank node"), ("kg:a kg:b", r"more\.ttl")],
)
def test_what_cannot_be_written_is_refused(tmp_path, text, words):
    with pytest.raises(KnowledgeError, match=words):
        vocabulary_quads(overlaid(tmp_path, "vocab/more.ttl", text), Iris())
