"""`POST /api/validate`: a graph against the shapes, in a process that may die of it."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, TypeAlias

import pyoxigraph
from fastapi import APIRouter, Query, Request, Response

from api.asked import read_body
from api.formats import media_type
from api.forms import RDF
from api.leaving import while_there
from api.negotiation import Offer, choose
from api.publication import Publications
from api.worker import Answerer, Written
from api.workers import Pool
from kg.errors import LimitReachedError
from kg.iris import Iris
from kg.model.language import Language
from kg.pipeline.check import Checked, check_quads
from kg.pipeline.graph_types import GRAPH_TYPES, read_graph, type_of_media
from kg.pipeline.verdicts import VERDICTS
from kg.store import View
from kg.store.formats import TRIPLE_FORMATS

NAME = "request"
# In RDF only under names of RDF: plain text is for people, other XML for machines that build.
FORMS = (
    Offer("json", ("application/json",)),
    *(Offer(one.name, one.media_types[:1]) for one in RDF),
    Offer("human", ("text/plain",)),
    Offer("junit", ("application/vnd.junit+xml", "application/xml", "text/xml")),
)
# A node or a literal; the library takes each in its place, and has no common type for them.
Term: TypeAlias = Any
SHACL = {"sh": "http://www.w3.org/ns/shacl#"}


@dataclass(frozen=True, slots=True)
class Validation:
    """A graph that is to be checked.

    digest  the publication whose concepts it may refer to, by the hash of its manifest
    kind    the name of the form of RDF that `data` is in
    form    the name of the form of the answer, sent as `sent_as`
    most    how many findings are told
    """

    digest: str
    data: bytes = field(repr=False)
    kind: str
    form: str
    sent_as: str
    language: Language
    most: int
    what: ClassVar[str] = "validation"
    advice: ClassVar[str] = "Send the graph in parts, or check it where you are: kg validate FILE."

    def done(self, answerer: Answerer, view: View) -> Written:
        """The report, written. Raises UnreadableError for what is no graph, LimitReachedError for too long a report."""
        quads = read_graph(self.data, self.kind, NAME)
        checked = check_quads(quads, NAME, answerer.context(view), Iris(view.manifest.base_iri))
        if len(checked.findings) > self.most:
            raise LimitReachedError(f"There are more than {self.most:,} findings, the limit of this server.")
        return Written(self._written(checked), self.form, media_type(self.sent_as))

    def _written(self, checked: Checked) -> bytes:
        if self.form in VERDICTS:
            return VERDICTS[self.form](checked, self.language).encode()
        prefixes = SHACL if self.form == "rdfxml" else None
        return pyoxigraph.serialize(_triples(checked), format=TRIPLE_FORMATS[self.form], prefixes=prefixes) or b""


def _triples(checked: Checked) -> Iterator[pyoxigraph.Triple]:
    """The triples of the report. Blank nodes are numbered as they come, since the parser names them by chance."""
    numbers: dict[str, int] = {}

    def named(term: Term) -> Term:
        if isinstance(term, pyoxigraph.BlankNode):
            return pyoxigraph.BlankNode(f"b{numbers.setdefault(term.value, len(numbers))}")
        return term

    for quad in pyoxigraph.parse(checked.conformance.turtle(), format=pyoxigraph.RdfFormat.TURTLE):
        yield pyoxigraph.Triple(named(quad.subject), quad.predicate, named(quad.object))


def validating_router(publications: Publications, pool: Pool) -> APIRouter:
    """The route `/api/validate`."""
    router = APIRouter(prefix="/api", tags=["Validation"])
    settings = publications.settings

    @router.post(
        "/validate",
        operation_id="validate",
        summary="驗證圖 · Check a graph",
        responses=RESPONSES,
        openapi_extra=BODY,
    )
    async def validate(
        request: Request,
        format: Annotated[str | None, Query(description=FORMAT_WORDS)] = None,
        lang: Annotated[Language, Query(description="Of the words in text and JUnit.")] = Language.ENGLISH,
    ) -> Response:
        """依本資料的規則（SHACL）檢查一個 RDF 圖，不予儲存；圖中可引用本資料的詞彙。
        Checks an RDF graph against the shapes (`/shapes`) and answers with the report; nothing is stored. The graph may
        refer to the concepts that are published here. The report is JSON, a `sh:ValidationReport` (Turtle,
        N-Triples, JSON-LD, RDF/XML), text, or JUnit XML, by `Accept` or `format`. A graph that breaks shapes is
        answered with 200 too: the report says so."""
        kind = type_of_media(request.headers.get("content-type", ""))
        choice = choose(request.headers.get("accept"), FORMS, format)
        data = await read_body(request, settings.source_bytes)
        digest = await asyncio.to_thread(publications.digest)
        work = Validation(digest, data, kind, choice.offer.name, choice.media_type, lang, settings.query_rows)
        written = await while_there(request, pool.answer(work))
        return Response(written.body, media_type=written.media_type, headers={"Vary": "Accept"})

    return router


FORMAT_WORDS = f"{', '.join(offer.name for offer in FORMS)}. Goes before Accept."
# A line whose level is none: one violation.
EXAMPLE = """@prefix kg: <https://w3id.org/kaogong/ontology#> .
<https://w3id.org/kaogong/id/line/mine> a kg:Line ;
  kg:lineMetric <https://w3id.org/kaogong/id/metric/english-rate> ; kg:lineSpan "year" ; kg:lineLevel "figures" .
"""
EXAMPLE_JSON = {
    "@context": {"@vocab": "https://w3id.org/kaogong/ontology#"},
    "@id": "https://w3id.org/kaogong/id/line/mine",
    "@type": "Line",
    "lineMetric": {"@id": "https://w3id.org/kaogong/id/metric/english-rate"},
    "lineSpan": "year",
    "lineLevel": "figures",
}
EXAMPLES = {"turtle": EXAMPLE, "jsonld": EXAMPLE_JSON}
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            one.media_types[0]: {
                "schema": {"type": "object" if name == "jsonld" else "string"},
                **({"example": EXAMPLES[name]} if name in EXAMPLES else {}),
            }
            for name, one in GRAPH_TYPES.items()
        },
    }
}
REPORT_EXAMPLE = {
    "name": NAME,
    "conforms": False,
    "violations": 1,
    "warnings": 0,
    "notes": 0,
    "results": [
        {
            "report": NAME,
            "focus": "https://w3id.org/kaogong/id/line/mine",
            "path": "https://w3id.org/kaogong/ontology#lineLevel",
            "value": "figures",
            "shape": "line-level",
            "severity": "violation",
            "message_zh": "序列的層次必須為 figure、target 或 change。",
            "message_en": "The level of a line must be figure, target or change.",
            "quote": "",
            "sentence": "",
        }
    ],
}
RESPONSES: dict[int | str, dict[str, object]] = {
    200: {
        "description": "The report, whole.",
        "content": {"application/json": {"example": REPORT_EXAMPLE}, "text/turtle": {}, "text/plain": {}},
    },
    400: {"description": "No graph of that form; says line and column."},
    406: {"description": "The report cannot be given as asked for."},
    413: {"description": "The graph is too large."},
    415: {"description": "The Content-Type is none of a graph; lists those that are taken."},
    503: {"description": "There are too many findings, it took too much memory, or too many wait."},
    504: {"description": "It took too long. There is no partial report."},
}
