"""The graphs of lineage made of all reports at once, as the ledger makes them by place: what both must agree on."""

from collections.abc import Iterable, Mapping

from kg.graph.lines import Sheet, Told, lineage_quads
from kg.iris import Iris
from kg.lineage.breaks import break_message
from kg.model.concepts import Concept, Scheme, Vocabulary
from kg.model.statements import Account
from kg.model.threads import Use
from kg.pipeline.lineage.answers import Lineages
from kg.pipeline.lineage.names import JOINED
from kg.store import Store


def whole_lineage(accounts: Iterable[Account], vocabulary: Vocabulary, iris: Iris) -> Mapping[str, Sheet]:
    """What the graphs of these reports tell, in whatever order they come."""
    return lineage_quads(_told(Lineages.over(accounts, vocabulary, iris)), iris)


def in_one(sheets: Mapping[str, Sheet]) -> bytes:
    """All of it, as sorted N-Quads."""
    lines = {
        line
        for sheet in sheets.values()
        for part in (sheet.quads, sheet.common)
        for line in part.splitlines(keepends=True)
    }
    return b"".join(sorted(lines))


def stored(store: Store, graphs: Mapping[str, str], name: str) -> bytes:
    """All graphs of a publication of that name, and those of its reports, as one. `graphs` are hashes by name."""
    there = (digest for graph, digest in graphs.items() if graph.partition("/")[0] == name)
    return b"".join(sorted(line for digest in there for line in store.object(digest).splitlines(keepends=True)))


def without_graph(quads: bytes) -> list[bytes]:
    """The triples, each as often as it stands there."""
    return sorted(line.rpartition(b" <")[0] for line in quads.splitlines())


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
