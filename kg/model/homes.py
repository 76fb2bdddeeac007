"""Which things and names of the vocabulary hold in a report: every city has a 社會局, and means its own."""

from collections.abc import Iterator, Mapping

from kg.model.concepts import Concept, Scheme, Vocabulary
from kg.model.facts import ReportInfo

LOCAL_TO = "localTo"  # feature: the government to which alone a thing is known
LOCAL_NAME = "localName"  # feature: a name that holds only in reports of the government that a body belongs to


def bodies_of(vocabulary: Vocabulary) -> Mapping[str, Concept]:
    """The agencies by slug."""
    return {concept.slug: concept for concept in vocabulary.scheme(Scheme.AGENCY)}


def at_home(concept: Concept, bodies: Mapping[str, Concept], info: ReportInfo) -> bool:
    """Whether a thing that is known to one government alone (kg:localTo) may be meant in a report."""
    homes = {bodies[slug].label for slug in concept.values(LOCAL_TO)}
    return not homes or bool(homes & {info.owner, info.issuer})


def names_here(concept: Concept, bodies: Mapping[str, Concept], info: ReportInfo) -> Iterator[str]:
    """The names of a concept that hold in a report, its label first."""
    local = set(concept.values(LOCAL_NAME))
    yield concept.label
    yield from (name for name in concept.names if name not in local or _inside(concept, bodies, info))


def _inside(concept: Concept, bodies: Mapping[str, Concept], info: ReportInfo) -> bool:
    """Whether a body stands below those of a report, or bears the name of the owner's city (高雄市公務人員協會)."""
    above = {info.owner, info.issuer} & {body.label for body in _above(concept, bodies)}
    city = (info.owner or "").removesuffix("政府")
    return bool(above) or bool(city and city != info.owner and concept.label.startswith(city))


def _above(concept: Concept, bodies: Mapping[str, Concept]) -> Iterator[Concept]:
    parent = concept.parent if concept.scheme is Scheme.AGENCY else None
    while parent is not None:
        yield bodies[parent]
        parent = bodies[parent].parent
