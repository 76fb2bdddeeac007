"""Accounts written by hand: reports of a made-up bureau, in the manner of such reports."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.model.concepts import Concept, Scheme
from kg.model.facts import Direction, Kind, PeriodSource, ReportInfo, Temporality
from kg.model.mentions import Period, Qualifier
from kg.model.statements import Account, Statement
from kg.model.text import Span

BUREAU = "海港市政府漁業局"
YEARLY = "annual performance report"


def period(text):
    """A period out of "2021", "2021-07-01" or "2021-01-01/2021-06-30"."""
    if len(text) == 4:
        return Period(date(int(text), 1, 1), date(int(text), 12, 31))
    start, _, end = text.partition("/")
    return Period(date.fromisoformat(start), date.fromisoformat(end or start))


@dataclass(frozen=True)
class Line:
    """A sentence with its figures in 【】, and for each of them what differs from an observed count of its year."""

    text: str
    figures: tuple[dict, ...] = ()


def line(text, *figures):
    return Line(text, figures)


def report(year, *lines, kind=YEARLY, covers=None, issuer=BUREAU, entities=(), numbers=None, **info):
    """The account of a report: its sentences one a line. `entities` are (type, concept, name) of names in its text."""
    covered = period(covers or str(year))
    known = ReportInfo(f"fisheries-{year}", f"{year}年工作報告", issuer, None, kind, covered, **info)
    text, statements = "", []
    for one in lines:
        found, sentence = _read(one, len(text))
        text += sentence + "\n"
        end = len(text) - 1
        for (start, stop), figure in zip(found, one.figures, strict=True):
            place = {"span": Span(start, stop), "sentence": Span(end - len(sentence), end)}
            statements.append(_statement(known.id, text[start:stop], len(statements), year, place | figure))
    rows = tuple(_entity(text, *entity) for entity in entities)
    return Account(known, text, tuple(statements), rows, numbers=numbers or {})


def _read(one, start):
    """The places of the figures, and the sentence without the marks."""
    pieces = one.text.replace("】", "【").split("【")
    found, at = [], start
    for index, piece in enumerate(pieces):
        if index % 2:
            found.append((at, at + len(piece)))
        at += len(piece)
    return found, "".join(pieces)


def _statement(report_id, quote, ordinal, year, given):
    digits = "".join(char for char in quote if char.isdigit() or char == ".")
    known = {
        "fact": f"https://example.org/{report_id}/{ordinal}",
        "report": report_id,
        "source": report_id,
        "quote": quote,
        "value": Decimal(digits or 0),
        "unit": quote.lstrip("0123456789,.約逾至少"),
        "measure": "person",
        "qualifier": None,
        "kind": Kind.OBSERVED,
        "direction": None,
        "base": None,
        "temporality": Temporality.FLOW,
        "metric": given.get("series") or "",
        "series": None,
        "agency": BUREAU,
        "programme": None,
        "period": str(year),
        "period_source": PeriodSource.STATED,
    } | given
    known["period"] = period(known["period"]) if known["period"] else None
    known["kind"], known["temporality"] = Kind(known["kind"]), Temporality(known["temporality"])
    known["period_source"] = PeriodSource(known["period_source"]) if known["period"] else None
    known["direction"] = Direction(known["direction"]) if known["direction"] else None
    known["qualifier"] = Qualifier(known["qualifier"]) if known["qualifier"] else None
    known["value"] = Decimal(str(known["value"]))
    return Statement(**known)


def _entity(text, kind, concept, name):
    start = text.index(name)
    mentions = [[start, start + len(name)]]
    return {"type": kind, "concept": concept, "name": name, "aliases": [], "mentions": mentions, "source_sha256": "x"}


def metric(slug, label, about=None, parent=None, **features):
    pairs = tuple((key, value) for key, values in features.items() for value in values)
    return Concept(Scheme.METRIC, slug, label, slug, parent=parent, about=about, features=pairs)
