"""The reports of a publication as rows: what is known of each, how much was read, whether it is held back and why."""

from collections.abc import Iterator
from pathlib import PurePath

from kg.errors import UnknownNameError
from kg.questions.question import PlainType
from kg.store import HeldBack, ReportEntry, View


def find_report(view: View, report: str) -> ReportEntry:
    """The report of that id. Raises UnknownNameError with near ids."""
    entry = view.manifest.report(report)
    if entry is None:
        raise UnknownNameError(PlainType.REPORT.value, report, [other.id for other in view.manifest.reports])
    return entry


def report_named(view: View, name: str) -> ReportEntry:
    """The report of that id, or that was read from a file of that name (a path will do). Raises UnknownNameError."""
    file = PurePath(name).name
    by_file = [entry for entry in view.manifest.reports if entry.file == file]
    return view.manifest.report(name) or (by_file[0] if len(by_file) == 1 else find_report(view, name))


def report_row(view: View, entry: ReportEntry) -> dict[str, object]:
    """One published report: its metadata and counts, when it was taken in, and whether a newer reading is held back."""
    held = next((held for held in view.manifest.held if held.id == entry.id), None)
    (known,) = view.table(entry.id, "report") if "report" in entry.tables else ({"id": entry.id},)
    return {
        **known,
        "file": entry.file,
        "source_sha256": entry.source,
        "ingested": entry.ingested,
        "status": "published; a newer reading is held back" if held else "published",
        "reason": held.reason if held else "",
    }


def report_rows(view: View) -> Iterator[dict[str, object]]:
    """A row a report: those of the publication, then those of which no reading was published."""
    yield from (report_row(view, entry) for entry in view.manifest.reports)
    yield from (_refused(held) for held in view.manifest.held if view.manifest.report(held.id) is None)


def _refused(held: HeldBack) -> dict[str, object]:
    return {
        "id": held.id,
        "file": held.file,
        "source_sha256": held.source,
        "status": "held back",
        "reason": held.reason,
    }
