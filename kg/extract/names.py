"""Finds names of bodies, programmes, awards, systems, laws and persons."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import KnowledgeError
from kg.extract.agencies import AgencyRules, agency_candidates, agency_rules
from kg.extract.boundaries import Boundaries, compile_boundaries, cut_places
from kg.extract.counted import counted_candidates, counted_rules
from kg.extract.laws import LawRules, law_candidates, law_rules
from kg.extract.naming import Candidate, Known, Layer, Passage, known_candidates, known_names, layer, longest
from kg.extract.persons import PersonRules, person_candidates, person_rules
from kg.extract.quoted import lists, quotations
from kg.extract.referring import refer_back, together
from kg.extract.titles import TitleRules, endings_of, title_candidates, title_rules
from kg.model.mentions import Lexicon, NameKind, NameMention
from kg.model.text import Block, BlockKind, Outline
from kg.resources import read_table

RULES = Path(__file__).parent / "rules"
# Names of these kinds exclude one another; bodies, systems and persons may stand inside them (衛生局組織規程).
TITLES = frozenset({NameKind.LAW, NameKind.AWARD, NameKind.PROGRAMME, NameKind.QUOTED})
TITLED = (NameKind.PROGRAMME, NameKind.AWARD, NameKind.SYSTEM)
CITED = (NameKind.LAW, NameKind.AWARD)
MARKS = "「『"
# Kinds whose preferred name says more than the one written; a programme or award keeps its own, edition and all.
NAMED_ALIKE = frozenset({NameKind.AGENCY, NameKind.SYSTEM, NameKind.PERSON})

Rules = TypeVar("Rules")


@dataclass(frozen=True, slots=True)
class NameRules:
    """Compiled rules of all kinds of names."""

    boundaries: Boundaries
    agencies: AgencyRules
    laws: LawRules
    persons: PersonRules
    titles: TitleRules
    counted: re.Pattern[str]


def load_name_rules() -> NameRules:
    """The packaged rules. Raises KnowledgeError, with the file, for what is not as it must be."""
    titled = [_load(f"{kind.value}s.toml", partial(title_rules, kind)) for kind in TITLED]
    return NameRules(
        boundaries=_load("boundaries.toml", lambda table: compile_boundaries(table["boundary"])),
        agencies=_load("agencies.toml", agency_rules),
        laws=_load("laws.toml", law_rules),
        persons=_load("persons.toml", person_rules),
        titles=TitleRules(
            endings_of(one for rules in titled for one in rules.endings.rows),
            tuple(one for rules in titled for one in rules.around),
        ),
        counted=_load("systems.toml", counted_rules),
    )


def _load(name: str, compiled: Callable[[Mapping[str, Any]], Rules]) -> Rules:
    path = RULES / name
    try:
        return compiled(read_table(path))
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"{path}: {error!r}") from error


def find_names(outline: Outline, lexicon: Lexicon, rules: NameRules) -> tuple[NameMention, ...]:
    """The names of an outline, in reading order.

    Of names that overlap the longest stays; but a body, a system or a person may stand inside another name.
    """
    known = known_names(lexicon)
    found: list[NameMention] = []
    for block in outline.blocks:
        passage = _passage(block, known, rules)
        names = _settled(passage, known, rules)
        names = sorted([*names, *together(passage, names, rules.agencies)])
        found += [_mention(block, one) for one in refer_back(passage, names, found, rules.agencies)]
    return tuple(found)


def _passage(block: Block, known: Known, rules: NameRules) -> Passage:
    text = block.flow.text
    names = tuple(known_candidates(text, known))
    anchors = {one.end(): one.start() for one in rules.agencies.anchors.finditer(text)}
    bodies = (one.start for one in names if one.kind is NameKind.AGENCY and one.start not in anchors)
    starts = [*anchors.values(), *bodies]
    quoted = quotations(text)
    starts += [start for start, _ in quoted]
    return Passage(text, block.kind is BlockKind.HEADING, cut_places(text, starts, rules.boundaries), quoted, names)


def _settled(passage: Passage, known: Known, rules: NameRules) -> list[Candidate]:
    bodies = layer(longest(agency_candidates(passage, known, rules.agencies)))
    others = list(_others(passage, known, rules))
    systems = layer(longest(one for one in others if one.kind is NameKind.SYSTEM))
    named = layer(longest(_with_body(one, bodies) for one in others if one.kind in TITLES))
    ends = frozenset(one.end for one in bodies.names)
    persons = layer(longest(person_candidates(passage, ends, rules.persons)))
    undecided = layer(_undecided(passage, (named, systems, bodies)))
    layers = (named, undecided, systems, bodies, persons)
    return sorted(one for place, names in enumerate(layers) for one in names.names if not _cut(one, layers[:place]))


def _with_body(one: Candidate, bodies: Layer) -> Candidate:
    """A title that would begin inside the name of a body begins with it: 家庭暴力及性侵害防治中心編制表."""
    for body in bodies.about(one.start, one.end):
        if body.start < one.start < body.end < one.end:
            return replace(one, start=body.start, full=body.full + one.full[body.end - one.start :])
    return one


def _others(passage: Passage, known: Known, rules: NameRules) -> Iterator[Candidate]:
    named = [one for one in passage.known if one.kind is not NameKind.AGENCY]
    for one in named:
        yield replace(one, full=one.full if one.kind in NAMED_ALIKE else passage.text[one.start : one.end])
    titled = [
        *law_candidates(passage, rules.laws),
        *title_candidates(passage, rules.titles),
        *counted_candidates(passage, rules.counted),
    ]
    known_here = layer(named)
    cited = {(one.start, one.end) for one in titled if one.kind in CITED}
    titled = [one for one in titled if not (_parts_known(one, known_here) or _goes_on(one, passage, cited))]
    for one in (*titled, *_listed(passage, titled)):
        yield replace(one, full=_of_whom(one, known))


def _parts_known(one: Candidate, named: Layer) -> bool:
    """Whether a name would cut a known one in two, be one of another kind, or put words before the known name of a
    system (介紹港都e學苑)."""
    return any(
        _crosses(one, other)
        or (one.start, one.end) == (other.start, other.end)
        or (one.kind is other.kind is NameKind.SYSTEM and other.end == one.end and other.start > one.start)
        for other in named.about(one.start, one.end)
    )


def _goes_on(one: Candidate, passage: Passage, cited: Container[tuple[int, int]]) -> bool:
    """Whether a name is but an award or a rule in quotation marks with a word after it: 「好家庭獎」競賽."""
    return passage.text[one.start] in MARKS and passage.quoted_at(one.start + 1) in cited


def _crosses(one: Candidate, other: Candidate) -> bool:
    return other.start < one.end and one.start < other.end and not _nested(one, other)


def _of_whom(one: Candidate, known: Known) -> str:
    """本府全球資訊網 is 高雄市政府全球資訊網: by its preferred name where that is known."""
    whose = {"本府": known.owner, "市府": known.owner, "縣府": known.owner, "本市": known.city, "本縣": known.city}
    named = known.full if one.kind in NAMED_ALIKE else _unknown
    ours = one.full[:1] == "本" and known.issuer.endswith(one.full[1:2])
    owner = whose.get(one.full[:2]) or (known.issuer if ours else "")
    if not owner:
        return named(one.full, one.kind) or one.full
    return named(one.full[2:], one.kind) or owner + one.full[2:]


def _unknown(text: str, kind: NameKind) -> None:
    """A name of its own, whatever the vocabulary calls the thing."""


def _listed(passage: Passage, titled: Iterable[Candidate]) -> Iterator[Candidate]:
    """What holds of the last of a list of quotations holds of all: 「甲」、「乙」等4班期."""
    kinds = {(one.start, one.end): one.kind for one in titled}
    for run in lists(passage.text, passage.quoted):
        kind = kinds.get(run[-1])
        for start, end in run[:-1] if kind else ():
            yield Candidate(start, end, kind, passage.text[start:end])  # type: ignore[arg-type]


def _undecided(passage: Passage, layers: Sequence[Layer]) -> Iterator[Candidate]:
    """Quotations of which nothing tells what they name."""
    for start, end in passage.quoted:
        if not any(True for names in layers for _ in names.about(start, end)):
            yield Candidate(start, end, NameKind.QUOTED, passage.text[start:end])


def _cut(one: Candidate, layers: Sequence[Layer]) -> bool:
    """Whether a name stands partly inside another."""
    return any(_crosses(one, other) for names in layers for other in names.about(one.start, one.end))


def _nested(one: Candidate, other: Candidate) -> bool:
    inside = other.start <= one.start and one.end <= other.end
    return inside or (one.start <= other.start and other.end <= one.end)


def _mention(block: Block, one: Candidate) -> NameMention:
    return NameMention(
        block=block.ordinal,
        start=one.start,
        end=one.end,
        span=block.flow.span(one.start, one.end),
        kind=one.kind,
        text=block.flow.text[one.start : one.end],
        full=one.full,
    )
