"""Every constraint component on small graphs, with pyshacl as the referee; what is not implemented is refused."""

import re

import pytest
from rdflib import Graph

from kg.errors import KnowledgeError
from kg.iris import Iris
from kg.resources import Resources, open_resources, packaged
from kg.validate import load_shapes, validate
from kg.validate.components import FEATURES, OWN
from tests.validate.referee import PREFIXES, quads_of, report_of, rows_of, rows_of_ours, shapes_of

MESSAGE = 'sh:message "不符"@zh-Hant, "no"@en'
DATA = """
e:a a e:Thing ; e:p 1, 2, "x", "長"@zh-Hant, "long"@en, "lang"@en-GB, "lang2"@en-GB, e:b, [] ; e:q 2, "x" .
e:a e:day "2020-05-01"^^xsd:date ; e:until "2020-05-31"^^xsd:date, "2020-04-30"^^xsd:date .
e:b a e:Small ; e:p 10.5, "1"^^xsd:integer, "one"^^xsd:integer ; e:q 1 .
e:b e:day "2020-05-31"^^xsd:date, "May", 5, 5.5 ; e:until "2020-05-31"^^xsd:date .
e:c a e:Other, e:Thing ; e:q e:a, e:b, "abc", "a\\nb" ; e:other e:b .
e:d e:p e:a ; e:q "z" .
e:a e:low 0, 3 ; e:high 4, 7.5, "1" . e:b e:low "0" ; e:high 1 . e:d e:low 2, 5.0 ; e:high 6 .
e:Small rdfs:subClassOf e:Thing .
"""
# Our own component, as its file declares it.
COMPONENT = re.search(
    r"^ks:LengthConstraintComponent .*?\] \.$",
    (packaged() / "shapes" / "provenance.ttl").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)[0]
# Constraints of a property shape on e:p of all things (and on the subjects of e:q).
CONSTRAINTS = {
    "class": "sh:class e:Thing",
    "datatype": "sh:datatype xsd:integer",
    "nodeKind": "sh:nodeKind sh:IRIOrLiteral",
    "minCount": "sh:minCount 5",
    "maxCount": "sh:maxCount 2",
    "minInclusive": "sh:minInclusive 2",
    "maxInclusive": "sh:maxInclusive 2",
    "minExclusive": "sh:minExclusive 1",
    "maxExclusive": "sh:maxExclusive 10.5",
    "minLength": "sh:minLength 2",
    "maxLength": "sh:maxLength 2",
    "pattern": 'sh:pattern "^[a-z1]+$"',
    "languageIn": 'sh:languageIn ( "en" "zh" )',
    "uniqueLang": "sh:uniqueLang true",
    "equals": "sh:equals e:q",
    "disjoint": "sh:disjoint e:q",
    "lessThan": "sh:lessThan e:until",
    "lessThanOrEquals": "sh:lessThanOrEquals e:until",
    "hasValue": "sh:hasValue 2",
    "in": 'sh:in ( 1 2 "x" e:b )',
    "not": "sh:not [ sh:nodeKind sh:IRI ]",
    "node": "sh:node [ sh:property [ sh:path e:q ; sh:minCount 1 ] ]",
    "and": "sh:and ( [ sh:nodeKind sh:Literal ] [ sh:minLength 2 ] )",
    "or": "sh:or ( [ sh:datatype xsd:string ] [ sh:class e:Thing ] )",
    "xone": "sh:xone ( [ sh:datatype xsd:integer ] [ sh:minLength 2 ] [ sh:nodeKind sh:IRI ] )",
    "qualifiedMinCount": "sh:qualifiedValueShape [ sh:datatype xsd:integer ] ; sh:qualifiedMinCount 2",
    "qualifiedMaxCount": "sh:qualifiedValueShape [ sh:nodeKind sh:Literal ] ; sh:qualifiedMaxCount 1",
}
PATHS = {
    "inverse": "[ sh:inversePath e:q ]",
    "sequence": "( e:q e:p )",
    "alternative": "[ sh:alternativePath ( e:p [ sh:inversePath e:other ] ) ]",
    "nested": "( [ sh:inversePath e:q ] [ sh:alternativePath ( e:other ( e:q e:q ) ) ] )",
}
TARGETS = {
    "class": "sh:targetClass e:Thing",
    "node": "sh:targetNode e:d, e:c",
    "subjects": "sh:targetSubjectsOf e:other",
    "objects": "sh:targetObjectsOf e:q",
}


def judged(shapes):
    """What we and pyshacl find, of the nodes that have triples of their own."""
    quads = quads_of(DATA)
    shapes = f"{COMPONENT}\n{shapes}"
    theirs = report_of(quads, b"", Graph().parse(data=PREFIXES + shapes, format="turtle"))
    described = {f"https://example.org/{name}" for name in ("a", "b", "c", "d")}
    found = rows_of(theirs)
    return rows_of_ours(validate(quads, b"", shapes_of(shapes))), {row for row in found if row[0] in described}


def named(rows):
    """Blank nodes have no name that two programs share."""
    return {(f, v if v.startswith("http") or len(v) < 16 else "", s, c, w) for f, v, s, c, w in rows}


def test_every_feature_is_tried():
    assert CONSTRAINTS.keys() | OWN.keys() == FEATURES.keys()


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_a_constraint_as_pyshacl_judges_it(name):
    path = "e:day" if name.startswith("lessThan") else "e:p"
    ours, theirs = judged(
        f"e:S a sh:NodeShape ; sh:targetClass e:Thing ; sh:targetSubjectsOf e:q ; sh:property e:P ."
        f"e:P a sh:PropertyShape ; sh:path {path} ; {CONSTRAINTS[name]} ; {MESSAGE} ."
    )
    assert len(theirs) > 0
    assert named(ours) == named(theirs)


def test_our_own_component_as_pyshacl_judges_it():
    """A text as long as lies between two numbers: of several texts or numbers some must fit."""
    ours, theirs = judged(
        f"e:S a sh:NodeShape ; sh:targetClass e:Thing ; sh:targetSubjectsOf e:q, e:low ;"
        f"ks:lengthOf e:q ; ks:lengthFrom e:low ; ks:lengthTo e:high ; {MESSAGE} ."
    )
    assert {row[0].rpartition("/")[2] for row in ours} == {"b", "c"}
    assert ours == theirs


@pytest.mark.parametrize("name", PATHS)
def test_a_path_as_pyshacl_walks_it(name):
    ours, theirs = judged(
        f"e:S a sh:NodeShape ; sh:targetSubjectsOf e:q ; sh:property e:P ."
        f"e:P a sh:PropertyShape ; sh:path {PATHS[name]} ; sh:maxCount 0 ; sh:nodeKind sh:BlankNode ; {MESSAGE} ."
    )
    assert len(theirs) > 0
    assert named(ours) == named(theirs)


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_as_pyshacl_finds_it(name):
    ours, theirs = judged(f"e:S a sh:NodeShape ; {TARGETS[name]} ; sh:nodeKind sh:BlankNode ; {MESSAGE} .")
    assert len(theirs) > 0
    assert named(ours) == named(theirs)


def test_severities_and_property_shapes_in_property_shapes():
    ours, theirs = judged(
        f"""e:S a sh:NodeShape ; sh:targetClass e:Thing ; sh:property e:P .
        e:P a sh:PropertyShape ; sh:path e:q ; sh:property e:Q .
        e:Q a sh:PropertyShape ; sh:path e:p ; sh:minCount 1 ; sh:severity sh:Info ; {MESSAGE} ."""
    )
    assert {row[-1] for row in ours} == {"http://www.w3.org/ns/shacl#Info"}
    # The focus nodes of the inner shape are values: literals and blank nodes among them.
    assert {row for row in ours if row[0].startswith("https://example.org/")} == theirs


SHAPE = "e:S a sh:PropertyShape ; sh:targetNode e:a"
REFUSED = {
    "component": "e:OtherConstraintComponent a sh:ConstraintComponent ; sh:parameter [ sh:path e:other ] .",
    "component of our name, elsewhere": "e:LengthConstraintComponent a sh:ConstraintComponent .",
    "component on a path": f"{SHAPE} ; sh:path e:p ; ks:lengthOf e:a ; ks:lengthFrom e:b ; ks:lengthTo e:c .",
    "half of a component": f"e:S a sh:NodeShape ; sh:targetNode e:a ; ks:lengthOf e:low ; {MESSAGE} .",
    "SPARQL": 'e:S a sh:NodeShape ; sh:targetNode e:a ; sh:sparql [ sh:select "SELECT $this {}" ] .',
    "rule": "e:S a sh:NodeShape ; sh:targetNode e:a ; sh:rule [ a sh:TripleRule ] .",
    "target": "e:S a sh:NodeShape ; sh:target [ a sh:SPARQLTarget ] . e:T a sh:SPARQLTarget .",
    "closed": f"e:S a sh:NodeShape ; sh:targetNode e:a ; sh:closed true ; {MESSAGE} .",
    "deactivated": f"e:S a sh:NodeShape ; sh:targetNode e:a ; sh:deactivated true ; {MESSAGE} .",
    "flags": f'e:S a sh:NodeShape ; sh:targetNode e:a ; sh:pattern "a" ; sh:flags "i" ; {MESSAGE} .',
    "path": f"{SHAPE} ; sh:path [ sh:zeroOrMorePath e:p ] ; sh:minCount 1 ; {MESSAGE} .",
    "no path": f"e:S a sh:NodeShape ; sh:targetNode e:a ; sh:minCount 1 ; {MESSAGE} .",
    "datatype": f"e:S a sh:NodeShape ; sh:targetNode e:a ; sh:datatype xsd:duration ; {MESSAGE} .",
    "number": f'e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ; sh:minCount "x" ; {MESSAGE} .',
    "pattern": f'e:S a sh:NodeShape ; sh:targetNode e:a ; sh:pattern "(" ; {MESSAGE} .',
    "node kind": f"e:S a sh:NodeShape ; sh:targetNode e:a ; sh:nodeKind sh:Anything ; {MESSAGE} .",
    "severity": f"e:S a sh:NodeShape ; sh:targetNode e:a ; sh:nodeKind sh:IRI ; sh:severity sh:Trace ; {MESSAGE} .",
    "message": 'e:S a sh:NodeShape ; sh:targetNode e:a ; sh:nodeKind sh:IRI ; sh:message "no"@en .',
    "unused": f"e:S a sh:NodeShape ; sh:nodeKind sh:IRI ; {MESSAGE} .",
    "itself": f"e:S a sh:NodeShape ; sh:targetNode e:a ; sh:not e:S ; {MESSAGE} .",
    "broken list": f"e:S a sh:NodeShape ; sh:targetNode e:a ; sh:in e:list ; {MESSAGE} .",
    "count without shape": f"{SHAPE} ; sh:path e:p ; sh:qualifiedMinCount 1 ; {MESSAGE} .",
    "shape without count": f"{SHAPE} ; sh:path e:p ; sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; {MESSAGE} .",
    "disjoint siblings": f"{SHAPE} ; sh:path e:p ; sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; "
    f"sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ; {MESSAGE} .",
    "literal": 'e:S a sh:NodeShape ; sh:targetNode "a" ; sh:nodeKind sh:IRI .',
    "two paths": f"e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p, e:q ; sh:minCount 1 ; {MESSAGE} .",
    "implicit target": f"e:S a sh:NodeShape, rdfs:Class ; sh:targetNode e:a ; sh:nodeKind sh:IRI ; {MESSAGE} .",
}


@pytest.mark.parametrize("shapes", REFUSED.values(), ids=REFUSED)
def test_what_is_not_implemented_is_refused(shapes):
    with pytest.raises(KnowledgeError):
        shapes_of(shapes)


def test_a_file_that_is_no_turtle_is_named(tmp_path):
    directory = tmp_path / "shapes"
    directory.mkdir()
    (directory / "more.ttl").write_text("e:S a", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"more\.ttl"):
        load_shapes(Resources((*open_resources().roots, tmp_path)), Iris())


def test_an_overlay_adds_shapes_and_another_base_moves_them(tmp_path):
    directory = tmp_path / "shapes"
    directory.mkdir()
    added = f"{PREFIXES} e:S a sh:NodeShape ; sh:targetNode e:a ; sh:nodeKind sh:IRI ; {MESSAGE} ."
    (directory / "more.ttl").write_text(added, encoding="utf-8")
    resources, iris = Resources((*open_resources().roots, tmp_path)), Iris("https://example.net/g/")
    names = [shape.name[1:-1] for shape in load_shapes(resources, iris).shapes]
    assert len(names) == len(load_shapes(open_resources(), iris).shapes) + 1
    assert "https://example.org/S" in names
    assert "https://example.net/g/shapes#Measurement" in names
    assert not any("w3id.org" in name for name in names)
