"""Findings across reports, and the graphs of lineage: made at the places that a change of the reports touches, carried
over at all others.

They are kept with the latest report of those that each has read. So a finding stands in one place, and a new report
leaves what was found among earlier ones where it is. What is published is the same as if all were made from nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.audit.between import Shelf
from kg.errors import NotConformingError
from kg.graph import finding_iri, finding_quads, finding_rows, merge_checks
from kg.iris import Iris
from kg.lineage.bodies import Heirs
from kg.model.findings import Finding, Verdict
from kg.model.graphs import ACROSS
from kg.pipeline.changed import Change, Read
from kg.pipeline.checks import Comparison
from kg.pipeline.compared import FINDINGS, Compared
from kg.pipeline.ledger import Ledger, Place, Told, begin, opened
from kg.pipeline.lineage.drawing import Drawing
from kg.pipeline.tables import as_lines
from kg.store import Kind, ReportEntry, Store, Writer
from kg.validate import Conformance, validate

LEDGER = "comparing.sqlite"


@dataclass
class _Visit:
    """What is looked at, and what has changed by now: reports with which other findings stand (`latest`: whether one
    stands with them that did not), and reports of which their graphs of lineage tell other things (`told`)."""

    ledger: Ledger
    shelf: Shelf
    heirs: Heirs
    latest: dict[str, bool] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Comparing:
    """What the findings across reports, and the graphs of lineage, are made with.

    knowledge  fingerprint of all rules: a ledger of another one is begun anew
    read       reads a report
    drawing    publishes the graphs of lineage
    """

    store: Store
    writer: Writer
    comparison: Comparison
    iris: Iris
    knowledge: str
    read: Read
    drawing: Drawing

    def run(self, entries: Iterable[ReportEntry], intact: Callable[[str], bool]) -> Compared:
        """Runs the checks across these reports, as far as they are touched by what is new among them, and keeps what
        they find. `intact` says whether what was published under a hash is still there; all is made anew if not.

        A report that an older program read, without findings of its own, is left out: its rows say too little.
        """
        wanted = {entry.id: entry for entry in entries if "findings" in entry.tables}
        path = self.store.cache_path / LEDGER
        with opened(path, self.knowledge) as ledger:
            if all(map(intact, ledger.made().values())):
                return self._brought_up(ledger, wanted)
        begin(path, self.knowledge)
        with opened(path, self.knowledge) as ledger:
            return self._brought_up(ledger, wanted)

    def _brought_up(self, ledger: Ledger, wanted: Mapping[str, ReportEntry]) -> Compared:
        change = Change(ledger, wanted, self.comparison, self.read)
        places = change.take_in()
        visit = _Visit(ledger, change.shelf(), change.heirs())
        for rank in range(len(self.comparison.across)):
            for at in change.in_turn(at for at in places if Place.read(at).rank == rank):
                places |= self._look(at, visit)
        for report, fresh in sorted(visit.latest.items()):
            told = ledger.standing(report)
            quads = self._merged(report, told)
            if fresh:  # what is left of a graph that conformed is not validated again
                _refuse_broken(validate(quads, b"", self.comparison.shapes), _graph(report))
            self._publish(report, told, quads, ledger)
        self.drawing.publish(visit.told, ledger)
        return Compared.of(ledger.made())

    def _look(self, at: str, visit: "_Visit") -> frozenset[str]:
        """Makes anew what is found at a place; gives the places that read it, where that changes anything for them."""
        place, ledger = Place.read(at), visit.ledger
        found = self.comparison.across[place.rank].found(place, visit.shelf, ledger, visit.heirs)
        settled = ledger.settle(at, [self._as_told(finding, visit.shelf) for finding in found.findings])
        visit.latest |= {report: fresh or visit.latest.get(report, False) for report, fresh in settled.items()}
        visit.told |= ledger.draw(at, found.sheets)
        ledger.hear(at, found.heard)
        return found.further if ledger.sketch(at, found.topic, found.outline) else frozenset()

    def _as_told(self, finding: Finding, shelf: Shelf) -> Told:
        latest = max(finding.reports, key=shelf.places.__getitem__)
        texts = {report: shelf[report].text for report in {term.statement.report for term in finding.terms}}
        failing = finding_iri(finding, self.iris) if finding.verdict is Verdict.FAILS else ""
        line = as_lines(finding_rows((finding,), texts, self.iris))
        return Told(latest, line, finding_quads(finding, _graph(latest), self.comparison.subjects, self.iris), failing)

    def _merged(self, report: str, told: Sequence[Told]) -> bytes:
        """The graph of the findings that stand with a report."""
        failing = [one.failing for one in told if one.failing]
        return merge_checks((one.quads for one in told), failing, _graph(report), self.iris)

    def _publish(self, report: str, told: Sequence[Told], quads: bytes, ledger: Ledger) -> None:
        """Puts the table and the graph of the findings that stand with a report; neither where none do."""
        table = self.writer.put(Kind.ROWS, b"".join(one.line for one in told)) if told else None
        ledger.keep(FINDINGS + report, table)
        ledger.keep(_graph(report), self.writer.put(Kind.QUADS, quads) if told else None)


def _graph(report: str) -> str:
    return f"{ACROSS}/{report}"


def _refuse_broken(conformance: Conformance, graph: str) -> None:
    """Nothing is published of checks that break a shape. That is a bug of ours."""
    if not conformance.conforms:
        first = conformance.violations[0]
        raise NotConformingError(
            f"The graph {graph} has {len(conformance.violations)} violations, the first of {first.focus}: "
            f"{first.message_en} (value {first.value})",
            (conformance,),
        )
