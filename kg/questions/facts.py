"""Finds the fact that a user means: by its IRI, its local name, or as many digits of its hash as are needed."""

import re
from bisect import bisect_left

import pyoxigraph

from kg.errors import InputError, UnknownNameError
from kg.iris import SLUG, Iris
from kg.questions.fill import fill
from kg.store import View

HASH = re.compile(r"[0-9a-f]{1,16}")
LISTED = 5
# So many digits have to agree for a fact to be named as a near one.
LIKE = 4


def find_fact(view: View, facts_query: str, text: str) -> pyoxigraph.NamedNode:
    """The fact of that name. `facts_query` is `internal/facts`.

    Raises UnknownNameError where there is none, and InputError where several hashes begin so.
    """
    iris = Iris(view.manifest.base_iri)
    name = iris.slug(text.strip().removeprefix("<").removesuffix(">"))
    whole = _whole(view, facts_query, iris, name)
    if whole is not None:
        return whole
    found = [fact for fact in _beginning(view, facts_query, name.rpartition(".")[2]) if _means(iris, fact, name)]
    if not found:
        raise UnknownNameError("fact", text, _near(view, facts_query, name))
    if len(found) > 1:
        several = ", ".join(iris.slug(fact) for fact in found[:LISTED])
        raise InputError(f"'{text}' begins the hashes of {len(found)} facts: {several} … Give more of it.")
    return pyoxigraph.NamedNode(found[0])


def facts_beginning(view: View, facts_query: str, start: str) -> list[str]:
    """The IRIs of the facts whose hash begins so, sorted."""
    return sorted(_beginning(view, facts_query, start))


def _whole(view: View, facts_query: str, iris: Iris, name: str) -> pyoxigraph.NamedNode | None:
    """The fact whose local name is written out: looked up, and not looked for among all."""
    report, dot, digest = name.rpartition(".")
    if not (dot and SLUG.fullmatch(report) and HASH.fullmatch(digest)):
        return None
    fact = pyoxigraph.NamedNode(iris.fact(report, digest))
    return fact if any(view.select(fill(facts_query, {"fact": fact}))) else None


def _near(view: View, facts_query: str, name: str) -> list[str]:
    """Facts whose hash begins most like this one: local names where one was given, else hashes."""
    report, dot, start = name.rpartition(".")
    iris = Iris(view.manifest.base_iri)
    for length in range(len(start) - 1, LIKE - 1, -1):
        slugs = sorted(iris.slug(fact) for fact in _beginning(view, facts_query, start[:length]))
        if slugs:
            return [slug if dot else slug.rpartition(".")[2] for slug in slugs if slug.startswith(report)] or slugs
    return []


def _beginning(view: View, facts_query: str, start: str) -> list[str]:
    """The IRIs of the facts whose hash begins so, by their hashes."""
    if not HASH.fullmatch(start):
        return []
    hashes, facts = facts_by_hash(view, facts_query)
    first, after = bisect_left(hashes, start), bisect_left(hashes, start + "g")  # "g" is after all digits
    return facts[first:after]


def facts_by_hash(view: View, facts_query: str) -> tuple[list[str], list[str]]:
    """The hashes of all facts, sorted, and the facts in the same order; kept for the next who asks."""
    return view.indexes.of("facts by hash", lambda: _by_hash(view, facts_query))


def _by_hash(view: View, facts_query: str) -> tuple[list[str], list[str]]:
    """The hashes of all facts, sorted, and the facts in the same order."""
    facts = sorted((str(row["fact"].value) for row in view.select(facts_query)), key=_hash)
    return [_hash(fact) for fact in facts], facts


def _hash(fact: str) -> str:
    return fact.rpartition(".")[2]


def _means(iris: Iris, fact: str, name: str) -> bool:
    slug = iris.slug(fact)
    return slug == name or _hash(slug).startswith(name)
