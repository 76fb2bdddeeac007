"""Things as tables: what a spreadsheet wants of a metric, a body, a report, or of a whole vocabulary."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import pyoxigraph

from api.cells import Table
from api.pages.concept import FIGURES
from api.publication import Publications
from api.terms_of_use import Bilingual
from kg.iris import Iris
from kg.model.concepts import Scheme
from kg.pipeline.lineage import metric_answer, metric_rows
from kg.pipeline.lineage.metrics import COLUMNS
from kg.questions import rows_of, terms_of
from kg.questions.tables import FACTS
from kg.store import View

SKOS = "http://www.w3.org/2004/02/skos/core#"
CONCEPT = ("id", "iri", "label_zh", "label_en", "definition_zh", "definition_en", "broader")
NAMES = {"prefLabel": "label", "definition": "definition", "broader": "broader"}

Rows = Iterable[Mapping[str, object]]


def has_table(type_: str, slug: str) -> bool:
    """Whether a thing of that type is given as a table, too; without a slug, a vocabulary."""
    return type_ in {scheme.value for scheme in Scheme} if not slug else type_ in ("report", "metric", *FIGURES)


def thing_table(publications: Publications, view: View, thing: tuple[str, str], title: Bilingual) -> Table:
    """The figures of a thing that exists, or the concepts of a vocabulary, as a table. `thing`: type and local name."""
    type_, slug = thing
    columns, rows = _table(publications, view, type_, slug)
    return Table(view, slug or type_, title, columns, rows)


def _table(publications: Publications, view: View, type_: str, slug: str) -> tuple[Sequence[str], Callable[[], Rows]]:
    if not slug:
        return CONCEPT, lambda: concept_rows(view, type_)
    if type_ == "metric":
        answer = metric_answer(publications.lineages(view), slug)
        return COLUMNS, lambda: metric_rows(answer)
    if type_ == "report":
        return FACTS.columns, lambda: view.facts(slug)
    name, parameter = FIGURES[type_]
    question = publications.questions(view)[name]
    terms = terms_of(view, question, {parameter: Iris(view.manifest.base_iri).thing(type_, slug)})
    return question.columns, lambda: rows_of(view, question, terms)


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
