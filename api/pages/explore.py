"""The graph seen from one thing: its neighbours as a table, which a script draws and lets grow."""

from collections.abc import Mapping
from typing import Any

from fastapi.responses import HTMLResponse

from api.pages.browse import LISTS, listed
from api.pages.frame import TYPES, Frame
from kg.errors import InputError
from kg.questions import Questions
from kg.questions.neighbours import Node, Part, neighbours
from kg.resources import Resources

Row = Mapping[str, Any]
# What a relation is called, read from the thing and read towards it: the keys of the texts.
OUTWARD = {
    "metric": "metric",
    "agency": "agency",
    "programme": "belongs-to",
    "award": "award",
    "recipient": "recipient",
    "subject": "changed",
    "object": "changed-into",
    "measurement": "facts-told",
    "statedIn": "report",
    "issuer": "issuer",
    "partOf": "above",
}
INWARD = {
    "metric": "facts",
    "agency": "facts",
    "programme": "facts",
    "award": "conferrals",
    "recipient": "awards-received",
    "subject": "changes",
    "object": "changes-into",
    "measurement": "told-by",
    "statedIn": "told-in-it",
    "issuer": "reports",
    "partOf": "below-it",
}
# What the script says.
WORDS = (
    *("explore-expand", "explore-more", "explore-seen", "explore-failed", "explore-nothing-more"),
    *("explore-from-year", "explore-to-year"),
)
FEW = 6


def explore_page(frame: Frame, questions: Questions, resources: Resources) -> HTMLResponse:
    """Raises UnknownNameError for a thing without neighbours, InputError for numbers that are none."""
    asked = frame.request.query_params
    if not asked.get("from"):
        return frame.page("explore.html", twins=(), hood=None, beginnings=_beginnings(frame, questions))
    hood = neighbours(frame.view, resources, asked["from"], _part(asked))
    return frame.page(
        "explore.html",
        hood=hood,
        name=lambda node: _name(frame, node),
        relation=lambda group: frame.wording((INWARD if group.inward else OUTWARD)[group.relation]),
        kind=lambda node: frame.kind_of(node.type),
        script=frame.built("explore.js"),
        words={
            "said": {key: frame.wording(key) for key in WORDS},
            "types": {name: frame.wording(key) for name, key in TYPES.items()},
            "outward": {name: frame.wording(key) for name, key in OUTWARD.items()},
            "inward": {name: frame.wording(key) for name, key in INWARD.items()},
        },
    )


def _part(asked: Mapping[str, str]) -> Part | None:
    if not asked.get("relation"):
        return None
    first = asked.get("first", "0")
    if not (first.isascii() and first.isdecimal() and len(first) < 9):
        raise InputError(f"first={first!r}: it must be a whole number.")
    return Part(asked["relation"], asked.get("inward") == "true", int(first))


def _name(frame: Frame, node: Node) -> str:
    return node.en if frame.wording.language.key == "en" else node.zh


def _beginnings(frame: Frame, questions: Questions) -> list[tuple[str, list[tuple[str, str]]]]:
    """For each type that has a list its text, and IRI and name of those with most figures."""
    base, found = frame.view.manifest.base_iri, []
    for type_ in LISTS:
        rows = [row for row in listed(frame, questions, type_) if row["address"]]
        rows.sort(key=lambda row: -row["count"])
        found.append((TYPES[type_], [(f"{base}{row['address']}", str(row["name"])) for row in rows[:FEW]]))
    return found
