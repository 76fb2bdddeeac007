"""The page of a body, programme, award, system or law, and of whatever else has an address."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi.responses import HTMLResponse

from api.pages.frame import Frame
from kg.model.concepts import Scheme
from kg.questions import Questions, ask

Row = Mapping[str, Any]
# What a figure can be asked by, beside its metric: type of the thing -> question and its parameter.
FIGURES = {
    Scheme.AGENCY.value: ("agency-facts", "agency"),
    Scheme.PROGRAMME.value: ("programme-facts", "programme"),
    Scheme.AWARD.value: ("programme-facts", "programme"),
    Scheme.SYSTEM.value: ("programme-facts", "programme"),
    Scheme.LAW.value: ("programme-facts", "programme"),
}


def concept_page(frame: Frame, questions: Questions, type_: str, document: dict[str, Any]) -> HTMLResponse:
    """A thing of the vocabulary. `document` is what the graph says of it, as the JSON of its address."""
    question, parameter = FIGURES[type_]
    iri = document["iri"]
    figures = ask(frame.view, questions[question], {parameter: iri}).rows if type_ in FIGURES else ()
    conferrals = [
        row for row in ask(frame.view, questions["awards"], {}).rows if _touches(row, iri, "award", "recipient")
    ]
    changes = [row for row in ask(frame.view, questions["changes"], {}).rows if _touches(row, iri, "subject", "object")]
    return frame.page(
        "concept.html",
        type_=type_,
        document=document,
        properties=document["properties"],
        title=_title(frame, document),
        rows=figures,
        conferrals=conferrals,
        changes=sorted(changes, key=lambda row: (row["date"] is None, str(row["date"]))),
        mentions=list(_mentions(frame, type_, document["id"])),
    )


def thing_page(frame: Frame, type_: str, document: dict[str, Any]) -> HTMLResponse:
    """Whatever else has an address: what the graph says of it."""
    return frame.page("thing.html", type_=type_, document=document, title=_title(frame, document))


def _title(frame: Frame, document: dict[str, Any]) -> str:
    labels = document["properties"].get("prefLabel") or document["properties"].get("label") or []
    return frame.chosen(labels) or str(document["id"])


def _touches(row: Row, iri: str, *roles: str) -> bool:
    return any(row.get(f"{role}_concept") == iri for role in roles)


def _mentions(frame: Frame, type_: str, slug: str) -> Iterator[Row]:
    """For each report that names it: the names it bears there, and where."""
    for entry in frame.view.manifest.reports:
        rows = [row for row in frame.view.table(entry.id, "entities") if (row["type"], row["concept"]) == (type_, slug)]
        places = sorted({(start, end) for row in rows for start, end in row["mentions"]})  # type: ignore[attr-defined]
        if places:
            names = sorted({str(name) for row in rows for name in (row["name"], *row["aliases"])})  # type: ignore[misc]
            yield {"report": entry.id, "names": names, "places": places}
