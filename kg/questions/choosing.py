"""Pages of answers that have a row a fact: which facts a question is about is found once, their rows when asked for.

In the query of such a question the lines that choose its facts stand between `#| facts by ORDER` and `#| end`. A page
is the same query with its facts by name in the place of these lines, so a row is made by one text whichever way.
"""

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kg.questions.fill import fill
from kg.questions.names import Term
from kg.store import View

LINES = re.compile(r"^[ \t]*#\| facts by (\w+)\n(.*?)^[ \t]*#\| end\n", re.MULTILINE | re.DOTALL)
# So many facts are looked up at one time, where all rows are wanted one after another.
AT_ONCE = 250
SELECT = re.compile(r"^SELECT\b", re.MULTILINE)


class Order(StrEnum):
    """By what the rows of such a question are ordered."""

    PLACE = "place"  # ?report ?start ?fact
    PERIOD = "period"  # ?period_end ?period_start, then by place


@dataclass(frozen=True, slots=True)
class Choice:
    """How a question chooses its facts.

    facts  the query of its facts alone, with the places of its parameters
    """

    order: Order
    facts: str = field(repr=False)


def choice_of(sparql: str) -> Choice | None:
    """That of a query, or None where it has no such lines. Raises ValueError for an order that there is not."""
    found, select = LINES.search(sparql), SELECT.search(sparql)
    if found is None or select is None:
        return None
    return Choice(Order(found[1]), f"{sparql[: select.start()]}SELECT DISTINCT ?fact WHERE {{\n{found[2]}}}\n")


def page_of(sparql: str, facts: Sequence[str]) -> str:
    """The query of the rows of these facts."""
    named = f"VALUES ?fact {{ {' '.join(f'<{fact}>' for fact in facts)} }}"
    return LINES.sub(lambda _: f"{named}\n", sparql)


class Chosen:
    """The facts of a question in the order of its rows, as places among all facts: four bytes a fact."""

    def __init__(self, facts: Sequence[str], places: "array[int]") -> None:
        self._facts, self._places = facts, places

    def page(self, start: int, most: int) -> list[str]:
        """So many IRIs after the first `start`."""
        return [self._facts[place] for place in self._places[start : start + most]]

    def pages(self) -> Iterator[list[str]]:
        """All of them, so many at a time as are looked up at one time."""
        yield from (self.page(start, AT_ONCE) for start in range(0, len(self._places), AT_ONCE))


def chosen(view: View, choice: Choice, order_query: str, terms: Mapping[str, Term]) -> Chosen:
    """The facts that a question with these values is about; kept for its next page. `order_query` is
    `internal/facts-in-order`."""
    query = fill(choice.facts, terms)
    order = facts_in_order(view, order_query)

    def make() -> "array[int]":
        key = None if choice.order is Order.PLACE else order.by_period.__getitem__
        return array("I", sorted((order.places[_text(row["fact"])] for row in view.select(query)), key=key))

    return Chosen(order.facts, view.kept.of(("chosen", choice.order, query), make))


@dataclass(frozen=True, slots=True)
class Ordered:
    """All facts of a publication by place, the place of each, and at each place the rank by period."""

    facts: list[str] = field(repr=False)
    places: dict[str, int] = field(repr=False)
    by_period: "array[int]" = field(repr=False)


def facts_in_order(view: View, query: str) -> Ordered:
    """All facts of a publication; kept for the next who asks."""
    return view.indexes.of("facts in order", lambda: _all_in_order(view, query))


def _all_in_order(view: View, query: str) -> Ordered:
    facts, periods = [], []
    for row in view.select(query):
        facts.append(_text(row["fact"]))
        periods.append((_text(row["period_end"]), _text(row["period_start"])))
    by_period = array("I", bytes(4 * len(facts)))
    for rank, place in enumerate(sorted(range(len(facts)), key=periods.__getitem__)):
        by_period[place] = rank
    return Ordered(facts, {fact: place for place, fact in enumerate(facts)}, by_period)


def _text(term: object) -> str:
    """An IRI or a date; "" for what is unbound, which goes before all else (SPARQL 1.1, section 15.1)."""
    return "" if term is None else str(term.value)  # type: ignore[attr-defined]
