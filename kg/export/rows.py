"""What the network is made of, asked of a publication: `queries/exports/*.rq`."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TypeAlias

import pyoxigraph

from kg.iris import Iris
from kg.questions import fill, load_query
from kg.resources import Resources
from kg.store import View

# One row of a query: IRIs and literals as their text; what is unbound is left out.
Row: TypeAlias = Mapping[str, str]
NAMED = (pyoxigraph.NamedNode, pyoxigraph.Literal)
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Rows:
    """The rows of a publication. Every query is read once."""

    def __init__(self, view: View, resources: Resources) -> None:
        self._view, self._resources = view, resources
        self._queries: dict[str, str] = {}

    @cached_property
    def _iris(self) -> Iris:
        return Iris(self._view.manifest.base_iri)

    def of(self, name: str, report: str) -> Iterator[Row]:
        """The rows of a query for the graph of one report."""
        graph = pyoxigraph.NamedNode(self._iris.graph(f"report/{report}"))
        return self._select(fill(self._query(name), {"graph": graph}))

    def all(self, name: str) -> Iterator[Row]:
        """The rows of a query over the whole publication."""
        return self._select(self._query(name))

    def kind(self, concept: str) -> str:
        """The scheme of a concept, by its IRI `…/id/{scheme}/{slug}`."""
        return self._iris.local(concept).split("/")[1]

    def slug(self, concept: str) -> str:
        return self._iris.slug(concept)

    def _query(self, name: str) -> str:
        if name not in self._queries:
            self._queries[name] = load_query(self._resources, f"exports/{name}", self._iris)
        return self._queries[name]

    def _select(self, sparql: str) -> Iterator[Row]:
        solutions = self._view.select(sparql)
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            terms = {name: solution[name] for name in names}
            yield {name: term.value for name, term in terms.items() if isinstance(term, NAMED)}


def headings_of(sections: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """The headings of every section, outermost first. A section comes after the one above it."""
    found: dict[str, tuple[str, ...]] = {}
    for row in sections:
        found[row["node"]] = (*found.get(row.get("above", ""), ()), row["heading"])
    return found


def days_of(text: str) -> tuple[str, ...]:
    """First and last day of an ISO day, month or year; nothing where the text is none of them."""
    match = DATE.fullmatch(text)
    if not match:
        return ()
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        last = first if day else date(first.year, int(month or 12), monthrange(first.year, int(month or 12))[1])
    except ValueError:
        return ()
    return first.isoformat(), last.isoformat()
