"""What a report tells, as audit and lineage read it: out of its tables, as they are made or as the store has them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.audit.claims import Fate
from kg.audit.coverage import What
from kg.model.masking import masked
from kg.model.statements import Account, Gap, read_statement
from kg.model.tabled import read_tabled
from kg.model.text import Span
from kg.pipeline.restore import info_of
from kg.questions.sources import source_of
from kg.readers import read_source
from kg.store import ReportEntry, Store, View

Rows = Sequence[Mapping[str, Any]]
# The tables that an account is made of.
TABLES = ("coverage", "entities", "events", "facts", "report", "tables")


def account_of(tables: Mapping[str, Rows], text: str) -> Account:
    """The account of one report. `text` is that of its source. What an older program made may lack the table
    "tables"."""
    (report,) = tables["report"]
    return Account(
        info=info_of(report),
        text=text,
        statements=tuple(map(read_statement, tables["facts"])),
        entities=tuple(tables["entities"]),
        changes=tuple(tables["events"]),
        numbers=report["numbers"],
        excluded=tuple(report["withdrawn"]),
        gaps=tuple(
            Gap(Span(row["start"], row["end"]), tuple(row["section"]))
            for row in tables["coverage"]
            if row["what"] == What.NUMBER and row["fate"] == Fate.MISSED
        ),
        tables=tuple(map(read_tabled, tables.get("tables", ()))),
    )


def stored_account(store: Store, entry: ReportEntry) -> Account:
    """The account of a report out of its objects. Raises StoreError where one is missing or damaged."""
    tables = {name: [json.loads(line) for line in store.object(entry.tables[name]).splitlines()] for name in _of(entry)}
    data = store.object(entry.source)
    return account_of(tables, masked(read_source(data, entry.file, len(data)).text, entry.masked))


def read_accounts(view: View) -> tuple[Account, ...]:
    """The accounts of all reports of a publication, in order of their ids."""
    return tuple(_read(view, entry) for entry in view.manifest.reports)


def _read(view: View, entry: ReportEntry) -> Account:
    return account_of({name: view.table(entry.id, name) for name in _of(entry)}, source_of(view, entry.id).text)


def _of(entry: ReportEntry) -> Iterator[str]:
    return (name for name in TABLES if name in entry.tables)
