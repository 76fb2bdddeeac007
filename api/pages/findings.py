"""The pages of findings: all checks with filters, and one check with its passages side by side."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi.responses import HTMLResponse

from api.pages.frame import Frame
from api.pages.subjects import role, rule_title, subjects
from kg.model.findings import FindingKind, Verdict
from kg.questions import TraceQueries, find_findings, trace_check
from kg.questions.audit import all_findings

Row = Mapping[str, Any]
# What a reader looks for comes first: what does not agree, then what is open, then what is in order.
ORDER = (
    *(Verdict.FAILS, Verdict.MISSED, Verdict.MOVED, Verdict.CANNOT_TELL, Verdict.UNHEARD, Verdict.MET),
    *(Verdict.WITHIN_ROUNDING, Verdict.HOLDS),
)
PAGE = 50
FILTERS = ("kind", "verdict", "report")


@dataclass(frozen=True, slots=True)
class Side:
    """One passage beside others: the parts of its text, each with whether it is lit.

    terms    the figures that are lit;  passage: the row of a passage that is no figure, else None
    """

    report: str
    parts: tuple[tuple[str, bool], ...]
    terms: tuple[Row, ...]
    passage: Row | None = None

    @property
    def place(self) -> str:
        """The fragment that names its characters (RFC 5147)."""
        first = self.passage or self.terms[0]
        return f"char={first['start']},{first['end']}"


def findings_page(frame: Frame) -> HTMLResponse:
    """Raises UnknownNameError for a report, kind or verdict that there is not."""
    asked = {name: frame.request.query_params.get(name) or None for name in FILTERS}
    reports = (asked["report"],) if asked["report"] else ()
    found = find_findings(frame.view, reports, kind=asked["kind"], verdict=asked["verdict"])
    rows = ordered(found)
    start = _start(frame.request.query_params.get("from", ""))
    counts = Counter((row["kind"], row["verdict"]) for row in all_findings(frame.view))
    return frame.page(
        "findings.html",
        asked=asked,
        rows=[(row, sides(row)) for row in rows[start : start + PAGE]],
        total=len(rows),
        start=start,
        following=start + PAGE if start + PAGE < len(rows) else None,
        kinds=[kind.value for kind in FindingKind if any(kind.value == one for one, _ in counts)],
        verdicts=[verdict.value for verdict in ORDER],
        counts=counts,
        reports=[entry.id for entry in frame.view.manifest.reports],
    )


def ordered(rows: Iterable[Row]) -> list[Row]:
    """Findings by verdict, what does not agree first."""
    places = {verdict.value: place for place, verdict in enumerate(ORDER)}
    return sorted(rows, key=lambda row: places[row["verdict"]])


def _start(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def check_page(frame: Frame, queries: TraceQueries, check: str) -> HTMLResponse:
    """Raises UnknownNameError with near names."""
    found = trace_check(frame.view, queries, check)
    row = found.row
    return frame.page(
        "check.html",
        check=found,
        row=row,
        sides=sides(row),
        rule=rule_title(frame, row["rule"]),
        subjects=subjects(frame, row["about"]),
        role=partial(role, frame),
    )


def sides(row: Row) -> list[Side]:
    """The sentences that a finding compares, each once with all its figures lit, then its other passages."""
    found: dict[tuple[str, int, int], list[Row]] = {}
    for term in row["terms"]:
        found.setdefault((term["report"], *term["sentence"]), []).append(term)
    sentences = [Side(terms[0]["report"], tuple(_parts(terms)), tuple(terms)) for terms in found.values()]
    passages = [Side(one["report"], ((one["quote"], False),), (), one) for one in row["passages"]]
    return [*sentences, *passages]


def _parts(terms: Sequence[Row]) -> Iterator[tuple[str, bool]]:
    """A sentence in parts, each with whether it is one of the figures."""
    text, start = terms[0]["sentence_text"], terms[0]["sentence"][0]
    place = 0
    for begin, end in sorted({(term["start"] - start, term["end"] - start) for term in terms}):
        if begin >= place:
            yield text[place:begin], False
            yield text[begin:end], True
            place = end
    yield text[place:], False
