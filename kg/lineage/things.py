"""The lineage of a programme, body, award, system or law: all that the reports tell of it, in the order of telling."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from kg.lineage.bodies import alteration, alterations_by_body, kin_of
from kg.lineage.conferrals import Conferrals
from kg.lineage.engagements import load_engaging
from kg.lineage.index import Index
from kg.lineage.joins import candidates_of, joins_of
from kg.lineage.naming import Naming, Row
from kg.lineage.requirements import load_requiring
from kg.model.concepts import Concept, Judgement, Scheme, Vocabulary
from kg.model.folding import fold
from kg.model.statements import Account
from kg.model.text import Span
from kg.model.threads import (
    Alteration,
    Engagement,
    Join,
    Kin,
    Requirement,
    Telling,
    ThingLineage,
    Together,
    Use,
)

# Things of these schemes may be joined with others, and have names that no concept has.
JOINED = (Scheme.PROGRAMME, Scheme.SYSTEM)
# Names of things that stand in a name of another: longer than the first, in a name shorter than the second.
SHORT, LONG = 4, 40


class Things:
    """All reports and the vocabulary, as the lineages of things are made of them. `accounts` are in the order of
    telling."""

    def __init__(self, accounts: Iterable[Account], vocabulary: Vocabulary) -> None:
        self.index = Index(accounts, vocabulary)
        self.vocabulary = vocabulary
        self._judgements = {judgement.id: judgement for judgement in vocabulary.judgements}
        self._requiring, self._engaging = load_requiring(), load_engaging()
        self._conferrals = Conferrals(self.index, self._engaging.nominated)
        self._engaged = _engaged(one for naming in self.index.namings for one in self._engaging.read(naming))
        self._changed_bodies = alterations_by_body(self.index.namings, self.index.bodies)
        self._changed = _changed(self.index.namings)
        self._labels = [(fold(one.label), one) for scheme in JOINED for one in vocabulary.scheme(scheme)]

    def lineage(self, concept: Concept) -> ThingLineage:
        """All that the reports tell of a thing."""
        tellings = self.tellings(concept)
        uses = [use for telling in tellings for use in telling.uses]
        named = concept.scheme in JOINED
        candidates = tuple(candidates_of(concept, uses, self.index.namings, self.index.metrics)) if named else ()
        return ThingLineage(
            concept=concept,
            tellings=tellings,
            joins=self.joins(uses),
            candidates=candidates,
            engagements=self.engagements(concept, uses),
            conferrals=self._conferrals.of(concept, [(one.report, fold(one.name)) for one in candidates]),
            alterations=self._alterations(concept),
            requirements=self.requirements(concept, uses),
            together=tuple(self._together(concept, uses)) if named else (),
            refusals=tuple(self._refusals(concept)),
        )

    def tellings(self, concept: Concept) -> tuple[Telling, ...]:
        """What each report tells of a thing."""
        uses = {
            naming.account.info.id: _once(self._use(row, naming) for _, row in rows)
            for naming, rows in groupby(self.index.rows(concept), key=lambda pair: pair[0])
        }
        found = []
        for naming in self.index.namings:
            report = naming.account.info.id
            figures, others = self.index.figures(concept, report), self.index.by_metric(concept, report)
            if report in uses or figures or others:
                found.append(Telling(report, uses.get(report, ()), figures, others))
        return tuple(found)

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

    def joins(self, uses: Sequence[Use]) -> tuple[Join, ...]:
        """For every name of a thing after the first the evidence that it is the thing's."""
        return tuple(joins_of(uses, self.index.metrics))

    def engagements(self, concept: Concept, uses: Sequence[Use]) -> tuple[Engagement, ...]:
        """Those in a programme; of a body, those that it has in programmes."""
        if concept.scheme is Scheme.AGENCY:
            return self._engaged.get(("", concept.slug), ())
        names = dict.fromkeys((use.report, fold(use.name)) for use in uses)
        return tuple(one for name in names for one in self._engaged.get(name, ()))

    def kin(self, concept: Concept) -> tuple[Kin, ...]:
        """The bodies before and after a body."""
        return kin_of(concept.slug, self._alterations(concept))

    def _alterations(self, concept: Concept) -> tuple[Alteration, ...]:
        if concept.scheme is Scheme.AGENCY:
            return self._changed_bodies.get(concept.slug, ())
        return self._changed.get(concept.slug, ())

    def requirements(self, concept: Concept, uses: Iterable[Use]) -> tuple[Requirement, ...]:
        """What a law asks for and the figures beside that; of a plan, what it asks for."""
        if concept.scheme not in (Scheme.LAW, Scheme.PROGRAMME):
            return ()
        found = (one for use in uses for one in self._requiring.read(use, self.index.naming(use.report)))
        return tuple(one for one in found if one.required or concept.scheme is Scheme.LAW)

    def _together(self, concept: Concept, uses: Iterable[Use]) -> Iterator[Together]:
        """Other things that a name holds too, or that a sentence says to be joined with this one, once a report."""
        seen: set[tuple[str, str]] = set()
        for use in uses:
            naming = self.index.naming(use.report)
            for passage in use.passages:
                for one in self._beside(concept, naming, passage.span):
                    if (one.report, one.concept) not in seen:
                        seen.add((one.report, one.concept))
                        yield one

    def _beside(self, concept: Concept, naming: Naming, span: Span) -> Iterator[Together]:
        report, quote = naming.account.info.id, fold(span.cut(naming.account.text))
        for label, other in self._labels if len(quote) < LONG else ():
            if other.slug != concept.slug and len(quote) > len(label) > SHORT and label in quote:
                yield Together(report, other.scheme.value, other.slug, "name", naming.passage("name", span))
        sentence = naming.sentence(span)
        found = self._engaging.joining.search("".join(sentence.cut(naming.account.text).split()))
        for _, row in naming.inside(sentence) if found else ():
            if found and row["concept"] not in (None, concept.slug) and row["type"] == concept.scheme.value:
                yield Together(report, row["type"], row["concept"], found.group(), naming.passage("sentence", sentence))

    def _refusals(self, concept: Concept) -> Iterator[Judgement]:
        """What people have judged not to be this thing."""
        for one in self.vocabulary.judgements:
            if (one.scheme, one.slug, one.same) == (concept.scheme, concept.slug, False):
                yield one


def _engaged(told: Iterable[Engagement]) -> Mapping[tuple[str, str], tuple[Engagement, ...]]:
    """Engagements by report and folded name of the programme, and by ("", local name of the body)."""
    found: dict[tuple[str, str], list[Engagement]] = defaultdict(list)
    for one in told:
        found[one.report, fold(one.programme)].append(one)
        if one.concept:
            found["", one.concept].append(one)
    return {key: tuple(several) for key, several in found.items()}


def _changed(namings: Iterable[Naming]) -> Mapping[str, tuple[Alteration, ...]]:
    """The changes of what is no body, by the local name of its concept, by date."""
    found: dict[str, list[Alteration]] = defaultdict(list)
    for naming in namings:
        for row in naming.changes:
            if row["concept"] and naming.body(row["subject"]) is None:
                found[row["concept"]].append(alteration(row, "subject", naming, (row["concept"], None)))
    return {slug: tuple(sorted(several, key=lambda one: one.date or "9999")) for slug, several in found.items()}


def _once(uses: Iterable[Use]) -> tuple[Use, ...]:
    """An award stands in the table once for each conferral: its names once."""
    found: dict[tuple[str, tuple[str, ...]], Use] = {}
    for use in uses:
        found.setdefault((use.name, use.aliases), use)
    return tuple(found.values())
