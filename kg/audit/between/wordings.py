"""What findings are called and what they say, in both languages: data in `rules/wordings.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KnowledgeError
from kg.model.findings import Words
from kg.resources import read_table

RULES = Path(__file__).parent / "rules" / "wordings.toml"
Filling = str | Words


@dataclass(frozen=True, slots=True)
class Wordings:
    """The texts of the rules: their titles, and by name what their findings say."""

    titles: Mapping[str, Words]
    texts: Mapping[tuple[str, str], Words] = field(repr=False)

    def say(self, rule: str, text: str, **fillings: Filling) -> Words:
        """A text of a rule with its gaps filled; what is told in both languages fills each with its own."""
        words = self.texts[rule, text]
        zh = {name: value if isinstance(value, str) else value.zh for name, value in fillings.items()}
        en = {name: value if isinstance(value, str) else value.en for name, value in fillings.items()}
        return Words(words.zh.format(**zh), words.en.format(**en))


def load_wordings() -> Wordings:
    """Reads `rules/wordings.toml`. Raises KnowledgeError where it is not as it must be."""
    table = read_table(RULES)
    try:
        titles = {rule: _words(row["title"]) for rule, row in table.items()}
        texts = {
            (rule, name): _words(text) for rule, row in table.items() for name, text in row.items() if name != "title"
        }
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{RULES}: {error!r}") from error
    return Wordings(titles, texts)


def _words(table: Mapping[str, str]) -> Words:
    return Words(table["zh"], table["en"])


def joined(*parts: Words) -> Words:
    """Sentences one after the other."""
    return Words("".join(part.zh for part in parts), " ".join(part.en for part in parts))
