"""The rows of `rules/*.toml`, compiled: marks, residue and the signs by which lines show what they are."""

import re
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KnowledgeError
from kg.resources import read_table

RULES = Path(__file__).parent / "rules"


@dataclass(frozen=True, slots=True)
class MarkKind:
    """One kind of mark: `rank` orders the kinds where a text does not (0 highest), `values` says how it counts."""

    name: str
    rank: int
    values: str


@dataclass(frozen=True, slots=True)
class Signs:
    """Patterns on a line's text without blanks, widths folded; what each is for is said in `rules/signs.toml`."""

    breaks_off: re.Pattern[str]
    goes_on: re.Pattern[str]
    figure_first: re.Pattern[str]
    leads: re.Pattern[str]
    sentence_lead: re.Pattern[str]
    clause: re.Pattern[str]
    greeting: re.Pattern[str]
    title: re.Pattern[str]
    title_end: re.Pattern[str]
    body: re.Pattern[str]
    contents: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class StructureRules:
    """All compiled rows. `mark` matches any mark at the beginning of a line; its last group names the kind.

    kinds    the kinds of marks in the order of the file; group `m3` of `mark` is kinds[3]
    residue  one pattern for all that editing programs left
    """

    kinds: tuple[MarkKind, ...]
    mark: re.Pattern[str]
    residue: re.Pattern[str]
    signs: Signs


def load_structure_rules(directory: Path = RULES) -> StructureRules:
    """Compiles the three files of a directory. Raises KnowledgeError where one is not as it must be."""
    marks = read_table(directory / "marks.toml")
    residue = read_table(directory / "residue.toml")
    signs = read_table(directory / "signs.toml")
    try:
        kinds = tuple(MarkKind(row["kind"], int(row["rank"]), row["values"]) for row in marks["mark"])
        mark = re.compile("|".join(f"(?P<m{place}>{row['pattern']})" for place, row in enumerate(marks["mark"])))
        left = re.compile("|".join(f"(?:{row['pattern']})" for row in residue["residue"]))
        compiled = {name: re.compile(row["pattern"]) for name, row in signs.items()}
        return StructureRules(kinds, mark, left, Signs(**compiled))
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise KnowledgeError(f"{directory}: {error!r}") from error
