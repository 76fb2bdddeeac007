"""Texts for people by group and name, in both languages, from a TOML file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KnowledgeError
from kg.model.findings import Words
from kg.resources import read_table

Filling = str | Words


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a file; a name in braces is a gap."""

    texts: Mapping[tuple[str, str], Words] = field(repr=False)

    def say(self, group: str, name: str, /, **fillings: Filling) -> Words:
        """A text with its gaps filled; what is told in both languages fills each with its own."""
        words = self.texts[group, name]
        zh = {gap: value if isinstance(value, str) else value.zh for gap, value in fillings.items()}
        en = {gap: value if isinstance(value, str) else value.en for gap, value in fillings.items()}
        return Words(words.zh.format(**zh), words.en.format(**en))


def load_texts(path: Path) -> Texts:
    """Reads a file of tables [group.name] with `zh` and `en`. Raises KnowledgeError where it is not as it must be."""
    table = read_table(path)
    try:
        rows = {
            (group, name): Words(row["zh"], row["en"]) for group, texts in table.items() for name, row in texts.items()
        }
    except (AttributeError, KeyError, TypeError) as error:
        raise KnowledgeError(f"{path}: {error!r}") from error
    return Texts(rows)
