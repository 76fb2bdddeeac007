"""The pages of the ontology, of the shapes and of a vocabulary: what their files say, in the language of the reader."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph
from fastapi.responses import HTMLResponse

from api.pages.frame import Frame
from kg.graph.terms import NAMESPACES
from kg.questions import Statistics

SH = "http://www.w3.org/ns/shacl#"
RDF, RDFS, OWL = NAMESPACES["rdf"], NAMESPACES["rdfs"], NAMESPACES["owl"]
# Which section of the page a term stands in, by its type.
PARTS: Mapping[str, str] = {
    f"{OWL}Class": "classes",
    f"{OWL}ObjectProperty": "properties",
    f"{OWL}DatatypeProperty": "properties",
    f"{SH}ConstraintComponent": "components",
}
# What a page tells of a term: the key of its text, and the property.
RELATIONS = (
    ("below", f"{RDFS}subClassOf"),
    ("below", f"{RDFS}subPropertyOf"),
    ("domain", f"{RDFS}domain"),
    ("range", f"{RDFS}range"),
    ("inverse", f"{OWL}inverseOf"),
    ("chain", f"{OWL}propertyChainAxiom"),
)
TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
Term = pyoxigraph.NamedNode | pyoxigraph.Literal
Texts = list[dict[str, str]]


class Said:
    """What a graph without blank nodes says, by subject and property."""

    def __init__(self, quads: Iterable[pyoxigraph.Quad], base: str) -> None:
        self._about: dict[str, dict[str, list[Term]]] = {}
        self.base = base
        for quad in quads:
            assert isinstance(quad.subject, pyoxigraph.NamedNode)
            assert isinstance(quad.object, pyoxigraph.NamedNode | pyoxigraph.Literal)
            self._about.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)

    def subjects(self) -> Sequence[str]:
        return sorted(self._about)

    def values(self, subject: str, name: str) -> list[str]:
        """Values of a property, in the order of their texts."""
        return sorted(term.value for term in self._about.get(subject, {}).get(name, ()))

    def texts(self, subject: str, name: str) -> Texts:
        """Texts with their languages."""
        found = self._about.get(subject, {}).get(name, ())
        literals = (term for term in found if isinstance(term, pyoxigraph.Literal))
        return [{"text": term.value, "language": term.language or ""} for term in literals]

    def listed(self, head: str) -> list[str]:
        """The members of a list (RDF Schema 1.1, section 5.2), or the head itself where it is none."""
        if not self.values(head, f"{RDF}first"):
            return [head]
        found = []
        while head != f"{RDF}nil":
            found += self.values(head, f"{RDF}first")
            head = self.values(head, f"{RDF}rest")[0]
        return found

    def name(self, iri: str) -> str:
        """The IRI with a prefix where there is one."""
        for prefix, namespace in {**NAMESPACES, "kg": f"{self.base}ontology#", "ks": f"{self.base}shapes#"}.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri


@dataclass(frozen=True, slots=True)
class Entry:
    """A class or property on the page. `relations`: key of a text, and for each value the names of its parts."""

    iri: str
    name: str
    label: str
    comment: str
    relations: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    count: int
    example: str | None

    @property
    def anchor(self) -> str:
        return self.iri.rpartition("#")[2]


def ontology_page(frame: Frame, quads: Iterable[pyoxigraph.Quad], statistics: Statistics) -> HTMLResponse:
    """Classes and properties with what is said of them, how often each is used and where."""
    base = frame.view.manifest.base_iri
    said, iri = Said(quads, base), f"{base}ontology"
    parts: dict[str, list[Entry]] = {"classes": [], "properties": [], "components": []}
    for subject in said.subjects():
        kinds = [PARTS[kind] for kind in said.values(subject, f"{RDF}type") if kind in PARTS]
        if kinds and subject.startswith(f"{iri}#"):
            parts[kinds[0]].append(_entry(frame, said, subject, statistics))
    return frame.page(
        "ontology.html",
        iri=iri,
        title=frame.chosen(said.texts(iri, f"{NAMESPACES['dcterms']}title")),
        description=frame.chosen(said.texts(iri, f"{NAMESPACES['dcterms']}description")),
        edition=said.values(iri, f"{OWL}versionIRI")[0],
        licence=said.values(iri, f"{NAMESPACES['dcterms']}license")[0],
        parts=parts,
        relations=list(_related(parts["properties"])),
    )


def _entry(frame: Frame, said: Said, iri: str, statistics: Statistics) -> Entry:
    relations: dict[str, list[tuple[str, ...]]] = {}
    for key, name in RELATIONS:
        for value in said.values(iri, name):
            relations.setdefault(key, []).append(tuple(said.name(part) for part in said.listed(value)))
    use = statistics.classes.get(iri) or statistics.properties.get(iri)
    return Entry(
        iri=iri,
        name=said.name(iri),
        label=frame.chosen(said.texts(iri, f"{RDFS}label")),
        comment=frame.chosen(said.texts(iri, f"{RDFS}comment")),
        relations=tuple((key, tuple(values)) for key, values in relations.items()),
        count=use.triples if use else 0,
        example=use.example if use else None,
    )


def _related(properties: Iterable[Entry]) -> Iterator[tuple[str, Entry, str]]:
    """Class, property, class: what leads from things of one class of ours to things of another."""
    found = []
    for entry in properties:
        ends = dict(entry.relations)
        found += [
            (domain[0], entry, range_[0])
            for domain in ends.get("domain", ())
            for range_ in ends.get("range", ())
            if domain[0].startswith("kg:") and not range_[0].startswith("xsd:")
        ]
    return iter(sorted(found, key=lambda one: (one[0], one[1].name)))


def shapes_page(frame: Frame, quads: Iterable[pyoxigraph.Quad]) -> HTMLResponse:
    """The shapes: what each applies to, and its rules with path, severity and message."""
    said = Said(quads, frame.view.manifest.base_iri)
    shapes = [
        _shape(frame, said, subject)
        for subject in said.subjects()
        if f"{SH}NodeShape" in said.values(subject, f"{RDF}type") and "#node-" not in subject
    ]
    return frame.page("shapes.html", iri=f"{frame.view.manifest.base_iri}shapes", shapes=shapes)


def _shape(frame: Frame, said: Said, shape: str) -> dict[str, object]:
    rules = (_rule(frame, said, rule) for rule in (shape, *said.values(shape, f"{SH}property")))
    return {
        "name": said.name(shape),
        "anchor": shape.rpartition("#")[2],
        "targets": [said.name(target) for way in TARGETS for target in said.values(shape, f"{SH}{way}")],
        "rules": [rule for rule in rules if rule["message"]],
    }


def _rule(frame: Frame, said: Said, rule: str) -> dict[str, object]:
    paths = [part for path in said.values(rule, f"{SH}path") for part in said.listed(path)]
    severities = said.values(rule, f"{SH}severity")
    return {
        "name": said.name(rule),
        "anchor": rule.rpartition("#")[2],
        "path": " / ".join(_step(said, part) for part in paths),
        "severity": severities[0].rpartition("#")[2].lower() if severities else "",
        "message": frame.chosen(said.texts(rule, f"{SH}message")),
    }


def _step(said: Said, path: str) -> str:
    """A step of a path as SPARQL writes it (SPARQL 1.1, section 9.1)."""
    for inverse in said.values(path, f"{SH}inversePath"):
        return f"^{said.name(inverse)}"
    for alternatives in said.values(path, f"{SH}alternativePath"):
        return "|".join(said.name(part) for part in said.listed(alternatives))
    return said.name(path)


def scheme_page(frame: Frame, document: Mapping[str, object], concepts: Iterable[Mapping[str, object]]) -> HTMLResponse:
    """A vocabulary with its concepts."""
    properties = document["properties"]
    assert isinstance(properties, Mapping)
    key, other = frame.wording.language.key, frame.wording.language.other.key
    rows = [
        {
            **concept,
            "label": concept.get(f"label_{key}") or concept["id"],
            "other": concept.get(f"label_{other}"),
            "definition": concept.get(f"definition_{key}") or "",
            "broader": concept.get("broader"),
        }
        for concept in concepts
    ]
    return frame.page(
        "scheme.html", type_=document["id"], document=document, title=frame.chosen(properties["prefLabel"]), rows=rows
    )
