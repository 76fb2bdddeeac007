"""What is said of the data as a whole: title, licence, attribution, lawful basis, and how to cite it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from typing import Any

from kg.errors import KnowledgeError
from kg.resources import Resources

FILE = "dataset.toml"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Terms:
    """`licence` is an IRI; `basis` is the lawful basis of naming persons, `rights` those in the reports."""

    licence: str
    title: Bilingual
    description: Bilingual
    attribution: Bilingual
    rights: Bilingual
    basis: Bilingual

    def cite(self, name: Bilingual, address: str, publication: int, published: str) -> Bilingual:
        """How to cite an answer: what it is called, of which publication, and where it is."""
        day = published[:10]
        return Bilingual(
            f"{name.zh}。{self.title.zh}，第 {publication} 次發布（{day}）。{address}",
            f"{name.en}. {self.title.en}, publication {publication} ({day}). {address}",
        )


def load_terms(resources: Resources) -> Terms:
    """The packaged terms, with what `dataset.toml` of the knowledge directories says instead.

    Raises KnowledgeError for a field that is not known or lacks a language.
    """
    given: dict[str, Any] = tomllib.loads((files("api") / FILE).read_text(encoding="utf-8"))
    for root in resources.roots[1:]:
        if (root / FILE).is_file():
            try:
                given |= tomllib.loads(resources.text(root / FILE))
            except tomllib.TOMLDecodeError as error:
                raise KnowledgeError(f"{root / FILE}: {error}") from error
    known = {field.name for field in fields(Terms)}
    if set(given) != known:
        raise KnowledgeError(f"{FILE} has {', '.join(sorted(known))}, and nothing else.")
    licence = str(given.pop("licence"))
    return Terms(licence, **{name: _bilingual(name, value) for name, value in given.items()})


def _bilingual(name: str, value: object) -> Bilingual:
    if not isinstance(value, Mapping) or set(value) != {"zh", "en"} or not all(value.values()):
        raise KnowledgeError(f"{FILE}: {name} has a text zh and a text en.")
    return Bilingual(str(value["zh"]), str(value["en"]))
