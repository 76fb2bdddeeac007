"""What lineage says to people, in both languages: data in `rules/wordings.toml`."""

from pathlib import Path

from kg.model.findings import Words
from kg.model.wordings import Texts, load_texts

RULES = Path(__file__).parent / "rules" / "wordings.toml"
UNKNOWN = "unknown"


class Wordings(Texts):
    """The texts of lineage."""

    __slots__ = ()

    def span(self, span: str) -> Words:
        """What a class of spans is called (see `LineClass.span`)."""
        number, _, unit = span.rpartition(" ")
        return self.say("span", unit or UNKNOWN, **({"number": number} if number else {}))


def load_wordings() -> Wordings:
    """Reads `rules/wordings.toml`. Raises KnowledgeError where it is not as it must be."""
    return Wordings(load_texts(RULES).texts)
