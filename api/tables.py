"""Things as tables: what a spreadsheet wants of a metric, a body, a report, or of a whole vocabulary."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

import pyoxigraph

from api.pages.concept import FIGURES
from api.publication import Publications
from kg.iris import Iris
from kg.model.cells import write_csv
from kg.model.concepts import Scheme
from kg.pipeline.lineage import metric_answer, metric_rows
from kg.pipeline.lineage.metrics import COLUMNS
from kg.questions import ask
from kg.store import View

SKOS = "http://www.w3.org/2004/02/skos/core#"
CONCEPT = ("id", "iri", "label_zh", "label_en", "definition_zh", "definition_en", "broader")
NAMES = {"prefLabel": "label", "definition": "definition", "broader": "broader"}

Rows = Iterable[Mapping[str, object]]


def has_table(type_: str, slug: str) -> bool:
    """Whether a thing of that type is given as a table, too; without a slug, a vocabulary."""
    return type_ in {scheme.value for scheme in Scheme} if not slug else type_ in ("report", "metric", *FIGURES)


def thing_table(publications: Publications, view: View, type_: str, slug: str) -> str:
    """The figures of a thing that exists as CSV, or the concepts of a vocabulary."""
    columns, rows = _table(publications, view, type_, slug)
    out = StringIO()
    write_csv(out, columns, rows)
    return out.getvalue()


def _table(publications: Publications, view: View, type_: str, slug: str) -> tuple[Sequence[str], Rows]:
    if not slug:
        return CONCEPT, concept_rows(view, type_)
    if type_ == "metric":
        return COLUMNS, metric_rows(metric_answer(publications.lineages(view), slug))
    if type_ == "report":
        rows = view.facts(slug)
        return tuple(rows[0]) if rows else ("fact",), rows
    question, parameter = FIGURES[type_]
    iri = Iris(view.manifest.base_iri).thing(type_, slug)
    answer = ask(view, publications.questions(view)[question], {parameter: iri})
    return answer.columns, answer.rows


def concept_rows(view: View, type_: str) -> Iterator[Mapping[str, object]]:
    """The concepts of a vocabulary by local name: labels and definitions in both languages, and what stands above."""
    iris = Iris(view.manifest.base_iri)
    scheme = pyoxigraph.NamedNode(f"{iris.base}id/{type_}")
    member = pyoxigraph.NamedNode(f"{SKOS}inScheme")
    found = {str(quad.subject.value) for quad in view.dataset.quads_for_pattern(None, member, scheme, None)}  # type: ignore[union-attr]
    for iri in sorted(found):
        yield {"id": iris.slug(iri), "iri": iri, **_said(view, iris, iri)}


def _said(view: View, iris: Iris, iri: str) -> dict[str, object]:
    said: dict[str, object] = {}
    for quad in view.dataset.quads_for_pattern(pyoxigraph.NamedNode(iri), None, None, None):
        name = NAMES.get(quad.predicate.value.removeprefix(SKOS))
        if name and isinstance(quad.object, pyoxigraph.Literal):
            said[f"{name}_{(quad.object.language or '')[:2]}"] = quad.object.value
        elif name and isinstance(quad.object, pyoxigraph.NamedNode):
            said[name] = iris.slug(quad.object.value)
    return said
