"""Ontology, vocabulary and judgements as quads: moved under the base in use, without blank nodes."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.errors import KnowledgeError
from kg.graph.triples import sorted_quads
from kg.iris import Iris
from kg.resources import Resources
from kg.settings import DEFAULT_BASE

ONTOLOGY = "core.ttl"
VOCABULARY = "vocab/*.ttl"
SHAPES = "*.ttl"
JUDGEMENTS = "judgements.ttl"


def ontology_quads(resources: Resources, iris: Iris) -> bytes:
    """Graph `ontology` as sorted N-Quads. The lists of property chains get IRIs made from what they hold."""
    return _write(
        _name_blanks(list(_read(resources.files("ontology", ONTOLOGY), resources)), "ontology"), iris, "ontology"
    )


def shape_quads(resources: Resources, iris: Iris) -> bytes:
    """The shapes as sorted N-Quads of a graph `shapes`, which is part of no publication. Blank nodes get IRIs made from
    what is said of them, as those of the ontology do."""
    return _write(_name_blanks(list(_read(resources.files("shapes", SHAPES), resources)), "shapes"), iris, "shapes")


def vocabulary_quads(resources: Resources, iris: Iris) -> bytes:
    """Graph `vocabulary` as sorted N-Quads: all concept schemes. Raises KnowledgeError for a file with blank nodes."""
    return _write(_read(resources.files("ontology", VOCABULARY), resources), iris, "vocabulary")


def judgement_quads(resources: Resources, iris: Iris) -> bytes:
    """Graph `judgements` as sorted N-Quads: those of the package and of the overlays. Raises KnowledgeError for a file
    with blank nodes."""
    return _write(_read(resources.every("ontology", JUDGEMENTS), resources), iris, "judgements")


def _read(paths: Iterable[Path], resources: Resources) -> Iterable[Quad]:
    for path in paths:
        try:
            yield from parse(resources.text(path), format=RdfFormat.TURTLE)
        except SyntaxError as error:
            raise KnowledgeError(f"{path}: {error}") from error


def _write(quads: Iterable[Quad], iris: Iris, graph: str) -> bytes:
    name = NamedNode(iris.graph(graph))
    return sorted_quads(
        Quad(_node(quad.subject, iris), _node(quad.predicate, iris), _move(quad.object, iris), name) for quad in quads
    )


def _node(term: NamedNode | BlankNode | Triple, iris: Iris) -> NamedNode:
    moved = _move(term, iris)
    assert isinstance(moved, NamedNode)
    return moved


def _move(term: NamedNode | BlankNode | Literal | Triple, iris: Iris) -> NamedNode | Literal:
    if isinstance(term, BlankNode | Triple):
        raise KnowledgeError(f"A blank node or a triple term stands in the vocabulary ({term}): give it an IRI.")
    if isinstance(term, NamedNode) and term.value.startswith(DEFAULT_BASE):
        return NamedNode(iris.base + term.value.removeprefix(DEFAULT_BASE))
    return term


def _name_blanks(quads: list[Quad], document: str) -> Iterable[Quad]:
    """Gives every blank node an IRI below that document that depends on what is said of it alone (RDF 1.1, section
    3.5)."""
    home = Iris()
    about: dict[BlankNode, list[Quad]] = {}
    for quad in quads:
        if isinstance(quad.subject, BlankNode):
            about.setdefault(quad.subject, []).append(quad)

    @cache
    def named(node: BlankNode) -> NamedNode:
        said = sorted(f"{quad.predicate} {term(quad.object)}" for quad in about.get(node, ()))
        return NamedNode(f"{home.base}{document}#node-{hashlib.sha256(chr(10).join(said).encode()).hexdigest()[:16]}")

    def term(value: NamedNode | BlankNode | Literal | Triple) -> NamedNode | Literal:
        return named(value) if isinstance(value, BlankNode) else _move(value, home)

    for quad in quads:
        subject = term(quad.subject)
        assert isinstance(subject, NamedNode)
        yield Quad(subject, quad.predicate, term(quad.object), DefaultGraph())
