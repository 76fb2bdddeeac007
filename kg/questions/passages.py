"""The passages of a report beside those of another, as rows: what was taken over, what was rewritten, new or gone."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.errors import InputError, StoreError, UnknownNameError
from kg.iris import Iris
from kg.lineage.differences import Edit, Run, compare
from kg.lineage.passages import Pair, Status, align, share
from kg.model.paragraphs import Paragraph, read_paragraph
from kg.questions.facts import find_fact
from kg.questions.reports import find_report
from kg.store import ReportEntry, View

Row = Mapping[str, Any]
TABLE = "paragraphs"
FACT = ("fact", "quote", "start", "end")
# An ordinal of a paragraph has fewer digits than this; the hash of a fact has more.
LONGEST = 10
PARAGRAPHS = "id/paragraph/"
PLACE = ("paragraph", "report", "source_sha256", "start", "end", "kind", "number", "section", "text", "facts")
# One line a pair: what a spreadsheet can filter and sort.
COLUMNS = (
    *("status", "score", "reason", "moved", "diff"),
    *(f"{side}_{name}" for side in ("after", "before") for name in PLACE),
)
# Around what went and what came, where a diff stands in one cell.
MARKS = {Edit.EQUAL: ("", ""), Edit.DELETED: ("[-", "-]"), Edit.INSERTED: ("{+", "+}")}


def compare_passages(
    view: View, report: str, other: str | None = None, statuses: Collection[str] = ()
) -> dict[str, Any]:
    """A report beside another one; without `other` beside the one of the same issuer that came before it.

    report, with    ids of the later and the earlier of both
    share           of the later report: passages and characters by status, and of the characters the share that stayed
                    as they are ("kept") and the share in passages of which at most figures changed ("boilerplate")
    pairs           the rows, in the order of the later report; of these statuses only, where some are named

    Raises UnknownNameError for a report or status that there is not, InputError where there is nothing before it.
    """
    known = [status.value for status in Status]
    for status in statuses:
        if status not in known:
            raise UnknownNameError("status", status, known)
    one = find_report(view, report)
    two = find_report(view, other) if other else _before(view, one)
    if one.id == two.id:
        raise InputError(f"{one.id} is asked to be laid beside itself.")
    earlier, later = sorted((one, two), key=lambda entry: _when(view, entry))
    pairs = _aligned(view, earlier, later)
    facts = {entry.id: _Facts(view, entry) for entry in (earlier, later)}
    wanted = [pair for pair in pairs if not statuses or pair.status in statuses]
    counted = share(pairs)
    return {
        "report": later.id,
        "with": earlier.id,
        "share": {
            "passages": {status.value: count for status, count in counted.passages.items()},
            "characters": {status.value: count for status, count in counted.characters.items()},
            "kept": counted.kept,
            "boilerplate": counted.boilerplate,
        },
        "pairs": [_row(pair, facts) for pair in wanted],
    }


@dataclass(frozen=True, slots=True)
class OverReports:
    """A paragraph, and its like in every other report of the same issuer, those that are nearest in time first.

    likes  a row each, as in `compare_passages`, with the report's name: the earlier of both is "before". Two reports
           are laid beside each other when their row is asked for, so that the first need not wait for the last.
    """

    passage: Row
    likes: Iterator[Row] = field(repr=False)

    def document(self) -> dict[str, Any]:
        """All of it."""
        return {"passage": self.passage, "likes": list(self.likes)}


def passage_over_reports(view: View, facts_query: str, name: str) -> OverReports:
    """One paragraph over the reports of its issuer.

    `name` is the paragraph's IRI or local name, or that of a fact in it, or the first digits of the fact's hash.
    Where the words have changed too much on the way, the like is that of its like in a report between, and the reason
    names that report. Raises UnknownNameError and InputError as `find_fact` does.
    """
    entry, paragraph = _find(view, facts_query, name)
    passage = _Facts(view, entry).place(paragraph)
    assert passage is not None
    return OverReports(passage, _likes(view, entry, paragraph))


def _likes(view: View, entry: ReportEntry, paragraph: Paragraph) -> Iterator[Row]:
    """A step before and a step after in time, then the next of each."""
    ordered = _of_issuer(view, entry)
    place, mine = [other.id for other in ordered].index(entry.id), _Facts(view, entry)
    outward = [(others, [(entry, paragraph)]) for others in (ordered[:place][::-1], ordered[place + 1 :])]
    for step in range(len(ordered)):
        for others, met in outward:
            if step < len(others):
                other = others[step]
                pair = _like(view, met, other)
                like = pair.before if _precedes(view, other, entry) else pair.after
                if like:
                    met.append((other, like))
                yield {"report": other.id, **_row(pair, {entry.id: mine, other.id: _Facts(view, other)})}


def _like(view: View, met: Sequence[tuple[ReportEntry, Paragraph]], other: ReportEntry) -> Pair:
    """The pair of a passage and its like in another report; where the words have changed too much on the way, the like
    of its like in a report between them. `met` is the passage, then its likes, the nearest first."""
    (entry, paragraph), *between = met
    direct = _pair_of(view, entry, paragraph, other)
    if direct.before and direct.after:
        return direct
    for middle, like in reversed(between):
        step = _pair_of(view, middle, like, other)
        if step.before and step.after:
            before, after = (step.before, paragraph) if step.after == like else (paragraph, step.after)
            return Pair(before, after, Status.REWRITTEN, step.score, f"through {middle.id}: {step.reason}", step.moved)
    return direct


def _pair_of(view: View, entry: ReportEntry, paragraph: Paragraph, other: ReportEntry) -> Pair:
    earlier, later = (other, entry) if _precedes(view, other, entry) else (entry, other)
    return next(pair for pair in _aligned(view, earlier, later) if paragraph in (pair.before, pair.after))


def _precedes(view: View, entry: ReportEntry, other: ReportEntry) -> bool:
    return _when(view, entry) < _when(view, other)


def as_cells(rows: Iterable[Row]) -> Iterator[dict[str, object]]:
    """Pairs for a table of plain cells. In a diff, [-…-] is what went and {+…+} what came."""
    for row in rows:
        sides = {f"{side}_{name}": (row[side] or {}).get(name) for side in ("after", "before") for name in PLACE[:-1]}
        for side in ("after", "before"):
            sides[f"{side}_facts"] = [fact["fact"] for fact in (row[side] or {}).get("facts", ())]
        yield {**row, **sides, "diff": marked(row["diff"])}


def marked(diff: Iterable[Row]) -> str:
    """A diff on one line."""
    marks = ((MARKS[Edit(run["edit"])], run["text"]) for run in diff)
    return "".join(f"{before}{text}{after}" for (before, after), text in marks)


def _aligned(view: View, earlier: ReportEntry, later: ReportEntry) -> tuple[Pair, ...]:
    """The alignment is a function of both tables alone, and takes a tenth of a second: it is kept."""
    key = (TABLE, earlier.tables.get(TABLE), later.tables.get(TABLE))
    return view.kept.of(key, lambda: align(_paragraphs(view, earlier), _paragraphs(view, later)))


def _paragraphs(view: View, entry: ReportEntry) -> tuple[Paragraph, ...]:
    if TABLE not in entry.tables:
        raise StoreError(f"{entry.id} was read by a program that kept no table of paragraphs. Build the store again.")
    return view.kept.of((TABLE, entry.tables[TABLE]), lambda: tuple(map(read_paragraph, view.table(entry.id, TABLE))))


def _about(view: View, entry: ReportEntry) -> Row:
    (row,) = view.table(entry.id, "report")
    return row


def _when(view: View, entry: ReportEntry) -> tuple[str, str, str]:
    """Orders reports by what they cover. One of which that is not known comes first."""
    coverage = _about(view, entry)["coverage"] or {"start": "", "end": ""}
    return coverage["end"], coverage["start"], entry.id


def _of_issuer(view: View, entry: ReportEntry) -> list[ReportEntry]:
    """The reports of the same issuer, the earliest first; of one whose issuer nobody said, it alone."""
    issuer = _about(view, entry)["issuer"]
    if issuer is None:
        return [entry]
    found = [other for other in view.manifest.reports if _about(view, other)["issuer"] == issuer]
    return sorted(found, key=lambda other: _when(view, other))


def _before(view: View, entry: ReportEntry) -> ReportEntry:
    ordered = _of_issuer(view, entry)
    place = [other.id for other in ordered].index(entry.id)
    if place and _about(view, entry)["coverage"]:
        return ordered[place - 1]
    others = ", ".join(other.id for other in view.manifest.reports if other.id != entry.id)
    raise InputError(f"No report of the same issuer is known to come before {entry.id}. Name another: {others}.")


def _find(view: View, facts_query: str, name: str) -> tuple[ReportEntry, Paragraph]:
    """The paragraph of that name, or the innermost one that holds the fact of that name."""
    iris = Iris(view.manifest.base_iri)
    plain = name.strip().removeprefix("<").removesuffix(">")
    slug = iris.slug(plain)
    report, _, ordinal = slug.rpartition(".")
    entry = view.manifest.report(report)
    if iris.local(plain).startswith(PARAGRAPHS) or (entry and ordinal.isdecimal() and len(ordinal) < LONGEST):
        found = [one for one in _paragraphs(view, entry) if iris.slug(one.iri) == slug] if entry else []
        if entry is None or not found:
            raise UnknownNameError("paragraph", name, _near(view, report))
        return entry, found[0]
    fact = find_fact(view, facts_query, plain).value
    entry = find_report(view, iris.slug(fact).rpartition(".")[0])
    place = next(row for row in view.facts(entry.id) if row["fact"] == fact)
    holding = [one for one in _paragraphs(view, entry) if one.span.start <= _start(place) < one.span.end]
    return entry, min(holding, key=lambda one: len(one.span))


def _near(view: View, report: str) -> Sequence[str]:
    """The first and last paragraph of that report, or of all reports where there is none of that id."""
    iris = Iris(view.manifest.base_iri)
    entries = [entry for entry in view.manifest.reports if entry.id == report] or view.manifest.reports
    ends = (one[end] for entry in entries if (one := _paragraphs(view, entry)) for end in (0, -1))
    return [iris.slug(paragraph.iri) for paragraph in ends]


class _Facts:
    """The facts of a report by place."""

    def __init__(self, view: View, entry: ReportEntry) -> None:
        self._rows = sorted(view.facts(entry.id), key=_start)
        self._starts = [_start(row) for row in self._rows]

    def place(self, paragraph: Paragraph | None) -> dict[str, object] | None:
        """A paragraph as a row, with the facts whose quotes begin in it."""
        if paragraph is None:
            return None
        first = bisect_left(self._starts, paragraph.span.start)
        last = bisect_left(self._starts, paragraph.span.end)
        return {
            "paragraph": paragraph.iri,
            "report": paragraph.report,
            "source_sha256": paragraph.source,
            "start": paragraph.span.start,
            "end": paragraph.span.end,
            "kind": paragraph.kind,
            "number": paragraph.number,
            "section": list(paragraph.section),
            "text": paragraph.text,
            "facts": [{name: row[name] for name in FACT} for row in self._rows[first:last]],
        }


def _start(row: Row) -> int:
    return int(row["start"])


def _row(pair: Pair, facts: Mapping[str, _Facts]) -> dict[str, Any]:
    return {
        "status": pair.status.value,
        "score": pair.score,
        "reason": pair.reason,
        "moved": pair.moved,
        "before": facts[pair.before.report].place(pair.before) if pair.before else None,
        "after": facts[pair.after.report].place(pair.after) if pair.after else None,
        "diff": [{"edit": run.edit.value, "text": run.text} for run in _diff(pair)],
    }


def _diff(pair: Pair) -> tuple[Run, ...]:
    return compare(pair.before.text if pair.before else "", pair.after.text if pair.after else "")
