"""Reports out of the store again: what they were taken in as, so that they can be computed anew."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

from kg.model.facts import ReportInfo
from kg.model.mentions import Period
from kg.pipeline.gather import Report
from kg.readers import read_source
from kg.store import ReportEntry, Store

TABLE = "report"


def info_of(row: Mapping[str, Any]) -> ReportInfo:
    """What was known of a report, out of its row in the table "report"."""
    known = {field.name: row[field.name] for field in fields(ReportInfo)}
    coverage = known["coverage"]
    if coverage:
        known["coverage"] = Period(date.fromisoformat(coverage["start"]), date.fromisoformat(coverage["end"]))
    return ReportInfo(**known)


def info_row(info: ReportInfo) -> Mapping[str, Any]:
    """What is known of a report as plain values, of which `info_of` makes it again."""
    row = asdict(info)
    if info.coverage:
        row["coverage"] = {"start": info.coverage.start.isoformat(), "end": info.coverage.end.isoformat()}
    return row


def kept_info(store: Store, entry: ReportEntry) -> ReportInfo:
    """What is known of a published report. Raises StoreError where its table is missing or damaged."""
    return info_of(json.loads(store.object(entry.tables[TABLE])))


def restore(store: Store, entry: ReportEntry) -> Report:
    """A published report as it came in. Raises StoreError where its file or its table is missing or damaged."""
    data = store.object(entry.source)
    return Report(Path(entry.file), data, read_source(data, entry.file, len(data)), kept_info(store, entry))
