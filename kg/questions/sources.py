"""The files of a publication as their readers read them. What is not plain text has no text of its own in the store:
it is read out of the kept bytes again, by the same reader, whenever characters are wanted."""

from dataclasses import replace
from functools import partial

from kg.errors import InputError, StoreError
from kg.model.masking import masked
from kg.model.text import Source
from kg.questions.reports import find_report
from kg.readers import read_source
from kg.store import ReportEntry, View


def source_of(view: View, report: str) -> Source:
    """The source of a report: its text, with what is suppressed masked, and where its characters stand in the file.

    Raises UnknownNameError for a report that is not here, StoreError where its file is damaged, or was read by a
    program that read more than this one does.
    """
    entry = find_report(view, report)
    return view.made_of(entry.source, partial(_read, entry))


def _read(entry: ReportEntry, data: bytes) -> Source:
    try:
        source = read_source(data, entry.file, len(data))
    except InputError as error:
        raise StoreError(f"The file of {entry.id} cannot be read any more: {error} Build the store again.") from error
    return replace(source, text=masked(source.text, entry.masked)) if entry.masked else source
