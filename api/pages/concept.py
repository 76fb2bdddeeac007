"""The page of a body, programme, award, system or law, and of whatever else has an address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi.responses import HTMLResponse
from pyoxigraph import Literal, NamedNode

from api.pages.frame import Frame
from kg.iris import Iris
from kg.model.concepts import Scheme
from kg.pipeline.lineage import Lineages, thing_answer, thing_document
from kg.questions import Questions, ask
from kg.questions.asking import fold
from kg.questions.snippets import snippet

Row = Mapping[str, Any]
FRAGMENT = re.compile(r"char=\d+,\d+$")
# Properties of other vocabularies that a reader meets, with the keys of their texts.
OTHERS = {"type": "kind", "wasDerivedFrom": "derived", "title": "names"}
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


@dataclass(frozen=True, slots=True)
class Told:
    """Where a report tells a thing: the fragment of its characters (RFC 5147), and the text there in parts, each with
    whether it is the words of the thing."""

    report: str
    fragment: str
    parts: tuple[tuple[str, bool], ...]


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
    return frame.page(
        "thing.html",
        type_=type_,
        document=document,
        title=title,
        labels={name: _label(frame, name) for name in properties},
        classes=_classes(frame, properties),
        passage=_passage(frame, properties, title),
    )


def _label(frame: Frame, name: str) -> str:
    return frame.wording(OTHERS[name]) if name in OTHERS else frame.said(f"ontology#{name}", LABEL)


def _classes(frame: Frame, properties: Row) -> str:
    """What it is called by the class of ours that says most of it: a person's name is a mention too."""
    types = [one for one in properties.get("type", ()) if isinstance(one, dict) and len(one) > 1]
    names = [frame.name(one) for one in sorted(types, key=lambda one: len(str(one["iri"])))]
    return names[-1] if names else ""


def _passage(frame: Frame, properties: Row, words: str) -> Told | None:
    """The paragraph in which a report says it; None where it is said at no single place."""
    iris = Iris(frame.view.manifest.base_iri)
    spans, blocks, reports = (_iris(properties, name) for name in ("wasDerivedFrom", "inParagraph", "inReport"))
    found = FRAGMENT.search(spans[0]) if spans else None
    if found is None or not blocks or not reports:
        return None
    said = frame.view.dataset.quads_for_pattern(NamedNode(blocks[0]), NamedNode(iris.term("text")), None, None)
    texts = [quad.object.value for quad in said if isinstance(quad.object, Literal)]
    return Told(iris.slug(reports[0]), found[0], snippet(texts[0], (fold(words),))) if texts else None


def _iris(properties: Row, name: str) -> list[str]:
    return [str(one["iri"]) for one in properties.get(name, ()) if isinstance(one, dict)]


def _title(frame: Frame, document: dict[str, Any]) -> str:
    labels = document["properties"].get("prefLabel") or document["properties"].get("label") or []
    return frame.chosen(labels) or str(document["id"])
