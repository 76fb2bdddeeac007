"""Forms of a name under which a thing may be known, best first, and whether two long names are one but for a slip."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Indel

from kg.model.concepts import Scheme
from kg.model.facts import ReportInfo
from kg.model.folding import fold
from kg.resources import read_table

RULES = Path(__file__).parent / "rules" / "names.toml"
# A year, an ordinal or a half year tells one edition of a thing from another, not one thing from another.
EDITION = re.compile(
    r"(?:民國)?\d{2,4}年度?|第[\d一二三四五六七八九十]+(?:次|屆|期|梯次|回)|[上下]半年|\((?:[一二三四五六七八九十]+|\d+(?:-\d+年?)?)\)"
)
# Names shorter than this are never compared by likeness: of four characters one tells two bureaus apart.
SHORTEST = 8
# What a thing is stands in the last characters of its name.
END = 2
LIKENESS = 0.88


@dataclass(frozen=True, slots=True)
class Neutral:
    """Words that tell nothing at one end of the names of some schemes."""

    words: re.Pattern[str]
    schemes: frozenset[Scheme]


@dataclass(frozen=True, slots=True)
class NameRules:
    """The rows of `rules/names.toml`, ready for use."""

    neutral: tuple[Neutral, ...]
    signs: re.Pattern[str]
    parted: frozenset[Scheme]
    telling: frozenset[str]


@dataclass(frozen=True, slots=True)
class Form:
    """A folded form of a name, how much a match by it counts, and how it was made, in words."""

    text: str
    weight: float
    how: str


def load_name_rules() -> NameRules:
    """Reads `rules/names.toml`. Raises KnowledgeError where it is no TOML."""
    table = read_table(RULES)
    return NameRules(
        neutral=tuple(
            Neutral(_ending(row["words"], row["place"]), frozenset(Scheme(name) for name in row["schemes"]))
            for row in table["neutral"]
        ),
        signs=re.compile("[" + re.escape("".join(table["parting"]["signs"])) + "]"),
        parted=frozenset(Scheme(name) for name in table["parting"]["schemes"]),
        telling=frozenset(table["telling"]["words"]),
    )


def _ending(words: list[str], place: str) -> re.Pattern[str]:
    ordered = "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))
    return re.compile({"start": f"^(?:{ordered})(?=.)", "end": f"(?<=.)(?:{ordered})$"}[place])


def forms(name: str, scheme: Scheme, info: ReportInfo, rules: NameRules) -> Iterator[Form]:
    """The forms of a name, each once, by how much a match by it counts."""
    whole = _of_whom(fold(name), info)
    seen: set[str] = set()
    for form in (Form(whole, 1.0, "名稱相同"), *_without_edition(whole), *_shorter(whole, scheme, rules)):
        if form.text and form.text not in seen:
            seen.add(form.text)
            yield form


def _of_whom(text: str, info: ReportInfo) -> str:
    """本府, 市府 and, where the issuer is a 處, 本處 stand for the bodies of the report."""
    owner, issuer = fold(info.owner or ""), fold(info.issuer or "")
    city = owner.removesuffix("政府") if owner.endswith("政府") else ""
    stands = {"本府": owner, "市府": owner, "縣府": owner, "本市": city, "本縣": city}
    full = stands.get(text[:2], issuer if text[:1] == "本" and issuer.endswith(text[1:2] or " ") else "")
    return full + text[2:] if full else text


def _without_edition(text: str) -> Iterator[Form]:
    yield Form(EDITION.sub("", text), 0.95, "去除年度或屆次後名稱相同")


def _shorter(text: str, scheme: Scheme, rules: NameRules) -> Iterator[Form]:
    plain = EDITION.sub("", text)
    for row in rules.neutral:
        if scheme in row.schemes:
            yield Form(row.words.sub("", plain), 0.92, "去除通用字後名稱相同")
    if scheme in rules.parted:
        parts = [part for part in rules.signs.split(plain) if len(part) > 3]
        yield from (Form(part.rstrip(")"), 0.88, "名稱的一部分相同") for part in (parts if len(parts) > 1 else []))


def likeness(one: str, other: str, rules: NameRules) -> float:
    """How alike two folded names are, 0 to 1; 0 for short names, for names that differ in characters that tell, and for
    names that end otherwise, since what a thing is stands at the end of its name (…系統 and …系統研習班)."""
    if min(len(one), len(other)) < SHORTEST or one[-END:] != other[-END:]:
        return 0.0
    ratio = Indel.normalized_similarity(one, other)
    if ratio < LIKENESS:
        return 0.0
    return 0.0 if _tells_apart(one, other, rules.telling) else ratio


def _differences(one: str, other: str) -> Iterator[str]:
    for step in Indel.opcodes(one, other):
        if step.tag != "equal":
            yield one[step.src_start : step.src_end] + other[step.dest_start : step.dest_end]


def _tells_apart(one: str, other: str, telling: frozenset[str]) -> bool:
    """Whether a word that tells stands in one name more often, or in what the names differ in. 初級 and 中級 differ in
    one character, which alone is no such word."""
    if any(one.count(word) != other.count(word) for word in telling):
        return True
    return any(word in part for part in _differences(one, other) for word in telling)
