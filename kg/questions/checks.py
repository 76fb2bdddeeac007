"""A check with the way of all its figures back to their characters, as a value: for CLI and HTTP alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import InputError, UnknownNameError
from kg.iris import Iris
from kg.questions.audit import all_findings, find_check
from kg.questions.facts import HASH, facts_beginning
from kg.questions.trace import Trace, TraceQueries, trace
from kg.store import View

# So many names stand in a message.
LISTED = 3
CHECKS = "id/check/"


@dataclass(frozen=True, slots=True)
class TracedTerm:
    """A figure of a check, the part that it plays, and its way back."""

    role: str
    trace: Trace


@dataclass(frozen=True, slots=True)
class CheckTrace:
    """One check.

    iri, id  its IRI and its local name;  row: the finding as `kg audit` prints it
    terms    its figures, in the order of the formula
    """

    iri: str
    id: str
    row: Mapping[str, Any]
    terms: tuple[TracedTerm, ...]


def trace_thing(view: View, queries: TraceQueries, text: str) -> Trace | CheckTrace:
    """What `kg trace` is asked for: a check or a fact, by IRI, local name, or the first digits of its hash.

    Raises what `trace` and `trace_check` raise, and InputError where the digits begin both a fact and a check.
    """
    iris = Iris(view.manifest.base_iri)
    name = text.strip().removeprefix("<").removesuffix(">")
    if iris.local(name).startswith(CHECKS):
        return trace_check(view, queries, name)
    if not HASH.fullmatch(name):
        return trace(view, queries, text)
    facts, check = facts_beginning(view, queries.facts, name), find_check(view, name)
    if check and facts:
        both = ", ".join([f"check/{iris.slug(check['finding'])}", *map(iris.slug, facts[:LISTED])])
        raise InputError(f"'{text}' begins the hashes of a check and of facts: {both} … Give more of it, or the IRI.")
    return trace_check(view, queries, name) if check else trace(view, queries, text)


def trace_check(view: View, queries: TraceQueries, text: str) -> CheckTrace:
    """All passages of a check; `text` is its IRI, its local name, or the first digits of its hash.

    Raises UnknownNameError where there is no such check, InputError where several hashes begin so, and StoreError as
    `trace` does.
    """
    iris = Iris(view.manifest.base_iri)
    row = find_check(view, text)
    if row is None:
        known = {iris.slug(other["finding"]) for other in all_findings(view)}
        raise UnknownNameError("check", iris.slug(text.strip()), known)
    terms = tuple(TracedTerm(term["role"], trace(view, queries, term["fact"])) for term in row["terms"])
    return CheckTrace(row["finding"], iris.slug(row["finding"]), row, terms)
