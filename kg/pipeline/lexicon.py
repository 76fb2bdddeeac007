"""The lexicon of a report: what extraction is told of names before it reads."""

from collections.abc import Iterator
from functools import lru_cache

from kg.model.concepts import Concept, Scheme, Vocabulary
from kg.model.facts import ReportInfo
from kg.model.homes import at_home, bodies_of, names_here
from kg.model.mentions import KnownName, Lexicon, NameKind
from kg.model.text import Span
from kg.structure.flow import make_flow

KINDS = {
    Scheme.AGENCY: NameKind.AGENCY,
    Scheme.PROGRAMME: NameKind.PROGRAMME,
    Scheme.AWARD: NameKind.AWARD,
    Scheme.SYSTEM: NameKind.SYSTEM,
    Scheme.LAW: NameKind.LAW,
}


def make_lexicon(vocabulary: Vocabulary, info: ReportInfo) -> Lexicon:
    """The names of the vocabulary that hold in a report, as a flow shows them, and for whom the report speaks.

    A name that people judged to be a thing counts as one of its names. Both 臺 and 台 are taken.
    """
    bodies = bodies_of(vocabulary)
    here = [concept for concept in vocabulary.concepts if concept.scheme in KINDS and at_home(concept, bodies, info)]
    names = {
        (_as_in_flow(form), KINDS[concept.scheme]): _full(concept, name, info)
        for concept in here
        for name in names_here(concept, bodies, info)
        for form in _spellings(name)
    }
    names |= {
        (_as_in_flow(form), kind): full for kind, name, full in _judged(vocabulary, here) for form in _spellings(name)
    }
    parents = [(concept.label, bodies[concept.parent].label) for concept in bodies.values() if concept.parent]
    return Lexicon(
        names=tuple(KnownName(text, full, kind) for (text, kind), full in sorted(names.items())),
        parents=tuple(sorted(parents)),
        issuer=info.issuer,
        owner=info.owner,
    )


def _full(concept: Concept, name: str, info: ReportInfo) -> str:
    """The preferred name, or the fuller form of a body that is written (行政院大陸委員會), or that it has by this name
    (高雄市政府捷運局 for 捷運局, beside 高雄市政府捷運工程局)."""
    if concept.scheme is Scheme.AGENCY and name.endswith(concept.label):
        return name
    whole = f"{info.owner}{name}"
    return whole if whole in concept.names and not concept.label.endswith(name) else concept.label


def _judged(vocabulary: Vocabulary, here: list[Concept]) -> Iterator[tuple[NameKind, str, str]]:
    known = {(concept.scheme, concept.slug): concept.label for concept in here}
    for judgement in vocabulary.judgements:
        full = known.get((judgement.scheme, judgement.slug))
        if judgement.same and full is not None and judgement.scheme in KINDS:
            yield KINDS[judgement.scheme], judgement.name, full


def _spellings(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((name, name.replace("臺", "台"), name.replace("台", "臺"))))


@lru_cache(maxsize=16384)  # more than the names of the vocabulary
def _as_in_flow(name: str) -> str:
    return make_flow(name, (Span(0, len(name)),)).text
