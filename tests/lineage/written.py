"""Accounts with names and changes that were written by hand."""

from datetime import date
from typing import Any

from kg.model.facts import ReportInfo
from kg.model.mentions import Period
from kg.model.statements import Account

CITY = "海港市政府"


def places(text: str, name: str) -> list[list[int]]:
    """All places of a name in a text."""
    found, start = [], text.find(name)
    while start >= 0:
        found.append([start, start + len(name)])
        start = text.find(name, start + 1)
    return found


def entity(text: str, kind: str, name: str, concept: str | None = None, **more: Any) -> dict[str, Any]:
    """A row of the table of entities; `more` may hold aliases, score, reason, judgement, recipient, rank, date, for."""
    forms = (name, *more.get("aliases", ()))
    link = {key: more.pop(key, default) for key, default in (("score", 1.0), ("reason", "同名"), ("judgement", None))}
    row = {
        "entity": f"https://example.org/{kind}/{name}",
        "source_sha256": "ab" * 32,
        "type": kind,
        "name": name,
        "aliases": [],
        "parent": None,
        "concept": concept,
        "link": link if concept else None,
        "mentions": sorted(place for form in forms for place in places(text, form)),
    }
    if kind == "award":
        row |= {"recipient": None, "rank": None, "date": None, "for": None}
    return row | more


def change(text: str, kind: str, subject: str, quote: str, **more: Any) -> dict[str, Any]:
    """A row of the table of changes."""
    start = text.index(quote)
    row = {
        "event": f"https://example.org/change/{kind}-{subject}-{start}",
        "report": "report",
        "source_sha256": "ab" * 32,
        "type": kind,
        "subject": subject,
        "object": None,
        "date": None,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "before": None,
        "after": None,
        "concept": None,
    }
    return row | more


def account(year: int, text: str, *entities: dict[str, Any], changes: tuple[dict[str, Any], ...] = ()) -> Account:
    """A report of a year without figures."""
    coverage = Period(date(year, 1, 1), date(year, 12, 31))
    info = ReportInfo(f"report-{year}", f"{year}年報告", f"{CITY}人事處", CITY, "annual", coverage)
    return Account(info, text, (), entities, changes)
