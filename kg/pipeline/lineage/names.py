"""Names of things and what one report tells of them, kept by place: which names are one thing depends on the names that
all reports have for it, and on the metrics that are told under each."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.audit.between import Shelf
from kg.graph.lines import Told, lineage_quads
from kg.iris import Iris
from kg.lineage.bodies import Heirs
from kg.lineage.joins import joins_of
from kg.lineage.things import Things
from kg.model.concepts import Concept, Scheme, Vocabulary
from kg.model.folding import fold
from kg.model.statements import Account
from kg.model.threads import Use
from kg.pipeline.found import Found
from kg.pipeline.ledger import Ledger, Place
from kg.pipeline.lineage.packing import Packed

# Things of which names are joined.
JOINED = (Scheme.PROGRAMME, Scheme.SYSTEM, Scheme.AWARD, Scheme.LAW)
NAME, JOIN, OWN = "name", "join", "own"


@dataclass(frozen=True, slots=True)
class Names:
    """The metrics that are told under a name, by which names are held against each other. A place is a folded name. A
    report brings the metrics that it tells under it, and the things that it calls so.

    joining  the rank of `Joins`
    """

    rank: int
    joining: int
    vocabulary: Vocabulary = field(repr=False)

    def bring(self, account: Account) -> Mapping[Place, Sequence[Packed]]:
        series, things = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for one in account.statements:
            if one.programme and one.series:
                series[fold(one.programme)].add(one.series)
        for thing, uses in _uses(account, self.vocabulary).items():
            for name in (name for use in uses for name in (use.name, *use.aliases)):
                things[fold(name)].add(str(Place(self.joining, (JOIN, thing.scheme.value, thing.slug))))
        return {
            Place(self.rank, (NAME, name)): [sorted(series[name]), sorted(things[name])]
            for name in sorted({*series, *things})
        }

    def found(self, at: Place, _shelf: Shelf, ledger: Ledger, _heirs: Heirs) -> Found:
        brought = [packed for _, packed in ledger.brought(str(at))]
        series = sorted({one for told, _ in brought for one in told})
        things = frozenset(one for _, called in brought for one in called)
        return Found(outline=json.dumps(series) if series else "", further=things)


@dataclass(frozen=True, slots=True)
class Joins:
    """The joins of the names of a thing. A place is a thing; `named` is the rank of `Names`."""

    rank: int
    named: int
    vocabulary: Vocabulary = field(repr=False)
    iris: Iris

    def bring(self, account: Account) -> Mapping[Place, Sequence[Packed]]:
        return {
            Place(self.rank, (JOIN, thing.scheme.value, thing.slug)): [
                [use.entity, use.name, list(use.aliases), use.score, use.reason] for use in uses
            ]
            for thing, uses in _uses(account, self.vocabulary).items()
        }

    def found(self, at: Place, shelf: Shelf, ledger: Ledger, _heirs: Heirs) -> Found:
        brought = dict(ledger.brought(str(at)))
        ordered = sorted(brought, key=shelf.places.__getitem__)
        uses = [_use(report, packed) for report in ordered for packed in brought[report]]
        names = {fold(name) for use in uses for name in (use.name, *use.aliases)}
        told = {name: self._metrics(name, ledger) for name in sorted(names)}
        _, scheme, slug = at.about
        thing = Concept(Scheme(scheme), slug, "", "")
        return Found(sheets=lineage_quads(Told(joins=tuple((thing, join) for join in joins_of(uses, told))), self.iris))

    def _metrics(self, name: str, ledger: Ledger) -> frozenset[str]:
        outline = ledger.outline(str(Place(self.named, (NAME, name))))
        return frozenset(json.loads(outline)) if outline else frozenset()


@dataclass(frozen=True, slots=True)
class Own:
    """What one report alone tells of things: who does something in a programme, what laws ask for, what became of
    bodies. A place is a report."""

    rank: int
    vocabulary: Vocabulary = field(repr=False)
    iris: Iris

    def bring(self, account: Account) -> Mapping[Place, Sequence[Packed]]:
        return {Place(self.rank, (OWN, account.info.id)): ()}

    def found(self, at: Place, shelf: Shelf, ledger: Ledger, _heirs: Heirs) -> Found:
        _, report = at.about
        if not any(ledger.brought(str(at))):
            return Found()
        things, uses = Things((shelf[report],), self.vocabulary), _uses(shelf[report], self.vocabulary)
        acting = [thing for thing in uses if thing.scheme in (Scheme.PROGRAMME, Scheme.SYSTEM)]
        laws, bodies = (self.vocabulary.scheme(one) for one in (Scheme.LAW, Scheme.AGENCY))
        required = ((law, one) for law in laws for one in things.requirements(law, uses.get(law, ())))
        told = Told(
            engagements=tuple((thing, one) for thing in acting for one in things.engagements(thing, uses[thing])),
            requirements=tuple((law, one) for law, one in required if one.required),
            kin=tuple((body.slug, kin) for body in bodies for kin in things.kin(body)),
        )
        return Found(sheets=lineage_quads(told, self.iris))


def _uses(account: Account, vocabulary: Vocabulary) -> Mapping[Concept, Sequence[Use]]:
    """The names by which a report calls the things of the vocabulary that it names."""
    things = Things((account,), vocabulary)
    every = (thing for scheme in JOINED for thing in vocabulary.scheme(scheme))
    found = {thing: [use for telling in things.tellings(thing) for use in telling.uses] for thing in every}
    return {thing: uses for thing, uses in found.items() if uses}


def _use(report: str, packed: Packed) -> Use:
    """A name as joins are made of it: its places, and who judged it, have no part in them."""
    entity, name, aliases, score, reason = packed
    return Use(entity, report, name, tuple(aliases), score, reason, None, ())
