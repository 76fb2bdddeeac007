"""Our shapes: a conforming graph conforms, every shape is broken by its plant, and pyshacl finds the same."""

import random

import pyoxigraph as ox
import pytest
from pyshacl import validate as by_pyshacl
from pyshacl.errors import ReportableRuntimeError
from rdflib import Graph
from rdflib.namespace import RDF, SH

from kg.graph import ontology_quads, report_quads
from kg.iris import Iris
from kg.model.concepts import Scheme
from kg.model.facts import ChangeType, Direction, Kind, PeriodSource, Temporality
from kg.model.findings import FindingKind, Verdict
from kg.model.mentions import Part, Qualifier
from kg.resources import open_resources
from kg.validate import Severity, load_shapes, validate
from tests.graph import small, small_checks, small_lineage
from tests.graph.gold_reading import ANNOTATED, gold_links, gold_reading, gold_vocabulary
from tests.validate.plants import NODES, PLANTS, PREFIXES
from tests.validate.referee import described, report_of, rows_of, rows_of_ours

IRIS = Iris()
SHAPES = IRIS.base + "shapes#"
CONCEPTS = [
    (Scheme.METRIC, "english-rate"),
    (Scheme.UNIT, "percent"),
    (Scheme.UNIT, "ratio"),
    (Scheme.KIND, "stock"),
    (Scheme.AGENCY, "personnel"),
    (Scheme.AGENCY, "welfare"),
    (Scheme.PROGRAMME, "english-test"),
    (Scheme.AWARD, "innovation-award"),
]


def concept_turtle(scheme, slug):
    return f"""<{IRIS.concept(scheme.value, slug)}> a kg:{scheme.value.capitalize()} ; skos:inScheme id:{scheme.value} ;
      skos:prefLabel "{slug}"@zh-Hant, "{slug}"@en ; skos:definition "{slug}"@zh-Hant, "{slug}"@en .
    """


MENTIONS = [("system", "系統"), ("law", "法律"), ("person", "王小明"), ("quoted", "好聲音")]


def scheme_turtle(scheme):
    return f'id:{scheme.value} a skos:ConceptScheme ; skos:prefLabel "{scheme}"@zh-Hant, "{scheme}"@en .\n'


def mention_turtle(kind, name):
    node = f"{{{kind}-mention}}"
    return f'{node} a kg:{kind.capitalize()}Mention ; kg:name "{name}" ; kg:mentionedAt {{span}} .\n'


MORE = """
id:judgement\\/j-1 a kg:Judgement ; kg:judgedName "人事處" ; kg:judgedConcept id:agency\\/personnel ; kg:same true ;
  kg:judgedBy "reader" ; kg:judgedOn "2026-01-02"^^xsd:date ; kg:because "the only one" .
{unit} skos:broader {unit-group} .
{series} a dcat:DatasetSeries ; dcterms:title "系列"@zh-Hant .
{subsection} a kg:Section ; kg:heading "細項" ; kg:ordinal 9 ; kg:level 5 ; kg:sectionOf {report} ;
  kg:subsectionOf {section} .
{other-change} a kg:Change ; kg:changeType kind:staffing_change ; kg:subjectText "社會局" ; kg:date "2020"^^xsd:gYear ;
  kg:after 5 ; prov:wasDerivedFrom {span} .
"""


@pytest.fixture(scope="module")
def resources():
    return open_resources()


@pytest.fixture(scope="module")
def ontology(resources):
    return ontology_quads(resources, IRIS)


@pytest.fixture(scope="module")
def shapes(resources):
    return load_shapes(resources, IRIS)


@pytest.fixture(scope="module")
def shapes_graph(resources):
    graph = Graph()
    for path in resources.files("shapes", "*.ttl"):
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def base():
    """A report with a vocabulary and a judgement: all that the shapes look at, and nothing wrong."""
    quads = report_quads(small.READING, small.LINKS, small.VOCABULARY, IRIS, small.YIELD)
    quads += small_lineage.quads() + small_checks.quads()
    triples = {quad.triple for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS)}
    turtle = MORE + "".join(map(scheme_turtle, {scheme for scheme, _ in CONCEPTS}))
    turtle += "".join(concept_turtle(*concept) for concept in CONCEPTS)
    turtle += "".join(mention_turtle(*mention) for mention in MENTIONS)
    return frozenset(triples | set(parsed(turtle)))


@pytest.fixture(scope="module")
def dimension(base):
    return min(t.subject.value for t in base if t.predicate.value == IRIS.term("dimensionKey"))


def parsed(turtle, **more):
    for name, iri in (NODES | more).items():
        turtle = turtle.replace("{" + name + "}", f"<{iri}>")
    return [quad.triple for quad in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)]


def as_quads(triples):
    graph = ox.NamedNode(IRIS.graph("report/small-1"))
    quads = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS)


def planted(base, edits, dimension):
    """The base with edits: (node, property, objects)."""
    triples = set(base)
    for node, name, objects in edits:
        [template] = parsed(f"<{(NODES | {'dimension': dimension})[node]}> {name} 0 .")
        triples = {t for t in triples if (t.subject, t.predicate) != (template.subject, template.predicate)}
        if objects:
            triples.update(parsed(f"<{template.subject.value}> {name} {objects} ."))
    return as_quads(triples)


def test_there_are_shapes_of_every_kind(shapes):
    every = {shape.name[1:-1]: shape for top in shapes.shapes for shape in (top, *top.properties)}
    assert len(shapes.shapes) >= 40
    assert len(every) > 200
    speaking = [shape for shape in every.values() if shape.constraints]
    assert {shape.severity for shape in speaking} == set(Severity)
    assert {SHAPES + name for name in PLANTS} == {shape.name[1:-1] for shape in speaking}


def test_what_is_right_conforms(base, ontology, shapes):
    assert validate(as_quads(base), ontology, shapes).results == ()


@pytest.mark.parametrize("name", PLANTS)
def test_every_shape_is_broken_by_its_plant(name, base, ontology, shapes, dimension):
    found = validate(planted(base, [PLANTS[name]], dimension), ontology, shapes)
    assert SHAPES + name in {result.shape for result in found.results}
    assert found.conforms == all(result.severity is not Severity.VIOLATION for result in found.results)


def groups():
    """The plants in as few groups as it takes that none edits what another of its group does."""
    result = []
    for name, (node, prop, _) in PLANTS.items():
        free = next((group for group in result if all(PLANTS[other][:2] != (node, prop) for other in group)), None)
        if free is None:
            result.append(free := [])
        free.append(name)
    return result


@pytest.mark.parametrize("names", groups(), ids=len)
def test_pyshacl_finds_the_same(names, base, ontology, shapes, shapes_graph, dimension):
    quads = planted(base, [PLANTS[name] for name in names], dimension)
    ours, theirs = rows_of_ours(validate(quads, ontology, shapes)), rows_of(report_of(quads, ontology, shapes_graph))
    assert len(theirs) >= len(names) // 2
    assert sorted(ours ^ theirs) == []


@pytest.mark.parametrize("seed", range(3))
def test_pyshacl_finds_the_same_in_a_damaged_graph(seed, base, ontology, shapes, shapes_graph):
    """A fifth of all triples is gone, and some are of another node."""
    chance = random.Random(seed)
    triples = [t for t in sorted(base, key=str) if chance.random() > 0.2]
    moved = [ox.Triple(chance.choice(triples).subject, t.predicate, t.object) for t in triples[::10]]
    quads = as_quads(set(triples) | set(moved))
    ours, theirs = rows_of_ours(validate(quads, ontology, shapes)), rows_of(report_of(quads, ontology, shapes_graph))
    assert len(theirs) > 50
    assert sorted(ours ^ theirs) == []


def test_the_report_in_turtle_is_that_of_pyshacl(base, ontology, shapes, shapes_graph, dimension):
    names = ["measurement-cut", "source-bounds", "report-figures", "change-body", "link-score", "concept-alt"]
    quads = planted(base, [PLANTS[name] for name in names], dimension)
    ours = Graph().parse(data=validate(quads, ontology, shapes).turtle(), format="turtle")
    theirs = report_of(quads, ontology, shapes_graph)
    reports = [described(graph, graph.value(None, RDF.type, SH.ValidationReport)) for graph in (ours, theirs)]
    assert len(reports[0]) > len(names)
    assert reports[0] == reports[1]


def test_real_reports_conform(ontology, shapes):
    assert len(ANNOTATED) == 3
    turtle = "".join(map(scheme_turtle, {concept.scheme for concept in gold_vocabulary().concepts}))
    turtle += "".join(concept_turtle(concept.scheme, concept.slug) for concept in gold_vocabulary().concepts)
    for report in ANNOTATED:
        reading = gold_reading(report)
        quads = report_quads(reading, gold_links(reading, report), gold_vocabulary(), IRIS)
        found = validate(quads, as_quads(parsed(turtle)) + ontology, shapes)
        assert [result for result in found.results if result.severity is Severity.VIOLATION] == []
        assert found.conforms


def test_results_name_the_node_the_rule_and_the_value_in_both_languages(base, ontology, shapes, dimension):
    found = validate(planted(base, [PLANTS["link-score"]], dimension), ontology, shapes)
    [result] = found.results
    assert (result.focus, result.path, result.value) == (NODES["link"], IRIS.term("score"), "1.01")
    assert (result.shape, result.component) == (SHAPES + "link-score", "MaxInclusive")
    assert result.severity is Severity.VIOLATION
    assert result.message_zh == "連結必須恰有一個 0 至 1 的分數。"
    assert result.message_en == "A link must have exactly one score from 0 to 1."
    assert not found.conforms


def test_paths_are_shown_as_sparql_writes_them(base, ontology, shapes, dimension):
    edits = [PLANTS["source-bounds"], PLANTS["change-body"]]
    paths = {result.path for result in validate(planted(base, edits, dimension), ontology, shapes).results}
    org = "http://www.w3.org/ns/org#"
    assert f"^<{IRIS.term('ofSource')}>/<http://www.w3.org/ns/oa#end>" in paths
    assert f"<{org}originalOrganization>|<{org}resultingOrganization>" in paths


def test_the_shapes_themselves_are_well_formed(shapes_graph):
    """By the shapes of shapes (SHACL, appendix C), which pyshacl carries; it raises for what breaks them."""
    conforms, *_ = by_pyshacl(Graph(), shacl_graph=shapes_graph, advanced=False, meta_shacl=True)
    assert conforms
    broken = Graph().parse(data="@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:PropertyShape .")
    with pytest.raises(ReportableRuntimeError):
        by_pyshacl(Graph(), shacl_graph=broken, advanced=False, meta_shacl=True)


LISTS = {
    "measurement-kind": Kind,
    "measurement-direction": Direction,
    "measurement-temporality": Temporality,
    "measurement-qualifier": Qualifier,
    "measurement-period-source": PeriodSource,
    "measurement-part": set(Part) - {Part.WHOLE},
    "change-type": ChangeType,
    "check-kind": FindingKind,
    "check-verdict": Verdict,
}


@pytest.mark.parametrize("name", LISTS)
def test_closed_lists_are_those_of_the_model(name, shapes):
    [shape] = [one for top in shapes.shapes for one in top.properties if one.name[1:-1] == SHAPES + name]
    [terms] = [constraint.terms for constraint in shape.constraints if constraint.name == "in"]
    assert {term[1:-1] for term in terms} == {IRIS.concept("kind", member.value) for member in LISTS[name]}
