"""Findings across reports: made of the accounts of all, kept with the latest report of those that each has read.

So a finding stands in one place, and a new report leaves what was found among earlier ones where it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.audit.between import Shelf
from kg.graph import finding_rows
from kg.iris import Iris
from kg.model.findings import Finding
from kg.pipeline.accounts import stored_account
from kg.pipeline.checks import Across
from kg.pipeline.tables import as_lines
from kg.store import Kind, ReportEntry, Store, Writer

# Tables of a publication: the findings that have this report as the latest of those they read.
FINDINGS = "findings/"


def compare_reports(
    store: Store, writer: Writer, entries: Iterable[ReportEntry], checks: Sequence[Across], iris: Iris
) -> dict[str, str]:
    """Runs the checks across these reports. Returns the hashes of the tables by name, "findings/{report}".

    A report that an older program read, without findings of its own, is left out: its rows say too little.
    """
    shelf = Shelf.of(stored_account(store, entry) for entry in entries if "findings" in entry.tables)
    texts = {account.info.id: account.text for account in shelf.accounts}
    found: dict[str, list[Finding]] = defaultdict(list)
    for check in checks:
        for finding in check(shelf.accounts):
            found[max(finding.reports, key=shelf.places.__getitem__)].append(finding)
    return {
        FINDINGS + report: writer.put(Kind.ROWS, as_lines(finding_rows(findings, texts, iris)))
        for report, findings in found.items()
    }
