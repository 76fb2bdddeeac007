"""Finds the fact that a user means: by its IRI, its local name, or as many digits of its hash as are needed."""

import re

import pyoxigraph

from kg.errors import InputError, UnknownNameError
from kg.iris import Iris
from kg.questions.fill import fill
from kg.store import View

HASH = re.compile(r"[0-9a-f]{1,16}")
LISTED = 5
# So many digits have to agree for a fact to be named as a near one.
LIKE = 4


def find_fact(view: View, facts_query: str, text: str) -> pyoxigraph.NamedNode:
    """The fact of that name.

    Raises UnknownNameError where there is none, and InputError where several hashes begin so.
    """
    iris = Iris(view.manifest.base_iri)
    name = iris.slug(text.strip().removeprefix("<").removesuffix(">"))
    found = [fact for fact in _beginning(view, facts_query, name.rpartition(".")[2]) if _means(iris, fact, name)]
    if not found:
        raise UnknownNameError("fact", text, _near(view, facts_query, name))
    if len(found) > 1:
        several = ", ".join(iris.slug(fact.value) for fact in found[:LISTED])
        raise InputError(f"'{text}' begins the hashes of {len(found)} facts: {several} … Give more of it.")
    return found[0]


def facts_beginning(view: View, facts_query: str, start: str) -> list[str]:
    """The IRIs of the facts whose hash begins so."""
    iris = Iris(view.manifest.base_iri)
    return [fact.value for fact in _beginning(view, facts_query, start) if _means(iris, fact, start)]


def _near(view: View, facts_query: str, name: str) -> list[str]:
    """Facts whose hash begins most like this one: local names where one was given, else hashes."""
    report, dot, start = name.rpartition(".")
    iris = Iris(view.manifest.base_iri)
    for length in range(len(start) - 1, LIKE - 1, -1):
        slugs = [iris.slug(fact.value) for fact in _beginning(view, facts_query, start[:length])]
        if slugs:
            return [slug if dot else slug.rpartition(".")[2] for slug in slugs if slug.startswith(report)] or slugs
    return []


def _beginning(view: View, facts_query: str, start: str) -> list[pyoxigraph.NamedNode]:
    if not HASH.fullmatch(start):
        return []
    filled = fill(facts_query, {"start": pyoxigraph.Literal(f".{start}")})
    facts = (row["fact"] for row in view.select(filled))
    return [fact for fact in facts if isinstance(fact, pyoxigraph.NamedNode)]


def _means(iris: Iris, fact: pyoxigraph.NamedNode, name: str) -> bool:
    slug = iris.slug(fact.value)
    return slug == name or slug.rpartition(".")[2].startswith(name)
