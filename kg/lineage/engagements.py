"""Which bodies do something in which programmes: commissioned, partner, chosen, providing. Data in
`rules/engagements.toml`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.lineage.naming import Naming, Row
from kg.model.alternation import alternation
from kg.model.facts import ReportInfo
from kg.model.findings import Passage
from kg.model.mentions import NameKind
from kg.model.text import Span
from kg.model.threads import Engagement, Part
from kg.resources import read_table

RULES = Path(__file__).parent / "rules" / "engagements.toml"
# What may stand between the bodies of a list, and between the words and the first: 本市義守大學、文藻外語大學及….
_BETWEEN = re.compile(r"[\s「」『』、，,及與和暨（）()]*(?:本市|本府|高雄|財團法人|市)?[「『]?")
# Characters at most between a body and a programme after it, and between two programmes of one list.
FAR, BESIDE = 60, 8
_MARK = re.compile(r"\s*(?:<[^<>]*>\s*)*(?:[-*•]|[（(]?[0-9A-Za-z一二三四五六七八九十壹貳參肆]{1,3}[)）.．、])")
_LISTED = re.compile(r"[」』）)]*[、及與和暨]")
_CLAUSE = re.compile(r"[，,；;。]")


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of `rules/engagements.toml`."""

    part: Part
    before: re.Pattern[str] = field(repr=False)
    after: re.Pattern[str] | None = field(repr=False)
    reach: int


@dataclass(frozen=True, slots=True)
class Engaging:
    """All rows of `rules/engagements.toml`, the words by which one thing joins another, and those of ranks of which
    nobody was given the award yet."""

    rows: tuple[Cue, ...]
    joining: re.Pattern[str] = field(repr=False)
    nominated: re.Pattern[str] = field(repr=False)

    def read(self, naming: Naming) -> Iterator[Engagement]:
        """The engagements of one report, in reading order."""
        found = (one for span in _sentences(naming) for one in self._in_sentence(naming, span))
        told: dict[tuple[str, str, Part], Engagement] = {}
        for one in (*found, *_concerned(naming)):
            told.setdefault((one.body, one.programme, one.part), one)
        yield from told.values()

    def _in_sentence(self, naming: Naming, span: Span) -> Iterator[Engagement]:
        bodies = {place: row for place, row in naming.inside(span) if row["type"] == NameKind.AGENCY}
        taken: set[Span] = set()
        for cue in self.rows:
            for chain, words in chains(cue, naming.account.text, span, list(bodies)):
                for place in (one for one in chain if one not in taken):
                    taken.add(place)
                    body, passage = bodies[place], naming.passage("body", place)
                    for programme in _programmes(naming, span, place):
                        yield _engagement(cue.part, body, programme["name"], words, passage)


def _engagement(part: Part, body: Row, programme: str, words: str, passage: Passage) -> Engagement:
    return Engagement(passage.report, part, body["name"], body["concept"], programme, words, passage)


def _chain(text: str, start: int, bodies: Sequence[Span]) -> list[Span]:
    """The bodies that follow a place one after the other, with nothing but list marks between."""
    found: list[Span] = []
    at = start
    for place in bodies:
        if place.start < at:
            continue
        if not _BETWEEN.fullmatch(text, at, place.start):
            break
        found.append(place)
        at = place.end
    return found


def chains(row: Cue, text: str, span: Span, bodies: Sequence[Span]) -> Iterator[tuple[list[Span], str]]:
    """The lists of bodies of which a row speaks, each with its words."""
    for cue in row.before.finditer(text, span.start, span.end):
        chain = _chain(text, cue.end(), bodies)
        if not chain:
            continue
        if row.after is None:
            yield chain, cue.group()
            continue
        rest = text[chain[-1].end : span.end]
        found = row.after.search(rest)
        clause = _CLAUSE.search(rest)
        if (
            found
            and len(re.sub(r"\s", "", rest[: found.start()])) <= row.reach
            and not (clause and clause.start() < found.start())
        ):
            yield chain, f"{cue.group()}…{found.group()}"


def _sentences(naming: Naming) -> Iterator[Span]:
    seen: set[Span] = set()
    for row in naming.entities:
        if row["type"] == NameKind.AGENCY:
            for start, end in row["mentions"]:
                span = naming.sentence(Span(start, end))
                if span not in seen:
                    seen.add(span)
                    yield span


def _programmes(naming: Naming, span: Span, place: Span) -> list[Row]:
    """The programmes of a body: those named after it in its sentence, one beside the other. Where the vocabulary has
    none of them the last named before it too; where there are none, those of the next sentence of its paragraph too."""
    text = naming.account.text
    there = [(at, row) for at, row in naming.inside(span) if row["type"] in (NameKind.PROGRAMME, NameKind.SYSTEM)]
    found = _beside([(at, row) for at, row in there if place.end <= at.start <= place.end + FAR], text)
    following = naming.sentence(Span(span.end, span.end + 1))
    goes_on = not found and not _MARK.match(following.cut(text))
    if not _known(found):
        earlier = [row for at, row in there if at.end <= place.start]
        found += (_known(earlier) or earlier)[-1:]
    if goes_on:
        found += _beside([one for one in naming.inside(following) if one[1]["type"] == NameKind.PROGRAMME], text)
    return _once(found)


def _known(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["concept"]]


def _beside(named: Sequence[tuple[Span, Row]], text: str) -> list[Row]:
    """The first of some names, and those that follow it in one list."""
    found = list(named[:1])
    for at, row in named[1:]:
        between = "".join(text[found[-1][0].end : at.start].split())
        if not _LISTED.match(between) or _CLAUSE.search(between) or len(between) > BESIDE:
            break
        found.append((at, row))
    return [row for _, row in found]


def _once(rows: Iterable[Row]) -> list[Row]:
    return list({row["entity"]: row for row in rows}.values())


def _concerned(naming: Naming) -> Iterator[Engagement]:
    """Bodies outside the government whose figures a programme has: the bank of a loan."""
    info, seen = naming.account.info, set[tuple[str, str]]()
    for told in naming.account.statements:
        body, programme = naming.body(told.agency), naming.thing(told.programme)
        if body is None or programme is None or _at_home(body, info) or (body["entity"], programme["entity"]) in seen:
            continue
        seen.add((body["entity"], programme["entity"]))
        passage = naming.passage("body", Span(*body["mentions"][0]))
        yield _engagement(Part.CONCERNS, body, programme["name"], "", passage)


def _at_home(body: Row, info: ReportInfo) -> bool:
    """Whether a body is the government that reports, or of it."""
    city = (info.owner or "").removesuffix("政府")
    return body["name"] in (info.owner, info.issuer) or bool(city and body["name"].startswith(city))


def load_engaging() -> Engaging:
    """Reads `rules/engagements.toml`. Raises KnowledgeError where it is not as it must be."""
    table = read_table(RULES)
    try:
        rows = tuple(map(_row, table["part"]))
        joining, nominated = (re.compile(alternation(table[name]["words"])) for name in ("joining", "nominated"))
        return Engaging(rows, joining, nominated)
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"{RULES}: {error!r}") from error


def _row(row: dict[str, Any]) -> Cue:
    after = re.compile(alternation(row["after"])) if row["after"] else None
    return Cue(Part(row["name"]), re.compile(alternation(row["before"])), after, row["reach"])
