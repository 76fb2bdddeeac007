"""The lineage of a programme, body, award, system or law: all that the reports tell of it, in the order of telling."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.lineage.bodies import Bodies, alteration, alterations_of
from kg.lineage.engagements import Engaging, load_engaging
from kg.lineage.joins import candidates_of, joins_of, shared_words
from kg.lineage.naming import Naming
from kg.model.alternation import alternation
from kg.model.clauses import QUOTED
from kg.model.concepts import Concept, Judgement, Scheme, Vocabulary
from kg.model.folding import fold
from kg.model.mentions import NameKind
from kg.model.statements import Account, Statement
from kg.model.text import Span
from kg.model.threads import (
    Alteration,
    Conferral,
    Engagement,
    Requirement,
    Telling,
    ThingLineage,
    Together,
    Use,
)
from kg.resources import read_table

RULES = Path(__file__).parent / "rules" / "requirements.toml"
Row = Mapping[str, Any]
# Of things of these schemes figures have the name as their programme.
NAMED = (Scheme.PROGRAMME, Scheme.SYSTEM, Scheme.AWARD, Scheme.LAW)
SCHEMES = frozenset(scheme.value for scheme in Scheme)
JOINED = (Scheme.PROGRAMME, Scheme.SYSTEM)
# So many characters that a law and a figure share tell that the figure is the law's: 原住民.
TELLING = 3
# Names of things that stand in a name of another: longer than the first, in a name shorter than the second.
SHORT, LONG = 4, 40


@dataclass(frozen=True, slots=True)
class Requiring:
    """How a law is cited by what it asks for: data in `rules/requirements.toml`."""

    before: re.Pattern[str] = field(repr=False)
    kinds: frozenset[str]
    reach: int

    def cites(self, before: str) -> bool:
        """Whether the words before the name of a law cite it for what follows."""
        return any(len(before) - found.end() <= self.reach for found in self.before.finditer(before))


def load_requiring() -> Requiring:
    """Reads `rules/requirements.toml`. Raises KnowledgeError where it is not as it must be."""
    table = read_table(RULES)
    try:
        return Requiring(re.compile(alternation(table["before"])), frozenset(table["kinds"]), table["reach"])
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{RULES}: {error!r}") from error


class Things:
    """All reports and the vocabulary, as the lineages of things are made of them. `accounts` are in the order of
    telling."""

    def __init__(self, accounts: Iterable[Account], vocabulary: Vocabulary) -> None:
        self.namings = tuple(map(Naming, accounts))
        self.vocabulary = vocabulary
        self.bodies = Bodies(vocabulary.scheme(Scheme.AGENCY))
        self._judgements = {judgement.id: judgement for judgement in vocabulary.judgements}
        self._about = _metrics_about(vocabulary.scheme(Scheme.METRIC))
        self._requiring, engaging = load_requiring(), load_engaging()
        self._joining, self._nominated = engaging.joining, engaging.nominated
        self._slugs = {scheme: {one.slug for one in vocabulary.scheme(scheme)} for scheme in Scheme}
        self._engaged = self._read(engaging)
        self._told = self._metrics_by_name()

    def _read(self, engaging: Engaging) -> tuple[Engagement, ...]:
        return tuple(one for naming in self.namings for one in engaging.read(naming))

    def _metrics_by_name(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for naming in self.namings:
            for told in naming.account.statements:
                if told.programme and told.series:
                    found[fold(told.programme)].add(told.series)
        return {name: frozenset(series) for name, series in found.items()}

    def naming(self, report: str) -> Naming:
        """The names of one report."""
        return next(one for one in self.namings if one.account.info.id == report)

    def lineage(self, concept: Concept) -> ThingLineage:
        """All that the reports tell of a thing."""
        tellings = tuple(one for naming in self.namings if (one := self._telling(naming, concept)) is not None)
        uses = [use for telling in tellings for use in telling.uses]
        named = concept.scheme in JOINED
        candidates = tuple(candidates_of(concept, uses, self.namings, self._told)) if named else ()
        conferrals = self._conferrals(concept, {(one.report, fold(one.name)) for one in candidates})
        return ThingLineage(
            concept=concept,
            tellings=tellings,
            joins=tuple(joins_of(uses, self._told)),
            candidates=candidates,
            engagements=tuple(self._engagements(concept, uses)),
            conferrals=tuple(sorted(conferrals, key=lambda one: (one.year, one.report, one.passages[0].span))),
            alterations=self._alterations(concept),
            requirements=tuple(self._required(concept, uses)),
            together=tuple(self._together(concept, uses)) if named else (),
            refusals=tuple(self._refusals(concept)),
        )

    def _telling(self, naming: Naming, concept: Concept) -> Telling | None:
        uses = tuple(
            self._use(row, naming)
            for row in naming.entities
            if row["concept"] == concept.slug and self._is_of(row, concept.scheme)
        )
        figures = tuple(one for one in naming.account.statements if self._figures(one, naming, concept))
        about = self._about.get((concept.scheme, concept.slug), frozenset())
        others = tuple(one for one in naming.account.statements if one.series in about and one not in figures)
        return Telling(naming.account.info.id, _once(uses), figures, others) if uses or figures or others else None

    def _is_of(self, row: Row, scheme: Scheme) -> bool:
        """Whether the concept of an entity is of a scheme: that of its kind, else the one that has the local name."""
        if row["type"] == scheme.value:
            return True
        return row["type"] in SCHEMES and row["concept"] not in self._slugs[Scheme(row["type"])]

    def _figures(self, statement: Statement, naming: Naming, concept: Concept) -> bool:
        if concept.scheme is Scheme.AGENCY:
            return self.bodies.slug(statement.agency, naming) == concept.slug
        row = naming.thing(statement.programme) if concept.scheme in NAMED else None
        return row is not None and row["concept"] == concept.slug and self._is_of(row, concept.scheme)

    def _use(self, row: Row, naming: Naming) -> Use:
        link = row.get("link") or {}
        return Use(
            entity=row["entity"],
            report=naming.account.info.id,
            name=row["name"],
            aliases=tuple(row["aliases"]),
            score=float(link.get("score", 0)),
            reason=str(link.get("reason", "")),
            judgement=self._judgements.get(link.get("judgement") or ""),
            passages=naming.passages("name", row),
        )

    def _engagements(self, concept: Concept, uses: Sequence[Use]) -> Iterator[Engagement]:
        """Those in the programme; of a body, those that it has in programmes."""
        names = {(use.report, fold(use.name)) for use in uses}
        for one in self._engaged:
            mine = (
                one.concept == concept.slug
                if concept.scheme is Scheme.AGENCY
                else (one.report, fold(one.programme)) in names
            )
            if mine:
                yield one

    def _conferrals(self, concept: Concept, candidates: Collection[tuple[str, str]]) -> Iterator[Conferral]:
        """Of an award all; of a body those that it received; of a programme those that it received or was the work
        for, by a name of its own or by that of a candidate."""
        for naming in self.namings:
            for row in naming.entities:
                if row["type"] == NameKind.AWARD and (row["recipient"] or row["concept"] == concept.slug):
                    one = self._conferral(row, naming)
                    if self._concerns(one, naming, concept):
                        yield one
                    elif {(one.report, fold(name or "")) for name in (one.work, one.recipient)} & set(candidates):
                        yield replace(one, certain=False)

    def _conferral(self, row: Row, naming: Naming) -> Conferral:
        info = naming.account.info
        ends = info.coverage.end.isoformat()[:4] if info.coverage else (info.issued or "")[:4]
        thing = naming.thing(row["recipient"])
        return Conferral(
            entity=row["entity"],
            report=info.id,
            award=row["name"],
            concept=row["concept"],
            recipient=row["recipient"],
            to=self.bodies.slug(row["recipient"], naming) or (thing["concept"] if thing else None),
            rank=row["rank"],
            won=not self._nominated.search(row["rank"] or ""),
            date=row["date"],
            year=(row["date"] or ends)[:4],
            dated=bool(row["date"]),
            work=row["for"],
            passages=naming.passages("award", row),
        )

    def _concerns(self, one: Conferral, naming: Naming, concept: Concept) -> bool:
        if concept.scheme is Scheme.AWARD:
            return one.concept == concept.slug
        if concept.scheme is Scheme.AGENCY:
            return one.to == concept.slug
        things = (naming.thing(one.work), naming.thing(one.recipient))
        return any(row is not None and row["concept"] == concept.slug for row in things)

    def _alterations(self, concept: Concept) -> tuple[Alteration, ...]:
        if concept.scheme is Scheme.AGENCY:
            return alterations_of(concept.slug, self.namings, self.bodies)
        found = [
            alteration(row, "subject", naming, (row["concept"], None))
            for naming in self.namings
            for row in naming.changes
            if row["concept"] == concept.slug and naming.body(row["subject"]) is None
        ]
        return tuple(sorted(found, key=lambda one: one.date or "9999"))

    def _required(self, concept: Concept, uses: Iterable[Use]) -> Iterator[Requirement]:
        """What a law asks for and the figures beside that; of a plan, what it asks for."""
        if concept.scheme in (Scheme.LAW, Scheme.PROGRAMME):
            yield from (one for one in self._requirements(uses) if one.required or concept.scheme is Scheme.LAW)

    def _requirements(self, uses: Iterable[Use]) -> Iterator[Requirement]:
        """The figures that follow the name of a law in its sentence."""
        namings = {naming.account.info.id: naming for naming in self.namings}
        for use in uses:
            naming = namings[use.report]
            for passage in use.passages:
                sentence = naming.sentence(passage.span)
                before = QUOTED.sub("", naming.account.text[sentence.start : passage.span.start])
                cited = self._requiring.cites("".join(before.split()))
                laws = [row["name"] for _, row in naming.inside(sentence) if row["type"] == NameKind.LAW]
                for told in naming.account.statements:
                    if passage.span.end <= told.span.start < sentence.end:
                        asked = cited and told.kind.value in self._requiring.kinds
                        yield Requirement(asked and use.name in _asking(laws, told), told, passage)

    def _together(self, concept: Concept, uses: Iterable[Use]) -> Iterator[Together]:
        """Other things that a name holds too, or that a sentence says to be joined with this one."""
        namings = {naming.account.info.id: naming for naming in self.namings}
        seen: set[tuple[str, str]] = set()
        for use in uses:
            naming = namings[use.report]
            for passage in use.passages:
                for one in self._beside(concept, naming, passage.span):
                    if (one.report, one.concept) not in seen:
                        seen.add((one.report, one.concept))
                        yield one

    def _beside(self, concept: Concept, naming: Naming, span: Span) -> Iterator[Together]:
        report, quote = naming.account.info.id, fold(span.cut(naming.account.text))
        for other in (one for scheme in JOINED for one in self.vocabulary.scheme(scheme)):
            label = fold(other.label)
            if other.slug != concept.slug and len(quote) > len(label) > SHORT and label in quote and len(quote) < LONG:
                yield Together(report, other.scheme.value, other.slug, "name", naming.passage("name", span))
        sentence = naming.sentence(span)
        found = self._joining.search("".join(sentence.cut(naming.account.text).split()))
        for _, row in naming.inside(sentence) if found else ():
            if found and row["concept"] not in (None, concept.slug) and row["type"] == concept.scheme.value:
                yield Together(report, row["type"], row["concept"], found.group(), naming.passage("sentence", sentence))

    def _refusals(self, concept: Concept) -> Iterator[Judgement]:
        """What people have judged not to be this thing."""
        for one in self.vocabulary.judgements:
            if (one.scheme, one.slug, one.same) == (concept.scheme, concept.slug, False):
                yield one


def _asking(laws: Sequence[str], told: Statement) -> Sequence[str]:
    """Of laws that are cited together those that share most words with what a figure measures; all where none does."""
    shared = {law: len(shared_words(fold(law), fold(told.metric))) for law in laws}
    most = max(shared.values(), default=0)
    return [law for law in laws if shared[law] == most] if most >= TELLING else laws


def _once(uses: Iterable[Use]) -> tuple[Use, ...]:
    """An award stands in the table once for each conferral: its names once."""
    found: dict[tuple[str, tuple[str, ...]], Use] = {}
    for use in uses:
        found.setdefault((use.name, use.aliases), use)
    return tuple(found.values())


def _metrics_about(metrics: Iterable[Concept]) -> Mapping[tuple[Scheme, str], frozenset[str]]:
    """The metrics that are about a thing, as the vocabulary relates them."""
    found: dict[tuple[Scheme, str], set[str]] = defaultdict(set)
    for metric in metrics:
        for target in metric.values("related"):
            scheme, _, slug = target.partition("/")
            found[Scheme(scheme), slug].add(metric.slug)
    return {key: frozenset(slugs) for key, slugs in found.items()}
