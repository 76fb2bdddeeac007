"""What lineage says to people, in both languages: data in `rules/wordings.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KnowledgeError
from kg.model.findings import Words
from kg.resources import read_table

RULES = Path(__file__).parent / "rules" / "wordings.toml"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Wordings:
    """The texts by group and name."""

    texts: Mapping[tuple[str, str], Words] = field(repr=False)

    def say(self, group: str, name: str, **fillings: str | Words) -> Words:
        """A text with its gaps filled; what is told in both languages fills each with its own."""
        words = self.texts[group, name]
        zh = {gap: value if isinstance(value, str) else value.zh for gap, value in fillings.items()}
        en = {gap: value if isinstance(value, str) else value.en for gap, value in fillings.items()}
        return Words(words.zh.format(**zh), words.en.format(**en))

    def span(self, span: str) -> Words:
        """What a class of spans is called (see `LineClass.span`)."""
        number, _, unit = span.rpartition(" ")
        return self.say("span", unit or UNKNOWN, **({"number": number} if number else {}))


def load_wordings() -> Wordings:
    """Reads `rules/wordings.toml`. Raises KnowledgeError where it is not as it must be."""
    table = read_table(RULES)
    try:
        rows = {
            (group, name): Words(row["zh"], row["en"]) for group, texts in table.items() for name, row in texts.items()
        }
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{RULES}: {error!r}") from error
    return Wordings(rows)
