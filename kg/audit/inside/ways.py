"""Which way a change goes, by the words right before its number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KnowledgeError
from kg.model.alternation import alternation
from kg.model.facts import Direction
from kg.resources import read_table

WORDS = Path(__file__).parent / "words.toml"


@dataclass(frozen=True, slots=True)
class Ways:
    """The words of `words.toml`, which say before a number which way a change goes."""

    pattern: re.Pattern[str]
    ways: Mapping[str, Direction]

    def read(self, lead: str) -> Direction | None:
        """The way that the last words before a number tell."""
        found = self.pattern.search(lead)
        return self.ways[found.group(1)] if found else None


def load_ways() -> Ways:
    """Reads `words.toml`. Raises KnowledgeError where it is not as it must be."""
    table = read_table(WORDS)
    try:
        ways = {str(word): way for way in Direction for word in table[way.value]}
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{WORDS}: {error!r}") from error
    return Ways(re.compile(rf"({alternation(ways)})(?:了|計|共|約|達|為)?$"), ways)
