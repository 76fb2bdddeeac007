"""Finds names of bodies, programmes, awards, systems, laws and persons."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from kg.errors import KnowledgeError
from kg.extract.agencies import AgencyRules, agency_candidates, agency_rules
from kg.extract.boundaries import Boundaries, Cuts, compile_boundaries
from kg.extract.counted import CountedRules, counted_candidates, counted_rules
from kg.extract.endings import Ended, Endings, endings_of
from kg.extract.laws import LawRules, law_candidates, law_rules
from kg.extract.naming import (
    NO_NAMES,
    Candidate,
    Group,
    Known,
    Layer,
    Passage,
    known_candidates,
    known_names,
    layer,
    longest,
)
from kg.extract.persons import PersonRules, person_candidates, person_rules
from kg.extract.quoted import lists, quotations
from kg.extract.referring import refer_back, together
from kg.extract.titles import TitleRules, title_candidates, title_rules
from kg.model.mentions import Lexicon, NameKind, NameMention
from kg.model.text import Block, BlockKind, Outline
from kg.resources import read_table

HEADING = BlockKind.HEADING
AGENCY = NameKind.AGENCY
LAW = NameKind.LAW
SYSTEM = NameKind.SYSTEM

RULES = Path(__file__).parent / "rules"
# Names of these kinds exclude one another; bodies, systems and persons may stand inside them (衛生局組織規程).
TITLES = frozenset({NameKind.LAW, NameKind.AWARD, NameKind.PROGRAMME, NameKind.QUOTED})
TITLED = (NameKind.PROGRAMME, NameKind.AWARD, NameKind.SYSTEM)
CITED = (NameKind.LAW, NameKind.AWARD)
MARKS = "「『"
# Words of which one refers to a body before.
REFERRING = frozenset({Group.BACK, Group.NEW})
# Kinds whose preferred name says more than the one written; a programme or award keeps its own, edition and all.
NAMED_ALIKE = frozenset({NameKind.AGENCY, NameKind.SYSTEM, NameKind.PERSON})

Rules = TypeVar("Rules")


@dataclass(frozen=True, slots=True)
class NameRules:
    """Compiled rules of all kinds of names. `endings` holds the rows of all of them, to be looked for together."""

    endings: Endings
    boundaries: Boundaries
    agencies: AgencyRules
    laws: LawRules
    persons: PersonRules
    titles: TitleRules
    counted: CountedRules


def load_name_rules() -> NameRules:
    """The packaged rules. Raises KnowledgeError, with the file, for what is not as it must be."""
    titled = [_load(f"{kind.value}s.toml", partial(title_rules, kind)) for kind in TITLED]
    agencies, laws = _load("agencies.toml", agency_rules), _load("laws.toml", law_rules)
    persons, counted = _load("persons.toml", person_rules), _load("systems.toml", counted_rules)
    titles = TitleRules(
        tuple(one for rules in titled for one in rules.endings), tuple(one for rules in titled for one in rules.around)
    )
    return NameRules(
        endings=endings_of(
            [*agencies.endings, *laws.titles.endings, *titles.endings],
            {**agencies.groups, Group.POST: persons.posts, Group.COUNTED: counted.words},
        ),
        boundaries=_load("boundaries.toml", lambda table: compile_boundaries(table["boundary"])),
        agencies=agencies,
        laws=laws,
        persons=persons,
        titles=titles,
        counted=counted,
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
    # Finder by finder, each over all blocks: the processor's caches hold what one finder needs, not what all need.
    known = known_names(lexicon)
    read = [(block, one) for block, one in zip(outline.blocks, _passages(outline, known, rules), strict=True) if one]
    passages = [passage for _, passage in read]
    ended = [rules.endings.ended(passage) for passage in passages]
    both = list(zip(passages, ended, strict=True))
    bodies = [longest(agency_candidates(passage, words, known, rules.agencies)) for passage, words in both]
    others = [_others(passage, words, known, rules) for passage, words in both]
    persons = [longest(person_candidates(*one, rules.persons)) for one in zip(passages, bodies, strict=True)]
    settled = map(_settled, passages, bodies, others, persons)
    found: list[NameMention] = []
    for (block, passage), kept in zip(read, settled, strict=True):
        names = sorted([*kept, *together(passage, kept, rules.agencies)])
        if REFERRING & passage.groups:
            names = list(refer_back(passage, names, found, rules.agencies))
        found += [_mention(block, one) for one in names]
    return tuple(found)


def _passages(outline: Outline, known: Known, rules: NameRules) -> list[Passage | None]:
    """The texts of an outline made ready; None for one in which there is nothing that any name needs."""
    texts = [block.flow.text for block in outline.blocks]
    headings = [block.kind is HEADING for block in outline.blocks]
    quoted = [quotations(text) for text in texts]
    names = known_candidates(texts, known)
    hits = rules.endings.words.find(texts)
    groups = [rules.endings.groups(words) for words in hits]
    cuts = [partial(_cuts, *one, rules) for one in zip(texts, quoted, names, strict=True)]
    return [
        Passage(*one) if one[2] or one[3] or one[4] or (known.owner and known.owner in one[0]) else None
        for one in zip(texts, headings, quoted, names, hits, groups, cuts, strict=True)
    ]


def _cuts(text: str, quoted: Sequence[tuple[int, int]], names: Sequence[Candidate], rules: NameRules) -> Cuts:
    """Where a text may be cut: known bodies and quotations begin with themselves."""
    starts = [one.start for one in names if one.kind is AGENCY] + [start for start, _ in quoted]
    return Cuts(text, starts, rules.agencies.anchors, rules.boundaries)


def _settled(passage: Passage, bodies: Layer, others: Sequence[Candidate], persons: Layer) -> Sequence[Candidate]:
    if not others and not passage.quoted and persons is NO_NAMES:  # most often
        return bodies.names
    systems = longest([one for one in others if one.kind is SYSTEM])
    titles = [one for one in others if one.kind in TITLES]
    named = longest([_with_body(one, bodies) for one in titles] if bodies is not NO_NAMES else titles)
    undecided = layer(_undecided(passage, (named, systems, bodies))) if passage.quoted else NO_NAMES
    kept: list[Candidate] = []
    above: list[Layer] = []
    for names in (named, undecided, systems, bodies, persons):
        if names is NO_NAMES:
            continue
        kept += [one for one in names.names if not _cut(one, above)] if above else names.names
        above.append(names)
    return sorted(kept)


def _cut(one: Candidate, layers: Iterable[Layer]) -> bool:
    """Whether a name stands partly inside another."""
    return any(names.crosses(one.start, one.end) for names in layers)


def _with_body(one: Candidate, bodies: Layer) -> Candidate:
    """A title that would begin inside the name of a body begins with it: 家庭暴力及性侵害防治中心編制表."""
    for body in bodies.about(one.start, one.end):
        if body.start < one.start < body.end < one.end:
            return replace(one, start=body.start, full=body.full + one.full[body.end - one.start :])
    return one


def _others(passage: Passage, ended: Iterable[Ended], known: Known, rules: NameRules) -> list[Candidate]:
    """All names but those of bodies and persons that may stand in a text."""
    named = [one for one in passage.known if one.kind is not AGENCY]
    kept = [one if one.kind in NAMED_ALIKE else _as_written(one, passage) for one in named]
    titled = [*_titled(passage, ended, rules), *counted_candidates(passage, rules.counted)]
    if not titled:
        return kept
    known_here = layer(named)
    cited = {(one.start, one.end) for one in titled if one.kind in CITED}
    titled = [one for one in titled if not (_parts_known(one, known_here) or _goes_on(one, passage, cited))]
    return kept + [replace(one, full=_of_whom(one, known)) for one in (*titled, *_listed(passage, titled))]


def _as_written(one: Candidate, passage: Passage) -> Candidate:
    return replace(one, full=passage.text[one.start : one.end])


def _titled(passage: Passage, ended: Iterable[Ended], rules: NameRules) -> Iterator[Candidate]:
    """The laws, then the programmes, awards and systems that are known by the end of their names."""
    laws = [one for one in ended if one.row.kind is LAW]
    titles = [one for one in ended if one.row.kind in TITLED]
    if laws or passage.quoted:
        yield from law_candidates(passage, laws, rules.laws)
    if titles or passage.quoted:
        yield from title_candidates(passage, titles, rules.titles.around)


def _parts_known(one: Candidate, named: Layer) -> bool:
    """Whether a name would cut a known one in two, be one of another kind, or put words before the known name of a
    system (介紹港都e學苑)."""
    return named.crosses(one.start, one.end) or any(
        (one.start, one.end) == (other.start, other.end)
        or (one.kind is other.kind is SYSTEM and other.end == one.end and other.start > one.start)
        for other in named.about(one.start, one.end)
    )


def _goes_on(one: Candidate, passage: Passage, cited: Container[tuple[int, int]]) -> bool:
    """Whether a name is but an award or a rule in quotation marks with a word after it: 「好家庭獎」競賽."""
    return passage.text[one.start] in MARKS and passage.quoted_at(one.start + 1) in cited


def _of_whom(one: Candidate, known: Known) -> str:
    """本府全球資訊網 is 高雄市政府全球資訊網: by its preferred name where that is known."""
    owner = _owner(one.full, known)
    name = one.full[2:] if owner else one.full
    preferred = known.full(name, one.kind) if one.kind in NAMED_ALIKE else None
    return preferred or owner + name


def _owner(name: str, known: Known) -> str:
    """The body or city for which the first two characters of a name stand, "" for none."""
    if name.startswith(("本府", "市府", "縣府")) and known.owner:
        return known.owner
    if name.startswith(("本市", "本縣")) and known.city:
        return known.city
    return known.issuer if name[:1] == "本" and known.issuer.endswith(name[1:2]) else ""


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
        if not any(names.about(start, end) for names in layers):
            yield Candidate(start, end, NameKind.QUOTED, passage.text[start:end])


def _mention(block: Block, one: Candidate) -> NameMention:
    start, end, flow = one.start, one.end, block.flow
    return NameMention(block.ordinal, start, end, flow.span(start, end), one.kind, flow.text[start:end], one.full)
