"""The page of a body, programme, award, system or law, and of whatever else has an address."""

from collections.abc import Mapping
from typing import Any

from fastapi.responses import HTMLResponse
from pyoxigraph import NamedNode

from api.pages.frame import Frame
from kg.model.concepts import Scheme
from kg.pipeline.lineage import Lineages, thing_answer, thing_document
from kg.questions import Questions, ask

Row = Mapping[str, Any]
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
# The words of a text by which a thing without a name is called, in order.
STATED = ("subjectText", "objectText", "name", "exact", "quote")
# What a figure can be asked by, beside its metric: type of the thing -> question and its parameter.
FIGURES = {
    Scheme.AGENCY.value: ("agency-facts", "agency"),
    Scheme.PROGRAMME.value: ("programme-facts", "programme"),
    Scheme.AWARD.value: ("programme-facts", "programme"),
    Scheme.SYSTEM.value: ("programme-facts", "programme"),
    Scheme.LAW.value: ("programme-facts", "programme"),
}


def concept_page(
    frame: Frame, questions: Questions, lineages: Lineages, type_: str, document: dict[str, Any]
) -> HTMLResponse:
    """A thing of the vocabulary. `document` is what the graph says of it, as the JSON of its address.

    Raises InputError where `on` in the address of a body is no day.
    """
    question, parameter = FIGURES[type_]
    iri = document["iri"]
    figures = ask(frame.view, questions[question], {parameter: iri}).rows if type_ in FIGURES else ()
    on = frame.request.query_params.get("on") or None
    lineage = thing_document(thing_answer(lineages, Scheme(type_), document["id"], on=on))
    return frame.page(
        "concept.html",
        type_=type_,
        document=document,
        properties=document["properties"],
        title=_title(frame, document),
        rows=figures,
        lineage=lineage,
        changes=sorted(lineage["changes"], key=lambda row: (row["date"] is None, str(row["date"]))),
        on=on,
    )


def thing_page(frame: Frame, type_: str, document: dict[str, Any]) -> HTMLResponse:
    """Whatever else has an address: what the graph says of it."""
    properties = document["properties"]
    title = _title(frame, document)
    if title == document["id"]:
        stated = [str(value) for name in STATED for value in properties.get(name, ()) if not isinstance(value, dict)]
        title = " → ".join(dict.fromkeys(stated)) or title
    labels = {name: frame.said(f"ontology#{name}", LABEL) for name in properties}
    return frame.page("thing.html", type_=type_, document=document, title=title, labels=labels)


def _title(frame: Frame, document: dict[str, Any]) -> str:
    labels = document["properties"].get("prefLabel") or document["properties"].get("label") or []
    return frame.chosen(labels) or str(document["id"])
