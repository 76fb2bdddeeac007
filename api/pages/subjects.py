"""What a check is about, and what its rule and its figures are called, in the language of the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from api.pages.frame import Naming, breakdown
from kg.audit.between.wordings import load_wordings
from kg.audit.inside.rules import load_titles
from kg.iris import SLUG
from kg.lineage.breaks import RULE
from kg.lineage.definitions import Definitions, load_definitions
from kg.model.concepts import Scheme
from kg.model.findings import Words

# What a check can be about: the keys of the texts that say so, in the order in which they are told.
LABELS = MappingProxyType(
    {
        "metric": "metric",
        "programme": "programme",
        "award": "award",
        "system": "system",
        "section": "about-section",
        "agency": "agency",
        "dims": "breakdown",
        "period": "period",
        "facets": "about-facets",
        "desk": "issuer",
        "report": "report",
    }
)
NAMED = (Scheme.METRIC.value, Scheme.PROGRAMME.value, Scheme.AWARD.value, Scheme.SYSTEM.value)


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a check is about. `address`: its page, "" where it has none."""

    label: str
    words: str
    address: str = ""


def subjects(naming: Naming, about: Mapping[str, str]) -> list[Subject]:
    """All that a check is about."""
    return [_subject(naming, key, about[key]) for key in LABELS if about.get(key)]


def _subject(naming: Naming, key: str, value: str) -> Subject:
    label, address = naming.wording(LABELS[key]), ""
    if key in NAMED and SLUG.fullmatch(value) and (name := naming.called(key, value)) != value:
        return Subject(label, name, f"id/{key}/{value}")
    if key == "period":
        start, _, end = value.partition("/")
        value = naming.wording.period({"start": start, "end": end or start})
    elif key == "dims":
        value = breakdown(value)
    elif key == "facets":
        value = naming.wording("comma").join(_facets(naming, value))
    elif key == "report":
        value, address = naming.title(value), f"id/report/{value}"
    return Subject(label, value, address)


def _facets(naming: Naming, names: str) -> Iterator[str]:
    for name in names.split():
        yield getattr(_definitions().title(name), naming.wording.language.key)


def rule_title(naming: Naming, rule: str) -> str:
    """What a rule is called; its name where nothing says so."""
    if rule == RULE:
        return naming.wording("break")
    words = _titles().get(rule)
    return str(getattr(words, naming.wording.language.key)) if words else rule


def role(naming: Naming, name: str) -> str:
    """What a figure is in a check: the part, the whole; as it is known where there is no word for it."""
    key = f"role-{name}"
    return naming.wording(key) if key in naming.wording.texts else name


@cache
def _definitions() -> Definitions:
    return load_definitions()


@cache
def _titles() -> Mapping[str, Words]:
    return MappingProxyType({**load_titles(), **load_wordings().titles})
