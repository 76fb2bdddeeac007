"""What the fields of answers mean: the columns of tables, and the names in JSON. Each stands once, in `fields.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from api.terms_of_use import Bilingual
from kg.errors import KnowledgeError

# Of a pair of passages, each side has the fields of a passage.
SIDES: Mapping[str, Bilingual] = MappingProxyType(
    {
        "before_": Bilingual("較早報告中：", "In the earlier report: "),
        "after_": Bilingual("較晚報告中：", "In the later report: "),
    }
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field. `type`: a datatype of CSVW (string, integer, decimal, date, anyURI, boolean), "list" or "object"."""

    name: str
    type: str
    words: Bilingual


@cache
def load_fields() -> Mapping[str, Field]:
    """All fields by name."""
    rows = tomllib.loads((files("api") / "fields.toml").read_text(encoding="utf-8"))
    found = {name: Field(name, kind, Bilingual(zh, en)) for name, (kind, zh, en) in rows.items()}
    return MappingProxyType(found)


def field_of(name: str) -> Field:
    """The field of that name. Raises KnowledgeError for one that nobody told of."""
    found = load_fields().get(name)
    if found:
        return found
    for side, words in SIDES.items():
        known = load_fields().get(name.removeprefix(side))
        if name.startswith(side) and known:
            return Field(name, known.type, Bilingual(words.zh + known.words.zh, words.en + known.words.en))
    raise KnowledgeError(f"fields.toml says nothing of the field {name}.")
