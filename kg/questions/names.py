"""What parameters can name, as the graph has it: concepts, reports, and names that only a report states."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias
from unicodedata import normalize

import pyoxigraph

from kg.errors import InputError, UnknownNameError
from kg.iris import SLUG, Iris
from kg.model.concepts import Scheme
from kg.questions.fill import fill
from kg.questions.question import ParameterType
from kg.store import View

Term: TypeAlias = "pyoxigraph.NamedNode | pyoxigraph.Literal"
# A figure's programme may be a concept of any of these.
PROGRAMMES = (Scheme.PROGRAMME, Scheme.SYSTEM, Scheme.AWARD, Scheme.LAW)


@dataclass(frozen=True, slots=True)
class Named:
    """A term of the graph and one of its names: a local name, a label, another surface form."""

    term: Term
    name: str


def find_named(view: View, names_query: str, kind: ParameterType, text: str) -> Term:
    """The one thing of that type that bears this name; an IRI names itself.

    Raises UnknownNameError with near names, and InputError where several things bear it.
    """
    iris = Iris(view.manifest.base_iri)
    bare = text.removeprefix("<").removesuffix(">")
    direct = _direct(view, kind, iris, bare)
    if direct is not None:
        return direct
    known = list(_known(view, names_query, kind, iris))
    wanted = _folded(bare)
    # A local name says which one is meant; a label may be that of two.
    by_slug = {named.term for named in known if _is_slug(named, iris) and _folded(named.name) == wanted}
    found = by_slug or {named.term for named in known if wanted in (_folded(named.name), _folded(named.term.value))}
    # Where a concept bears the name, the wording of a report by which it was recognised is not another thing.
    found = {term for term in found if isinstance(term, pyoxigraph.NamedNode)} or found
    if not found:
        raise UnknownNameError(kind.value, text, {named.name for named in known})
    if len(found) > 1:
        several = ", ".join(sorted(iris.slug(term.value) for term in found))
        raise InputError(f"Several things of the type {kind.value} are called '{text}': {several}. Name one of these.")
    return found.pop()


def _direct(view: View, kind: ParameterType, iris: Iris, text: str) -> pyoxigraph.NamedNode | None:
    """What has this very local name or IRI: found without going through all names, since most callers know it."""
    for one in _kinds(kind):
        slug = text.removeprefix(f"{iris.base}id/{one.value}/")
        if SLUG.fullmatch(slug):
            node = pyoxigraph.NamedNode(iris.thing(one.value, slug))
            if any(True for _ in view.dataset.quads_for_pattern(node, None, None, None)):
                return node
    return None


def _kinds(kind: ParameterType) -> tuple[ParameterType, ...]:
    return PROGRAMMES if kind is Scheme.PROGRAMME else (kind,)


def _known(view: View, names_query: str, kind: ParameterType, iris: Iris) -> Iterable[Named]:
    stated = pyoxigraph.NamedNode(iris.term(f"{kind.value}Text"))
    starts = [pyoxigraph.Literal(f"{iris.base}id/{one.value}/") for one in _kinds(kind)]
    rows = (row for start in starts for row in view.select(fill(names_query, {"start": start, "stated": stated})))
    for row in rows:
        term, name = row["term"], row["name"]
        assert isinstance(name, pyoxigraph.Literal)
        if isinstance(term, pyoxigraph.NamedNode):
            yield Named(term, iris.slug(term.value))
            yield Named(term, name.value)
        elif isinstance(term, pyoxigraph.Literal):
            yield Named(term, name.value)


def _is_slug(named: Named, iris: Iris) -> bool:
    return isinstance(named.term, pyoxigraph.NamedNode) and iris.slug(named.term.value) == named.name


def _folded(name: str) -> str:
    """Full and half width, upper and lower case alike."""
    return normalize("NFKC", name).strip().casefold()
