"""How many of the annotated relations the checks find, each with the right verdict.

    python -m tests.audit.inside.relations [hand|read]    prints the table, and what is missed
    python -m tests.audit.inside.relations record         writes what is found to found.json

A relation counts as found where a check has the same figures, no more and no fewer, and the verdict that the annotation
says. Relations that speak of a figure of another time, which their report does not print, are not for these checks.
"""

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kg.audit.inside import check_report, load_rules
from kg.model.findings import Verdict
from tests.audit.inside.reports import gold_report, read_report
from tests.graph.gold_reading import ANNOTATED, rows
from tests.scoring import match

ID = re.compile(r"m\d{4}")
ELSEWHERE = re.compile(r"\((?:year-1|previous session|before)\)")
# Kinds of relations by the form of their expression, the first that fits.
FORMS = (
    ("list-count", re.compile(r"count\(")),
    ("span-length", re.compile(r"days\(")),
    ("one-base", re.compile(r"/\(m\d+/\(m\d+/100\)\)")),
    ("growth", re.compile(r"round\(\(")),
    ("share", re.compile(r"round\(")),
    ("threshold", re.compile(r">")),
    ("sum", re.compile(r"\+")),
    ("difference", re.compile(r" - ")),
    ("equal", re.compile(r"=")),
)
AGREES = frozenset({Verdict.HOLDS, Verdict.WITHIN_ROUNDING})


@dataclass(frozen=True)
class Relation:
    """An annotated relation: its figures, its form, and the verdicts that are right."""

    id: str
    expr: str
    form: str
    figures: frozenset
    right: frozenset


def relations(report):
    """The relations of a report that its own figures can decide, and how many others it has."""
    annotated = rows(report, "gold/relations.jsonl")
    inside = [row for row in annotated if not ELSEWHERE.search(row["expr"])]
    return [_relation(row) for row in inside], len(annotated) - len(inside)


def _relation(row):
    form = next(name for name, pattern in FORMS if pattern.search(row["expr"]))
    right = AGREES if row["holds"] else frozenset({Verdict.FAILS})
    if form == "one-base":  # bases that the text does not state cannot be said to fail
        right = frozenset({Verdict.CANNOT_TELL})
    return Relation(row["id"], row["expr"], form, frozenset(ID.findall(row["expr"])), right)


def checks(report, source):
    """The checks of a report, each with the set of its annotated figures; None stands for figures without one."""
    outline, account, mentions, ids = _named(report, source)
    found = check_report(outline, account, mentions.dates, load_rules())
    return [(frozenset(ids.get(term.statement.fact) for term in one.terms), one) for one in found]


def _named(report, source):
    if source == "hand":
        outline, account, mentions, annotated = gold_report(report)
        pairs = zip(account.statements, annotated, strict=True)
        return outline, account, mentions, {one.fact: _short(row) for one, row in pairs}
    outline, account, mentions = read_report(report)
    facts = [_fact(one) for one in account.statements]
    pairs = match(rows(report, "gold/measurements.jsonl"), facts).pairs
    return outline, account, mentions, {fact["fact"]: _short(row) for row, fact in pairs}


def _short(row):
    return row["id"].split("-")[1]


def _fact(one):
    place = {"start": one.span.start, "end": one.span.end}
    return {"fact": one.fact, "value": float(one.value), "unit": one.unit, **place}


def found(source):
    """By form: how many relations there are and how many are found; and those that are missed."""
    given, right, missed = Counter(), Counter(), []
    for report in ANNOTATED:
        made = checks(report, source)
        for relation in relations(report)[0]:
            given[relation.form] += 1
            if any(figures == relation.figures and one.verdict in relation.right for figures, one in made):
                right[relation.form] += 1
            else:
                missed.append((report, relation, [one for figures, one in made if figures == relation.figures]))
    return given, right, missed


def record():
    figures = {source: (given, right) for source in ("hand", "read") for given, right, _ in [found(source)]}
    rows = {source: {form: right[form] for form in sorted(given)} for source, (given, right) in figures.items()}
    (Path(__file__).parent / "found.json").write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


def main(arguments):
    if arguments == ["record"]:
        return record()
    for source in arguments or ("hand", "read"):
        given, right, missed = found(source)
        print(f"annotated relations found, facts {'with perfect spans' if source == 'hand' else 'as read'}")
        for form in sorted(given):
            print(f"  {form:12} {right[form]:3} of {given[form]:3}")
        share = right.total() / given.total()
        elsewhere = sum(relations(report)[1] for report in ANNOTATED)
        print(f"  {'all':12} {right.total():3} of {given.total():3}  {share:.4f}   ({elsewhere} speak of another time)")
        for _, relation, wrong in missed:
            print(f"    missed {relation.id} {relation.expr}", *(f"[{one.rule} {one.verdict}]" for one in wrong))
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
