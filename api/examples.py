"""Example queries: the questions of the catalogue, each filled in with its example, and how the service tells them."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Triple

from api.publication import Publications
from kg.errors import InputError
from kg.graph.terms import NAMESPACES
from kg.iris import Iris
from kg.questions import Question, Questions, Words, fill, terms_of
from kg.store import View

SCHEMA = "https://schema.org/"
HEADER = "#+"


@dataclass(frozen=True, slots=True)
class Example:
    """A query that gives rows, with what it asks in both languages."""

    name: str
    title: Words
    description: Words
    sparql: str = field(repr=False)


def examples_of(publications: Publications, view: View) -> tuple[Example, ...]:
    """The examples of a publication, by name."""
    return _examples(view, publications.questions(view))


# Of the publication that was asked for last, and of no other: a view holds the whole graph in memory.
@lru_cache(maxsize=1)
def _examples(view: View, questions: Questions) -> tuple[Example, ...]:
    return tuple(_example(view, question) for question in questions)


def _example(view: View, question: Question) -> Example:
    lines = question.sparql.splitlines()
    plain = "\n".join(line for line in lines if not line.startswith(HEADER)).strip() + "\n"
    with suppress(InputError):  # where the publication lacks what the example names, the parameter stays open
        plain = fill(plain, terms_of(view, question, question.example()))
    return Example(question.name, question.title, question.description, plain)


def describe_examples(examples: tuple[Example, ...], iris: Iris, endpoint: str) -> Iterator[Triple]:
    """Each as a sh:SPARQLExecutable (SHACL, section 5.1): editors offer what they find in this form."""
    for example in examples:
        node = NamedNode(f"{iris.base}sparql#example-{example.name}")
        yield Triple(node, _rdf("type"), _sh("SPARQLExecutable"))
        yield Triple(node, _rdf("type"), _sh("SPARQLSelectExecutable"))
        for words, name in ((example.title, "label"), (example.description, "comment")):
            yield Triple(node, NamedNode(f"{NAMESPACES['rdfs']}{name}"), Literal(words.zh, language="zh-Hant"))
            yield Triple(node, NamedNode(f"{NAMESPACES['rdfs']}{name}"), Literal(words.en, language="en"))
        yield Triple(node, _sh("select"), Literal(example.sparql))
        yield Triple(node, NamedNode(f"{SCHEMA}target"), NamedNode(endpoint))


def _sh(name: str) -> NamedNode:
    return NamedNode(NAMESPACES["sh"] + name)


def _rdf(name: str) -> NamedNode:
    return NamedNode(NAMESPACES["rdf"] + name)
