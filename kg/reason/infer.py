"""What follows from a report's graph in the context of vocabulary and ontology, as its inferred graph."""

from dataclasses import dataclass, field

from kg.model.quads import Triple, read_ground
from kg.reason.known import TYPE, Known
from kg.reason.schema import Schema


@dataclass(frozen=True, slots=True)
class Context:
    """N-Quads of vocabulary and ontology, read and closed: the same for all reports.

    given    their triples and those of the schema;  derived: what else follows from them
    described  the concepts and terms that they describe
    """

    schema: Schema = field(repr=False)
    given: frozenset[Triple] = field(repr=False)
    derived: tuple[Triple, ...] = field(repr=False)
    known: Known = field(repr=False)
    described: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, schema: Schema, context: bytes) -> "Context":
        """The context of what a schema is applied to. Raises ValueError for quads of another form than ours."""
        stated = set(read_ground(context).triples())
        known = Known(schema)
        known.add(stated)
        given = frozenset(stated | schema.triples)
        derived = tuple(triple for triple in known.triples() if triple not in given)
        return cls(schema, given, derived, known, frozenset(s for s, _, _ in stated))


def infer(schema: Schema, asserted: bytes, context: bytes) -> bytes:
    """What follows from a graph in its context, as sorted N-Quads of its inferred graph.

    asserted  N-Quads of the graph of one report, or of the vocabulary
    context   N-Quads of what it refers to (vocabulary, ontology)

    Given are only triples about something that the asserted graph describes, that stand neither there nor in the
    context nor in the schema. They go to `…/graph/inferred/{id}` for a report, else to `…/graph/inferred`.
    """
    return infer_within(Context.of(schema, context), asserted)


def infer_within(context: Context, asserted: bytes) -> bytes:
    """As `infer`, in a context that was closed before."""
    quads = read_ground(asserted)
    own = set(quads.triples())
    known = Known(context.schema, context.known)
    known.add(own)
    local = set(quads.subjects)
    graph = _inferred_graph(set(quads.graphs))
    derived = {(s, p, o) for s, p, o in (*context.derived, *known.triples()) if s in local or o in local}
    lines = (f"{s} {p} {o} {graph} .\n" for s, p, o in derived - own - context.given)
    return "".join(sorted(lines)).encode("utf-8")


@dataclass(frozen=True, slots=True)
class Across:
    """What follows from a graph that speaks of what other graphs describe.

    own     of what the graph is about, as sorted N-Quads
    common  of concepts alone: it may follow from several graphs, so it stands in none of theirs
    """

    own: bytes = field(repr=False)
    common: frozenset[Triple] = field(repr=False)


def infer_across(context: Context, asserted: bytes, beside: bytes = b"") -> Across:
    """What follows from a graph that speaks of what other graphs describe, `…/graph/NAME` or `…/graph/NAME/PART`; its
    own goes to `…/graph/inferred-NAME` or `…/graph/inferred-NAME/PART`.

    Given is only what does not follow from the context alone, nor from `beside`, what another graph describes of the
    same, and of which class a thing is only where the graph itself makes it something: the rest stands in the graphs
    that describe these things, and no triple stands in two.
    """
    quads = read_ground(asserted)
    own = set(quads.triples())
    known, before = _told_before(context, beside)
    known.add(own)
    ours = {s for s, p, _ in own if p == TYPE}
    derived = {(s, p, o) for s, p, o in known.triples() if p != TYPE or s in ours} - own - context.given - before
    concepts = context.described
    common = frozenset(one for one in derived if one[0] in concepts and one[2] in concepts)
    base, _, name = min(quads.graphs, default="</graph/>").partition("/graph/")
    lines = (f"{s} {p} {o} {base}/graph/inferred-{name} .\n" for s, p, o in derived - common)
    return Across("".join(sorted(lines)).encode("utf-8"), common)


def _told_before(context: Context, beside: bytes) -> tuple[Known, frozenset[Triple]]:
    """What is known beside the context, and its triples."""
    known = Known(context.schema, context.known)
    if not beside:
        return known, frozenset()
    known.add(set(read_ground(beside).triples()))
    return known, frozenset(known.triples())


def _inferred_graph(graphs: set[str]) -> str:
    """graph/report/X is followed by graph/inferred/X; what is no report's by graph/inferred."""
    if len(graphs) == 1:
        base, found, report = next(iter(graphs)).rpartition("/graph/report/")
        if found:
            return f"{base}/graph/inferred/{report}"
    base = min(graphs, default="<").rpartition("/graph/")[0]
    return f"{base}/graph/inferred>"
