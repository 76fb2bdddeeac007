"""What an IRI of ours names: every thing, metric, agency, fact has its address here, whatever the host is."""

from dataclasses import dataclass, field

import pyoxigraph
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.cells import METADATA, Table, as_csv, metadata
from api.formats import media_type
from api.forms import CSV, HTML, JSON, RDF, chosen, link_header, suffixed
from api.negotiation import Choice, Offer
from api.pages.frame import Frame
from api.pages.router import page_of
from api.pages.terms import scheme_page
from api.paging import Window
from api.persons import HEADER, hide, naming_persons
from api.publication import Publications
from api.tables import concept_rows, has_table, thing_table
from api.terms_of_use import Bilingual
from api.things import Triples, as_document, described, near_names, node_of, with_parts, written
from kg.errors import UnknownNameError
from kg.iris import Iris
from kg.model.concepts import Scheme
from kg.store import View

# By what a thing is called.
NAMES = ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://purl.org/dc/terms/title")
# The page is last: who takes anything gets JSON, and browsers ask for HTML by name.
FORMATS = (JSON, *RDF, HTML)
TABLES = (JSON, *RDF, CSV, HTML)


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that is here, or a vocabulary where `slug` is "". `suffix`: the form that its path names, if any."""

    type: str
    slug: str
    suffix: str | None
    node: pyoxigraph.NamedNode
    triples: Triples = field(repr=False)

    @property
    def offers(self) -> tuple[Offer, ...]:
        return TABLES if has_table(self.type, self.slug) else FORMATS


def entities_router(publications: Publications) -> APIRouter:
    """`/id/TYPE/SLUG`, the path of the IRIs, each also with the suffix of a form."""
    router = APIRouter(tags=["Things"])

    @router.get("/id/{type_}", operation_id="describe_scheme", summary="一部詞彙 · One vocabulary", responses=RESPONSES)
    def scheme(request: Request, type_: str) -> Response:
        """A concept scheme, by the singular of what it lists: unit, metric, agency, … Its CSV lists its concepts."""
        view = publications.view()
        table = _table_at(request, publications, view, (type_, ""))
        return table or answer(request, view, find(publications, view, type_, ""))

    @router.get("/id/{type_}/{slug}", operation_id="describe", summary="一個事物 · One thing", responses=RESPONSES)
    def thing(request: Request, type_: str, slug: str) -> Response:
        """What the graph says of a thing: JSON, Turtle, N-Triples, JSON-LD, RDF/XML or a page (HTML), by Accept, by
        ?format=, or by a suffix (.json .ttl .nt .jsonld .rdf .html); what has figures is a table, too (.csv)."""
        view = publications.view()
        table = _table_at(request, publications, view, (type_, slug))
        return table or answer(request, view, find(publications, view, type_, slug))

    def answer(request: Request, view: View, thing: Thing) -> Response:
        choice = chosen(request, thing.offers, thing.suffix)
        iris = Iris(view.manifest.base_iri)
        link = link_header(request, thing.node.value, iris.local(thing.node.value), thing.offers)
        private = thing.node.value in naming_persons(view, publications.resources)
        if private:
            hide(request)
        if choice.offer is HTML:
            document = as_document(iris, thing.node, thing.triples)
            made: Response = (
                page_of(request, publications, view, thing.type, document)
                if thing.slug
                else scheme_page(Frame.of(request, view), document, concept_rows(view, thing.type))
            )
        else:
            made = _data(publications, view, thing, choice, request)
            made.headers["Vary"] = "Accept"
        made.headers["Link"] = ", ".join(filter(None, (link, made.headers.get("Link"))))
        if private:
            made.headers.update(HEADER)
        return made

    return router


def _data(publications: Publications, view: View, thing: Thing, choice: Choice, request: Request) -> Response:
    iris = Iris(view.manifest.base_iri)
    if choice.offer is JSON:
        concepts = {} if thing.slug else {"concepts": list(concept_rows(view, thing.type))}
        return JSONResponse(as_document(iris, thing.node, thing.triples) | concepts)
    if choice.offer is CSV:
        return as_csv(Window(request), _table(publications, view, thing))
    triples = thing.triples
    if thing.type == "source" or not thing.slug:
        triples = with_parts(view, thing.type, thing.node, triples)
    return Response(written(triples, iris.base, choice.offer.name), media_type=media_type(choice.media_type))


def _table_at(request: Request, publications: Publications, view: View, path: tuple[str, str]) -> Response | None:
    """The description of the table of a thing, or of a vocabulary, where the path ends so; else None."""
    if not path[bool(path[1])].endswith(METADATA):
        return None
    type_, slug = (part.removesuffix(METADATA) for part in path)
    thing = find(publications, view, type_, slug)
    if not has_table(thing.type, thing.slug):
        raise UnknownNameError("table", f"{type_}/{slug}")
    return metadata(request, _table(publications, view, thing), publications.terms)


def _table(publications: Publications, view: View, thing: Thing) -> Table:
    """Called by its names in both languages, or by its local name."""
    names = {
        str(triple.object.language)[:2]: triple.object.value
        for triple in thing.triples
        if triple.subject == thing.node
        and triple.predicate.value in NAMES
        and isinstance(triple.object, pyoxigraph.Literal)
    }
    name = names.get("zh") or thing.slug or thing.type
    title = Bilingual(name, names.get("en") or name)
    return thing_table(publications, view, (thing.type, thing.slug), title)


def find(publications: Publications, view: View, type_: str, slug: str) -> Thing:
    """The thing of that path; what is not there with its suffix is looked for without it.

    Raises UnknownNameError with near names.
    """
    iris = Iris(view.manifest.base_iri)
    last = slug or type_
    bare, suffix = suffixed(last, TABLES)
    for name, form in dict.fromkeys(((last, None), (bare, suffix))):
        parts = (type_, name) if slug else (name, "")
        node = node_of(iris, *parts)
        triples = described(publications, view, node) if node else []
        if node and triples:
            return Thing(*parts, form, node, triples)
    if not slug:
        raise UnknownNameError("vocabulary", bare, (scheme.value for scheme in Scheme))
    raise UnknownNameError(type_, bare, set(near_names(publications, view, iris, type_)))


RESPONSES: dict[int | str, dict[str, object]] = {
    200: {
        "description": "What is said of it.",
        "content": {"application/json": {}, "text/turtle": {}, "text/csv": {}, "text/html": {}},
    },
    404: {"description": "Nothing of that name; lists near ones."},
    406: {"description": "It is not to be had in the form that is asked for; lists the forms."},
}
