"""The grammar of made reports: who files them, of what, in which words."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from kg.resources import read_table

RULES = Path(__file__).parent / "grammar.toml"
# Things of a body under one heading.
UNDER = 2


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body of the city that files reports. `self` is how it calls itself in them."""

    slug: str
    name: str
    self: str
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What a body tells of in each of its reports until it stops: the same words each time.

    chapter, thing  where it stands;  fixed: gaps of its sentence that are the same in every report
    """

    name: str
    chapter: int
    thing: str
    sentence: str
    fixed: dict[str, str]


@dataclass(frozen=True)
class Grammar:
    """The rows of `grammar.toml`."""

    issuers: tuple[Issuer, ...]
    table: dict[str, Any]

    @classmethod
    def load(cls) -> Self:
        """Raises KnowledgeError where the file is no TOML."""
        table = dict(read_table(RULES))
        issuers = tuple(Issuer(**row | {"things": tuple(row["things"])}) for row in table["issuer"])
        return cls(issuers, table)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        return tuple(self.table["heading"][0]["words"])

    def items(self, issuer: Issuer) -> tuple[Item, ...]:
        """All that one body tells of: each of its things with each action, and the personnel chapter."""
        sentences = [row["text"] for row in self.table["sentence"]]
        found = []
        for number, thing in enumerate(issuer.things):
            for place, action in enumerate(self.table["action"]):
                one, other = action["parts"]
                words = {"thing": thing, "action": action["words"], "unit": action["unit"], "one": one, "other": other}
                sentence = sentences[(3 * number + place) % len(sentences)]
                name = thing + action["words"]
                found.append(Item(name, number // UNDER, thing, sentence, words | {"body": "本府"}))
        last = 1 + (len(issuer.things) - 1) // UNDER
        for place, row in enumerate(self.table["known"]):
            found.append(Item(f"known {place}", last, "人事", row["text"], {"body": issuer.self}))
        return tuple(found)
