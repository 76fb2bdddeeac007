"""The instance rules of OWL 2 RL that our ontology uses, applied until nothing new follows.

Every triple is taken up once and joined with all that is known by then (semi-naive evaluation): the rules prp-dom,
prp-rng, prp-spo1, prp-spo2, prp-inv1, prp-inv2, prp-symp, prp-trp and cax-sco of the profile (OWL 2 Profiles, 4.3);
prp-eqp and cax-eqc are among the larger properties and classes of the closed schema. That a thing is an owl:Thing is
not written.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.reason.closure import RDF
from kg.reason.lines import Triple, read_lines
from kg.reason.schema import Chain, Rules, Schema

TYPE = f"<{RDF}type>"
Indices = dict[str, dict[str, set[str]]]


@dataclass(frozen=True, slots=True)
class Context:
    """N-Quads of vocabulary and ontology, read and closed: the same for all reports, and most of the work.

    given    their triples and those of the schema;  derived: what else follows from them
    """

    given: frozenset[Triple] = field(repr=False)
    derived: frozenset[Triple] = field(repr=False)
    closure: "Closure" = field(repr=False)

    @classmethod
    def of(cls, schema: Schema, context: bytes) -> "Context":
        """The context of what a schema is applied to. Raises ValueError for quads of another form than ours."""
        stated = {(s, p, o) for s, p, o, _ in read_lines(context)}
        closure = Closure(schema)
        found = closure.add(stated)
        given = frozenset(stated | schema.triples)
        return cls(given, frozenset(found - given), closure)


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
    rows = list(read_lines(asserted))
    own = {(s, p, o) for s, p, o, _ in rows}
    derived = (context.derived | context.closure.copy().add(own)) - own - context.given
    local = {s for s, _, _ in own}
    graph = _inferred_graph({g for *_, g in rows})
    lines = (f"{s} {p} {o} {graph} .\n" for s, p, o in derived if s in local or o in local)
    return "".join(sorted(lines)).encode("utf-8")


def _inferred_graph(graphs: set[str]) -> str:
    """graph/report/X is followed by graph/inferred/X; what is no report's by graph/inferred."""
    if len(graphs) == 1:
        base, found, report = next(iter(graphs)).rpartition("/graph/report/")
        if found:
            return f"{base}/graph/inferred/{report}"
    base = min(graphs, default="<").rpartition("/graph/")[0]
    return f"{base}/graph/inferred>"


class Closure:
    """The triples known so far, with indices for the properties that are joined."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._classes, self._rules = schema.classes, schema.rules
        self._joined = {name for name, rules in schema.rules.items() if rules.transitive or rules.chains}
        self._forward: Indices = {name: defaultdict(set) for name in self._joined}
        self._backward: Indices = {name: defaultdict(set) for name in self._joined}
        self._known: set[Triple] = set()
        self._new: set[Triple] = set()
        self._waiting: list[Triple] = []

    def copy(self) -> "Closure":
        """One that knows the same and can be added to without changing this."""
        other = Closure(self._schema)
        other._forward, other._backward = _copied(self._forward), _copied(self._backward)
        other._known = set(self._known)
        return other

    def add(self, triples: Iterable[Triple]) -> set[Triple]:
        """Adds triples and what follows from them and from those known before: what was not known before."""
        self._new = set()
        for triple in triples:
            self._add(triple)
        while self._waiting:
            for triple in list(self._follow(*self._waiting.pop())):
                self._add(triple)
        return self._new

    def _add(self, triple: Triple) -> None:
        if triple in self._known:
            return
        self._known.add(triple)
        self._new.add(triple)
        s, p, o = triple
        if p in self._joined:
            self._forward[p][s].add(o)
            self._backward[p][o].add(s)
        if p == TYPE or p in self._rules:
            self._waiting.append(triple)

    def _follow(self, s: str, p: str, o: str) -> Iterator[Triple]:
        if p == TYPE:
            yield from ((s, TYPE, above) for above in self._classes.get(o, ()))
            return
        rules = self._rules[p]
        yield from ((s, above, o) for above in rules.supers)
        yield from ((s, TYPE, domain) for domain in rules.domains)
        yield from self._join(s, p, o, rules)
        # A literal is no subject of a triple.
        if o.startswith("<"):
            yield from ((o, TYPE, range_) for range_ in rules.ranges)
            yield from ((o, inverse, s) for inverse in rules.inverses)

    def _join(self, s: str, p: str, o: str, rules: Rules) -> Iterator[Triple]:
        if rules.transitive:
            yield from ((s, p, end) for end in self._forward[p].get(o, ()))
            yield from ((start, p, o) for start in self._backward[p].get(s, ()))
        for chain in rules.chains:
            yield from self._follow_chain(s, p, o, chain)

    def _follow_chain(self, s: str, p: str, o: str, chain: Chain) -> Iterator[Triple]:
        """The triples of the chain's head whose way leads through this triple."""
        for place, step in enumerate(chain.steps):
            if step == p:
                starts = self._walk({s}, reversed(chain.steps[:place]), self._backward)
                ends = self._walk({o}, chain.steps[place + 1 :], self._forward)
                yield from ((start, chain.head, end) for start in starts for end in ends)

    def _walk(self, nodes: set[str], steps: Iterable[str], index: Indices) -> set[str]:
        for step in steps:
            ways = index[step]
            nodes = {other for node in nodes for other in ways.get(node, ())}
        return nodes


def _copied(indices: Indices) -> Indices:
    return {
        name: defaultdict(set, {node: set(ends) for node, ends in index.items()}) for name, index in indices.items()
    }
