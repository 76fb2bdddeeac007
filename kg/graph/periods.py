"""Periods: report-local nodes, so that none is described in two graphs, with the wording of the ROC calendar."""

from datetime import date, timedelta

from pyoxigraph import NamedNode

from kg.graph.frame import Frame
from kg.graph.terms import chinese, day
from kg.model.mentions import Period

ROC = 1911


def say_period(frame: Frame, period: Period) -> NamedNode:
    """Describes a period or, where it is one day, an instant (OWL-Time), and names it."""
    node = _node(frame, period)
    instant = period.start == period.end
    frame.triples.say(
        node,
        {
            "a": frame.triples.names("kg:Period", "time:Instant" if instant else "time:ProperInterval"),
            "kg:start": day(period.start),
            "kg:end": day(period.end),
            "rdfs:label": chinese(roc_label(period)),
            "time:inXSDDate": day(period.start) if instant else None,
            "time:hasBeginning": None if instant else _say_day(frame, period.start),
            "time:hasEnd": None if instant else _say_day(frame, period.end),
        },
    )
    return node


def _say_day(frame: Frame, value: date) -> NamedNode:
    node = _node(frame, Period(value, value))
    frame.triples.say(node, {"a": frame.triples.name("time:Instant"), "time:inXSDDate": day(value)})
    return node


def _node(frame: Frame, period: Period) -> NamedNode:
    days = sorted({period.start.isoformat(), period.end.isoformat()})
    return frame.local("period", "_".join(days))


def roc_label(period: Period) -> str:
    """The period in words of the ROC calendar: 109年, 109年7月至12月, 109年12月31日. Before 1912 in ISO days."""
    start, end = period.start, period.end
    if start.year <= ROC:
        return start.isoformat() if start == end else f"{start.isoformat()}至{end.isoformat()}"
    if start == end:
        return _day(start)
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        return f"{_day(start)}至{_day(end)}"
    if start.month == 1 and end.month == 12:
        years = f"{start.year - ROC}年"
        return years if start.year == end.year else f"{years}至{end.year - ROC}年"
    first = f"{start.year - ROC}年{start.month}月"
    if (start.year, start.month) == (end.year, end.month):
        return first
    return f"{first}至{end.month}月" if start.year == end.year else f"{first}至{end.year - ROC}年{end.month}月"


def _day(value: date) -> str:
    return f"{value.year - ROC}年{value.month}月{value.day}日"
