"""Links the names of a report to agencies, programmes, awards, systems and laws. People's judgements win."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.link.names import END, SHORTEST, Form, NameRules, forms, likeness
from kg.model.concepts import Concept, Judgement, Link, Scheme, Vocabulary
from kg.model.facts import Entity, Reading, ReportInfo
from kg.model.folding import fold
from kg.model.homes import at_home, bodies_of, names_here
from kg.model.mentions import NameKind

# Which schemes a name may lead to, the likeliest first. People have none.
SCHEMES: Mapping[NameKind, tuple[Scheme, ...]] = {
    NameKind.AGENCY: (Scheme.AGENCY,),
    NameKind.AWARD: (Scheme.AWARD,),
    NameKind.PROGRAMME: (Scheme.PROGRAMME, Scheme.SYSTEM, Scheme.LAW),
    NameKind.SYSTEM: (Scheme.SYSTEM, Scheme.PROGRAMME),
    NameKind.LAW: (Scheme.LAW, Scheme.PROGRAMME),
    NameKind.QUOTED: (Scheme.PROGRAMME, Scheme.SYSTEM, Scheme.AWARD, Scheme.LAW),
    NameKind.PERSON: (),
}
ALIAS = 0.97  # a match with an alternative label, or of an alias in the report, against one of the names themselves


@dataclass(frozen=True, slots=True)
class Known:
    """The names of the concepts of one scheme that hold in this report, and what people judged of names.

    names  concepts by folded name, with what a match counts;  long: those that are compared by likeness, by their end
    same   judgements that a folded name is a concept;  other: folded names with the slugs that they are not
    """

    names: Mapping[str, tuple[tuple[Concept, float], ...]]
    long: Mapping[str, tuple[str, ...]]
    same: Mapping[str, Judgement]
    other: frozenset[tuple[str, str]]


def link_entities(reading: Reading, vocabulary: Vocabulary, rules: NameRules) -> tuple[Link, ...]:
    """One link at most an entity, to the best concept of the first scheme that has one."""
    known = {scheme: _known(scheme, reading.info, vocabulary) for scheme in Scheme}
    links: list[Link] = []
    for ordinal, entity in enumerate(reading.entities):
        found = [
            _find(ordinal, entity, scheme, known[scheme], reading.info, rules)
            if rank == 0
            else _by_name(ordinal, entity, scheme, known[scheme])
            for rank, scheme in enumerate(SCHEMES[entity.kind])
        ]
        links += [link for link in found if link][:1]
    return tuple(links)


def _known(scheme: Scheme, info: ReportInfo, vocabulary: Vocabulary) -> Known:
    bodies = bodies_of(vocabulary)
    names: dict[str, tuple[tuple[Concept, float], ...]] = {}
    here = {concept.slug: concept for concept in vocabulary.scheme(scheme) if at_home(concept, bodies, info)}
    for concept in here.values():
        for form in dict.fromkeys(fold(name) for name in names_here(concept, bodies, info)):
            weight = 1.0 if form == fold(concept.label) else ALIAS
            names[form] = (*names.get(form, ()), (concept, weight))
    judged = [judgement for judgement in vocabulary.judgements if judgement.scheme is scheme]
    return Known(
        names,
        _by_end(names),
        {fold(judgement.name): judgement for judgement in judged if judgement.same and judgement.slug in here},
        frozenset((fold(judgement.name), judgement.slug) for judgement in judged if not judgement.same),
    )


def _by_end(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in names:
        if len(name) >= SHORTEST:
            found.setdefault(name[-END:], []).append(name)
    return {end: tuple(alike) for end, alike in found.items()}


def _find(  # noqa: PLR0913, PLR0917
    ordinal: int, entity: Entity, scheme: Scheme, known: Known, info: ReportInfo, rules: NameRules
) -> Link | None:
    """By judgement, else by the name and its forms, else by an alias of the report, else by likeness of the name."""
    written = (entity.name, *entity.aliases)
    for name in written:
        judgement = known.same.get(fold(name))
        if judgement:
            return Link(scheme, ordinal, judgement.slug, 1.0, f"判定：{judgement.why}", judgement)
    for rank, name in enumerate(written):
        found = _by_form(forms(name, scheme, info, rules), known)
        if found:
            concept, form, weight = found
            said = f"別稱「{name}」{form.how}" if rank else f"「{name}」{form.how}"
            return Link(scheme, ordinal, concept.slug, round(weight * (ALIAS if rank else 1.0), 4), said)
    return _by_likeness(ordinal, entity.name, scheme, known, rules)


def _by_name(ordinal: int, entity: Entity, scheme: Scheme, known: Known) -> Link | None:
    """By the name alone, letter for letter: for a scheme that the kind of name does not point to."""
    concepts = known.names.get(fold(entity.name), ())
    if len(concepts) != 1:
        return None
    concept, weight = concepts[0]
    return Link(scheme, ordinal, concept.slug, round(weight * 0.95, 4), f"「{entity.name}」名稱相同，種類不同")


def _by_form(found: Iterable[Form], known: Known) -> tuple[Concept, Form, float] | None:
    """The concept that has the best of the forms as a name; none where two have it."""
    for form in found:
        concepts = [one for one in known.names.get(form.text, ()) if (form.text, one[0].slug) not in known.other]
        if len(concepts) == 1:
            return concepts[0][0], form, concepts[0][1] * form.weight
    return None


def _by_likeness(ordinal: int, name: str, scheme: Scheme, known: Known, rules: NameRules) -> Link | None:
    """The most alike of the long names. Bodies are never told by likeness: a letter makes another of them."""
    text = fold(name)
    if scheme is Scheme.AGENCY:
        return None
    ranked = sorted(_likenesses(text, known, rules), key=lambda one: (-one[0], one[1].slug))
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0] and ranked[0][1] is not ranked[1][1]):
        return None
    likely, concept, other = ranked[0]
    return Link(scheme, ordinal, concept.slug, round(likely * 0.9, 4), f"「{name}」與「{other}」相近")


def _likenesses(text: str, known: Known, rules: NameRules) -> Iterator[tuple[float, Concept, str]]:
    for name in known.long.get(text[-END:], ()):
        likely = likeness(text, name, rules)
        for concept, _ in known.names[name] if likely else ():
            if (text, concept.slug) not in known.other:
                yield likely, concept, name
