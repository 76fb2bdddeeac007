"""What reports are called in sentences."""

from kg.model.calendar import gregorian_words
from kg.model.facts import ReportInfo
from kg.model.findings import Words


def called(report: ReportInfo) -> Words:
    """By its title in Chinese; in English, which has none, by what it covers, or by its id where nothing says so."""
    days = report.coverage
    english = f"the report of {gregorian_words(days.start, days.end)}" if days else report.id
    return Words(f"《{report.title}》", english)
