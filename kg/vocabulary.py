"""Reads the vocabulary (SKOS, one scheme a file) and people's judgements, and refuses what a curator must mend.

The files are written under the default base; IRIs of the base in use are taken too, for overlays that have their own.
A concept stands whole in one file; other files may add names and examples to it, but not say what it is again. The
judgements of an overlay are added to those of the package, and take none of them away.
"""

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.errors import KnowledgeError, UnknownNameError
from kg.iris import SLUG, Iris
from kg.model.concepts import Concept, Judgement, Scheme, Vocabulary
from kg.resources import Resources
from kg.settings import DEFAULT_BASE

VOCABULARY = "vocab/*.ttl"
JUDGEMENTS = "judgements.ttl"

TYPE = "rdf:type"
PREFIXES = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://www.w3.org/ns/org#": "org:",
}
# What leads from a concept to a concept of the same scheme; at most one of them a concept.
ABOVE = ("skos:broader", "org:subOrganizationOf")
# Properties that become features: (key, value) pairs of `Concept.features`, the key being the property's local name.
FEATURES = (
    "kg:nearWords",
    "kg:beforeWords",
    "kg:contextWords",
    "kg:notNearWords",
    "kg:notBeforeWords",
    "kg:notContextWords",
    "kg:localName",
    "kg:localTo",
    "kg:otherUnit",
    "kg:usualKind",
    "kg:usualPart",
    "kg:usualTemporality",
    "skos:hiddenLabel",
    "skos:notation",
    "skos:related",
)
NAMES = ("skos:altLabel", "kg:localName")
KNOWN = {
    TYPE,
    *ABOVE,
    *FEATURES,
    *NAMES,
    "dcterms:source",
    "kg:aboutMetric",
    "kg:usualUnit",
    "skos:definition",
    "skos:example",
    "skos:exactMatch",
    "skos:inScheme",
    "skos:note",
    "skos:prefLabel",
    "skos:scopeNote",
    "skos:topConceptOf",
}
LANGUAGES = ("zh-Hant", "en")
JUDGED = ("kg:judgedName", "kg:judgedConcept", "kg:same", "kg:judgedBy", "kg:judgedOn", "kg:because")


@dataclass(slots=True)
class _Node:
    """What the files say of one IRI: its values by property, and the files that say what it is."""

    name: str
    values: dict[str, list[NamedNode | Literal]] = field(default_factory=lambda: defaultdict(list))
    homes: list[Path] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)

    def texts(self, name: str, language: str | None = None) -> list[str]:
        """The texts of a property; language tags are compared without case (BCP 47, section 2.1.1)."""
        found = [value for value in self.values.get(name, ()) if isinstance(value, Literal)]
        wanted = language and language.casefold()
        return [value.value for value in found if wanted in (None, (value.language or "").casefold())]

    def wrong(self, message: str) -> KnowledgeError:
        return KnowledgeError(f"{(self.homes or self.paths)[0]}: {self.name}: {message}")


def load_vocabulary(resources: Resources, iris: Iris) -> Vocabulary:
    """All concepts and judgements, in order of scheme and slug.

    Raises KnowledgeError with file and concept for what is no Turtle, for a concept that lacks a label in a language,
    leads to one that does not exist, is described in two files or has a property that concepts do not have, and for a
    name that two concepts of a scheme have without a judgement that decides.
    """
    concepts = _read(resources, _vocabulary_files(resources), iris)
    schemes = {name for name, node in concepts.items() if _is(node, "skos:ConceptScheme")}
    places = {name: node for name, node in concepts.items() if name not in schemes}
    for node in concepts.values():
        _check_home(node)
    found = {name: _concept(node, places) for name, node in sorted(places.items())}
    _check_chains(found, places)
    judged = _read(resources, _judgement_files(resources), iris)
    judgements = tuple(_judgement(node, found) for _, node in sorted(judged.items()))
    _check_names(found, places, judgements)
    ordered = sorted(found.values(), key=lambda concept: (concept.scheme, concept.slug))
    return Vocabulary(tuple(ordered), judgements, _digest(resources))


def _vocabulary_files(resources: Resources) -> tuple[Path, ...]:
    return resources.files("ontology", VOCABULARY)


def _judgement_files(resources: Resources) -> tuple[Path, ...]:
    return resources.every("ontology", JUDGEMENTS)


def _digest(resources: Resources) -> str:
    """SHA-256 over the files, each led by its name and length."""
    total = hashlib.sha256()
    for path in (*_vocabulary_files(resources), *_judgement_files(resources)):
        data = resources.text(path).encode()
        total.update(f"{path.name} {len(data)}\n".encode() + data)
    return total.hexdigest()


def _read(resources: Resources, paths: Iterable[Path], iris: Iris) -> dict[str, _Node]:
    nodes: dict[str, _Node] = {}
    for path in paths:
        try:
            quads = list(parse(resources.text(path), format=RdfFormat.TURTLE))
        except SyntaxError as error:
            raise KnowledgeError(f"{path}: {error}") from error
        for quad in quads:
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
                raise KnowledgeError(f"{path}: a blank node or triple term ({quad}): give it an IRI.")
            node = nodes.setdefault(quad.subject.value, _Node(_short(quad.subject.value, iris)))
            name = _short(quad.predicate.value, iris)
            if name == TYPE and path not in node.homes:
                node.homes.append(path)
            node.paths.append(path)
            node.values[name].append(_object(quad.object, iris))
    return {node.name: node for node in nodes.values()}


def _object(value: NamedNode | Literal, iris: Iris) -> NamedNode | Literal:
    return value if isinstance(value, Literal) else NamedNode("x:" + _short(value.value, iris))


def _short(iri: str, iris: Iris) -> str:
    """`skos:broader`, `kg:usualUnit`, `metric/english-rate`; another's IRI stays as it is."""
    for base in sorted({iris.base, DEFAULT_BASE}, key=len, reverse=True):
        if iri.startswith(f"{base}ontology#"):
            return "kg:" + iri.removeprefix(f"{base}ontology#")
        if iri.startswith(f"{base}id/"):
            return iri.removeprefix(f"{base}id/")
    for namespace, prefix in PREFIXES.items():
        if iri.startswith(namespace):
            return prefix + iri.removeprefix(namespace)
    return iri


def _targets(node: _Node, name: str) -> list[str]:
    values = node.values.get(name, ())
    if any(isinstance(value, Literal) for value in values):
        raise node.wrong(f"{name} must lead to a concept, not to a text.")
    return sorted(value.value.removeprefix("x:") for value in values)


def _is(node: _Node, kind: str) -> bool:
    return kind in _targets(node, TYPE)


def _check_home(node: _Node) -> None:
    if not node.homes:
        raise node.wrong("nothing says what it is (a kg:Metric, kg:Unit, …).")
    if len(node.homes) > 1:
        raise node.wrong(f"is described again in {node.homes[1]}.")


def _concept(node: _Node, places: Mapping[str, _Node]) -> Concept:
    scheme, slug = _scheme(node)
    unknown = sorted(set(node.values) - KNOWN)
    if unknown:
        raise node.wrong(str(UnknownNameError("property of concepts", unknown[0], KNOWN)))
    labels = {language: _label(node, language) for language in LANGUAGES}
    above = [target for name in ABOVE for target in _links(node, name, places)]
    about = _links(node, "kg:aboutMetric", places)
    units = _links(node, "kg:usualUnit", places)
    if any(len(one) > 1 for one in (above, about, units)):
        raise node.wrong("has two concepts above it, two metrics that it is about, or two usual units.")
    return Concept(
        scheme=scheme,
        slug=slug,
        label=labels["zh-Hant"],
        label_en=labels["en"],
        definition="".join(node.texts("skos:definition", "zh-Hant")[:1]),
        names=tuple(sorted({text for name in NAMES for text in node.texts(name)})),
        parent=_slug(above),
        about=_slug(about),
        unit=_label(places[units[0]], "zh-Hant") if units else None,
        examples=tuple(sorted(node.texts("skos:example"))),
        features=tuple(sorted(_features(node, places))),
    )


def _scheme(node: _Node) -> tuple[Scheme, str]:
    kind, _, slug = node.name.partition("/")
    schemes = {scheme.value: scheme for scheme in Scheme}
    if kind not in schemes or not SLUG.fullmatch(slug):
        raise node.wrong(f"is no `id/{{scheme}}/{{slug}}` with a scheme of {', '.join(schemes)} and an ASCII slug.")
    if not _is(node, f"kg:{kind.capitalize()}"):
        raise node.wrong(f"is not said to be a kg:{kind.capitalize()}.")
    return schemes[kind], slug


def _label(node: _Node, language: str) -> str:
    labels = node.texts("skos:prefLabel", language)
    if len(labels) != 1:
        raise node.wrong(f"has {len(labels)} preferred labels in {language}; exactly one is needed.")
    return labels[0]


def _links(node: _Node, name: str, places: Mapping[str, _Node]) -> list[str]:
    """The concepts that a property leads to; all must exist, and those above be of the same scheme."""
    found = _targets(node, name)
    for target in found:
        if target not in places:
            raise node.wrong(f"{name} leads to {target}, which does not exist.")
        if name in ABOVE and target.partition("/")[0] != node.name.partition("/")[0]:
            raise node.wrong(f"{name} leads to {target}, which is of another scheme.")
    return found


def _slug(names: list[str]) -> str | None:
    return names[0].partition("/")[2] if names else None


def _features(node: _Node, places: Mapping[str, _Node]) -> Iterator[tuple[str, str]]:
    """Texts as they are; a unit or kind by its slug, a related concept as `scheme/slug`."""
    for name in FEATURES:
        key = name.partition(":")[2]
        if any(isinstance(value, Literal) for value in node.values.get(name, ())):
            yield from ((key, text) for text in node.texts(name))
        else:
            targets = _links(node, name, places)
            yield from ((key, target if name == "skos:related" else target.partition("/")[2]) for target in targets)


def _check_chains(found: Mapping[str, Concept], places: Mapping[str, _Node]) -> None:
    for name, concept in found.items():
        seen = {concept.slug}
        above = concept.parent
        while above is not None:
            if above in seen:
                raise places[name].wrong("stands above itself.")
            seen.add(above)
            above = found[f"{concept.scheme.value}/{above}"].parent


def _judgement(node: _Node, found: Mapping[str, Concept]) -> Judgement:
    kind, _, slug = node.name.partition("/")
    if kind != "judgement" or not SLUG.fullmatch(slug) or not _is(node, "kg:Judgement"):
        raise node.wrong("is no kg:Judgement with an IRI `id/judgement/{slug}`.")
    for name in JUDGED:
        if len(node.values.get(name, ())) != 1:
            raise node.wrong(f"needs exactly one {name}.")
    [target] = _targets(node, "kg:judgedConcept")
    if target not in found:
        raise node.wrong(f"judges {target}, which does not exist.")
    texts = {name: "".join(node.texts(name)) for name in JUDGED}
    return Judgement(
        scheme=found[target].scheme,
        name=texts["kg:judgedName"],
        slug=found[target].slug,
        same=texts["kg:same"] in ("true", "1"),
        who=texts["kg:judgedBy"],
        when=texts["kg:judgedOn"],
        why=texts["kg:because"],
        id=slug,
    )


def _check_names(found: Mapping[str, Concept], places: Mapping[str, _Node], judgements: Iterable[Judgement]) -> None:
    """A name leads to one concept of its scheme, unless people have judged that name."""
    judged = {(judgement.scheme, plain(judgement.name)) for judgement in judgements}
    owners: dict[tuple[Scheme, str], str] = {}
    for name, concept in found.items():
        for text in sorted({plain(form) for form in (concept.label, *concept.names)}):
            other = owners.setdefault((concept.scheme, text), name)
            if other != name and (concept.scheme, text) not in judged:
                raise places[name].wrong(f"shares the name '{text}' with {other}, and no judgement says whose it is.")


def plain(text: str) -> str:
    """A name as names are compared: two concepts of a scheme may not share one."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("臺", "台").casefold()
