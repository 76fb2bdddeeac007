"""The ontology is documented in both languages, says no more than is used, and is aligned to the vocabularies named."""

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from kg.iris import Iris
from kg.model.mentions import NameKind
from kg.vocabulary import KNOWN

ROOT = Path(__file__).parents[1]
KG = Iris().term("")
CORE = Graph().parse(ROOT / "ontology" / "core.ttl")
NAMESPACES = dict(CORE.namespaces())
TERMS = sorted({term for term in CORE.subjects(RDF.type) if str(term).startswith(KG)})
ALIGNED = ("prov", "org", "qb", "skos", "time", "oa", "dcat")
ABOVE = (RDFS.subClassOf, RDFS.subPropertyOf, RDF.type)


def texts(folder, *suffixes):
    paths = [path for path in (ROOT / folder).rglob("*") if path.suffix in suffixes and path.name != "core.ttl"]
    assert paths
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def named(text, prefix="kg"):
    return set(re.findall(rf"\b{prefix}:([A-Za-z]\w*)", text))


def local(term):
    return str(term).removeprefix(KG)


@pytest.mark.parametrize("term", TERMS, ids=local)
def test_every_term_has_label_and_comment_in_both_languages(term):
    for predicate in (RDFS.label, RDFS.comment):
        found = [text for text in CORE.objects(term, predicate) if text.strip()]
        assert sorted(text.language.casefold() for text in found) == ["en", "zh-hant"]


def test_labels_tell_classes_and_properties_apart():
    assert len(TERMS) > 130
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        labels = [str(label) for term in CORE.subjects(RDF.type, kind) for label in CORE.objects(term, RDFS.label)]
        english = [label for label in labels if label.isascii()]
        assert english
        assert len(english) == len(set(english))


def test_every_term_is_written_by_the_graph_the_vocabulary_or_an_export_or_is_inferred():
    written = (
        named(texts("kg/graph", ".py")) | named(texts("ontology", ".ttl")) | named(texts("queries/exports", ".rq"))
    )
    written |= {f"{kind.value.capitalize()}Mention" for kind in NameKind}
    written |= {name.removeprefix("kg:") for name in KNOWN if name.startswith("kg:")}
    inferred = {
        local(term) for predicate in (OWL.inverseOf, OWL.propertyChainAxiom) for term in CORE.subjects(predicate)
    }
    inferred |= {local(term) for above in (RDFS.subClassOf, RDFS.subPropertyOf) for term in CORE.objects(None, above)}
    assert {local(term) for term in TERMS} - written - inferred == set()


@pytest.mark.parametrize("folder", ["kg/graph", "ontology", "shapes", "queries"])
def test_every_term_that_is_used_is_in_the_ontology(folder):
    text = texts(folder, ".py", ".ttl", ".rq")
    assert named(text) - {local(term) for term in TERMS} == set()
    for prefix in ("oa", "org", "prov", "time", "dcat", "dcterms", "skos"):
        declared = {str(term).removeprefix(NAMESPACES[prefix]) for term in CORE.subjects(RDF.type)}
        assert named(text, prefix) - declared - above(prefix) == set()


def above(prefix):
    """The names of a vocabulary to which terms of ours are aligned."""
    objects = {term for predicate in ABOVE for term in CORE.objects(None, predicate)}
    return {str(term).removeprefix(NAMESPACES[prefix]) for term in objects if str(term).startswith(NAMESPACES[prefix])}


@pytest.mark.parametrize("prefix", ALIGNED)
def test_terms_of_ours_are_aligned_to(prefix):
    aligned = {
        term
        for term in TERMS
        for predicate in ABOVE
        for target in CORE.objects(term, predicate)
        if str(target).startswith(NAMESPACES[prefix])
    }
    assert aligned


def test_domains_and_ranges_are_classes_that_are_described():
    classes = set(CORE.subjects(RDF.type, OWL.Class)) | {
        term for term in CORE.objects(None, RDFS.subClassOf) if isinstance(term, URIRef)
    }
    datatypes = NAMESPACES["xsd"]
    for predicate in (RDFS.domain, RDFS.range):
        for target in CORE.objects(None, predicate):
            assert target in classes or str(target).startswith(datatypes)


def test_every_property_of_concepts_that_is_read_is_described():
    ours = {name.removeprefix("kg:") for name in KNOWN if name.startswith("kg:")}
    assert len(ours) > 10
    assert ours <= {local(term) for term in TERMS}
