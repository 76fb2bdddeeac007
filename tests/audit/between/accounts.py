"""Accounts of the packaged reports, made of what the store holds."""

from kg.model.statements import Account, Gap, read_statement
from kg.model.text import Span
from kg.pipeline.restore import info_of
from kg.store import View


def account_of(view: View, report: str) -> Account:
    """All that one report of a store tells."""
    (row,) = view.table(report, "report")
    return Account(
        info=info_of(row),
        text=view.source(row["source_sha256"]).decode(row["encoding"]),
        statements=tuple(read_statement(one) for one in view.facts(report)),
        entities=view.table(report, "entities"),
        changes=view.table(report, "events"),
        numbers=row["numbers"],
        gaps=tuple(
            Gap(Span(one["start"], one["end"]), tuple(one["section"]))
            for one in view.table(report, "coverage")
            if one["what"] == "number" and one["fate"] == "missed"
        ),
    )


def accounts_of(view: View) -> tuple[Account, ...]:
    """All that the reports of a store tell."""
    return tuple(account_of(view, report.id) for report in view.manifest.reports)
