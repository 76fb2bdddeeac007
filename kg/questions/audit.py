"""What the checks found, as rows: inside each report, and across reports; the ones that are wanted."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from kg.errors import InputError, UnknownNameError
from kg.iris import Iris
from kg.model.findings import FindingKind, Verdict
from kg.questions.reports import find_report
from kg.store import View

Row = Mapping[str, Any]
# The table of a report, and the tables of the publication: one for every report that is the latest of those compared.
TABLE = "findings"
ACROSS = f"{TABLE}/"

# One line a figure (or passage): what a spreadsheet can filter and sort.
CHECK_COLUMNS = (
    *("finding", "kind", "rule", "verdict", "message_zh", "message_en", "formula", "left", "right", "tolerance"),
    *("about", "reports", "exclusions"),
)
TERM_COLUMNS = (
    *("role", "fact", "report", "source_sha256", "start", "end", "quote", "value", "unit", "metric", "series"),
    *("agency", "period", "section", "sentence", "sentence_text"),
)
COLUMNS = (*CHECK_COLUMNS, *TERM_COLUMNS)


def all_findings(view: View) -> Iterator[Row]:
    """Every finding: report by report those inside it, then those of it and earlier ones."""
    for entry in view.manifest.reports:
        if TABLE in entry.tables:
            yield from view.table(entry.id, TABLE)
        if ACROSS + entry.id in view.manifest.tables:
            yield from view.shared_table(ACROSS + entry.id)


def find_findings(
    view: View,
    reports: Collection[str] = (),
    *,
    kind: str | None = None,
    verdict: str | None = None,
    rule: str | None = None,
) -> tuple[Row, ...]:
    """The findings of this kind, verdict and rule that read one of these reports; of all where none is named.

    Raises UnknownNameError, with near names, for a report, kind, verdict or rule that there is not.
    """
    chosen = {find_report(view, report).id for report in reports}
    _known("kind", kind, FindingKind)
    _known("verdict", verdict, Verdict)
    found = tuple(all_findings(view))
    if rule is not None and all(row["rule"] != rule for row in found):
        raise UnknownNameError("rule", rule, {str(row["rule"]) for row in found})
    given = {"kind": kind, "verdict": verdict, "rule": rule}
    wanted = {field: value for field, value in given.items() if value is not None}
    return tuple(
        row for row in found if wanted.items() <= row.items() and (not chosen or not chosen.isdisjoint(row["reports"]))
    )


def _known(what: str, value: str | None, choices: Iterable[StrEnum]) -> None:
    names = [choice.value for choice in choices]
    if value is not None and value not in names:
        raise UnknownNameError(what, value, names)


def find_check(view: View, text: str) -> Row | None:
    """The finding of that IRI, local name, or hash that begins so; None where there is none.

    Raises InputError where several hashes begin so.
    """
    iris = Iris(view.manifest.base_iri)
    start = iris.slug(text.strip().removeprefix("<").removesuffix(">"))
    found = [row for row in all_findings(view) if start and iris.slug(row["finding"]).startswith(start)]
    if len(found) > 1:
        several = ", ".join(iris.slug(row["finding"]) for row in found[:5])
        raise InputError(f"'{text}' begins the hashes of {len(found)} checks: {several} … Give more of it.")
    return found[0] if found else None


def as_cells(rows: Sequence[Row]) -> Iterator[dict[str, object]]:
    """The findings for a table of plain cells: a line for every term and passage, one for a finding without any."""
    for row in rows:
        message = {f"message_{language}": text for language, text in row["message"].items()}
        check = {column: row[column] for column in CHECK_COLUMNS if column in row} | message
        places: list[Row] = [*row["terms"], *row["passages"]] or [{}]
        yield from ({**dict.fromkeys(COLUMNS), **check, **place} for place in places)
