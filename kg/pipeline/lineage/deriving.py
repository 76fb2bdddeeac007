"""The graph of lineage: a function of what the reports tell and of the vocabulary, made anew with every publication."""

from collections.abc import Iterable

from kg.graph.lines import Told, lineage_quads
from kg.iris import Iris
from kg.lineage.breaks import break_message
from kg.model.concepts import Concept, Scheme, Vocabulary
from kg.model.statements import Account
from kg.model.threads import Use
from kg.pipeline.lineage.answers import Lineages

# Things of which names are joined.
JOINED = (Scheme.PROGRAMME, Scheme.SYSTEM, Scheme.AWARD, Scheme.LAW)


def derive_lineage(accounts: Iterable[Account], vocabulary: Vocabulary, iris: Iris) -> bytes:
    """Graph `lineage` of these reports, in whatever order, as sorted N-Quads."""
    lineages = Lineages.over(accounts, vocabulary, iris)
    return lineage_quads(_told(lineages), iris)


def _told(lineages: Lineages) -> Told:
    parts = (lineages.accounts, lineages.definitions, lineages.wordings)
    words = {
        (one.before.fact, one.after[0].fact): break_message(one, lineages.concepts[Scheme.METRIC, lineage.slug], *parts)
        for lineage in lineages.metrics
        for line in lineage.lines
        for one in line.breaks
    }
    things, uses = lineages.things, {thing: _uses(lineages, thing) for thing in _things(lineages)}
    programmes = [thing for thing in uses if thing.scheme in (Scheme.PROGRAMME, Scheme.SYSTEM)]
    laws, bodies = lineages.vocabulary.scheme(Scheme.LAW), lineages.vocabulary.scheme(Scheme.AGENCY)
    return Told(
        metrics=tuple(lineages.metrics),
        breaks=words,
        joins=tuple((thing, join) for thing, used in uses.items() for join in things.joins(used)),
        engagements=tuple((one, told) for one in programmes for told in things.engagements(one, uses[one])),
        requirements=tuple(
            (law, told) for law in laws for told in things.requirements(law, uses[law]) if told.required
        ),
        kin=tuple((body.slug, kin) for body in bodies for kin in things.kin(body)),
    )


def _things(lineages: Lineages) -> list[Concept]:
    return [thing for scheme in JOINED for thing in lineages.vocabulary.scheme(scheme)]


def _uses(lineages: Lineages, thing: Concept) -> list[Use]:
    return [use for telling in lineages.things.tellings(thing) for use in telling.uses]
