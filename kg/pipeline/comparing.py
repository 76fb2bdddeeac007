"""Findings across reports: made of the accounts of all, kept with the latest report of those that each has read.

So a finding stands in one place, and a new report leaves what was found among earlier ones where it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.audit.between import Shelf
from kg.errors import NotConformingError
from kg.graph import check_quads, finding_rows
from kg.graph.checks import ACROSS
from kg.iris import Iris
from kg.model.findings import Finding
from kg.pipeline.accounts import stored_account
from kg.pipeline.checks import Comparison
from kg.pipeline.tables import as_lines
from kg.store import Kind, Manifest, ReportEntry, Store, Writer
from kg.validate import Conformance, validate

# Tables of a publication: the findings that have this report as the latest of those they read.
FINDINGS = "findings/"


@dataclass(frozen=True, slots=True)
class Compared:
    """Hashes by name: of tables, "findings/{report}", and of graphs, "comparisons/{report}"."""

    tables: Mapping[str, str]
    graphs: Mapping[str, str]

    @classmethod
    def out_of(cls, manifest: Manifest) -> "Compared":
        """What a publication has of it."""
        tables = {name: digest for name, digest in manifest.tables.items() if name.startswith(FINDINGS)}
        graphs = {name: digest for name, digest in manifest.graphs.items() if name.startswith(f"{ACROSS}/")}
        return cls(tables, graphs)


def compare_reports(
    store: Store, writer: Writer, entries: Iterable[ReportEntry], comparison: Comparison, iris: Iris
) -> Compared:
    """Runs the checks across these reports, and keeps what they find.

    A report that an older program read, without findings of its own, is left out: its rows say too little.
    """
    shelf = Shelf.of(stored_account(store, entry) for entry in entries if "findings" in entry.tables)
    texts = {account.info.id: account.text for account in shelf.accounts}
    found: dict[str, list[Finding]] = defaultdict(list)
    for check in comparison.across:
        for finding in check(shelf.accounts):
            found[max(finding.reports, key=shelf.places.__getitem__)].append(finding)
    tables, graphs = {}, {}
    for report, findings in found.items():
        tables[FINDINGS + report] = writer.put(Kind.ROWS, as_lines(finding_rows(findings, texts, iris)))
        name = f"{ACROSS}/{report}"
        quads = check_quads(findings, name, comparison.subjects, iris)
        _refuse_broken(validate(quads, b"", comparison.shapes), name)
        graphs[name] = writer.put(Kind.QUADS, quads)
    return Compared(tables, graphs)


def _refuse_broken(conformance: Conformance, graph: str) -> None:
    """Nothing is published of checks that break a shape. That is a bug of ours."""
    if not conformance.conforms:
        first = conformance.violations[0]
        raise NotConformingError(
            f"The graph {graph} has {len(conformance.violations)} violations, the first of {first.focus}: "
            f"{first.message_en} (value {first.value})",
            (conformance,),
        )
