"""What is known and what follows from it, as sets: the pairs of each property, the members of each class.

The rules are those of OWL 2 RL that our ontology uses (OWL 2 Profiles, section 4.3): prp-dom, prp-rng, prp-spo1,
prp-spo2, prp-inv1, prp-inv2, prp-symp, prp-trp and cax-sco; prp-eqp and cax-eqc are among the larger properties and
classes of the closed schema. A rule is applied to all new pairs of a property at once and joins them with all that is
known by then (semi-naive evaluation), until nothing new follows. That a thing is an owl:Thing is not written.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from kg.model.quads import Triple
from kg.reason.closure import RDF
from kg.reason.schema import Chain, Rules, Schema

TYPE = f"<{RDF}type>"
NOTHING: frozenset[str] = frozenset()
Pair = tuple[str, str]


class Ways:
    """Where the pairs of each property lead to from a node, on top of other ways (`below`, which stay as they are)."""

    def __init__(self, below: "Ways | None" = None) -> None:
        self._below = below
        self._ends: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)

    def add(self, name: str, pairs: Iterable[Pair]) -> None:
        ends = self._ends[name]
        for start, end in pairs:
            ends.setdefault(start, set()).add(end)

    def of(self, name: str, node: str) -> AbstractSet[str]:
        here = self._ends[name].get(node, NOTHING)
        if self._below is None:
            return here
        below = self._below.of(name, node)
        return here | below if here and below else here or below

    def walk(self, node: str, steps: Sequence[str]) -> AbstractSet[str]:
        """Where the properties lead to, one after another."""
        nodes: AbstractSet[str] = {node}
        for step in steps:
            nodes = self.of(step, node) if len(nodes) == 1 and node in nodes else self._of_all(step, nodes)
        return nodes

    def _of_all(self, name: str, nodes: AbstractSet[str]) -> AbstractSet[str]:
        return {end for node in nodes for end in self.of(name, node)}


class Known:
    """Triples with all that follows from them by a schema, on top of what another knows (`below`, which stays)."""

    def __init__(self, schema: Schema, below: "Known | None" = None) -> None:
        self._schema, self._below = schema, below
        self.pairs: defaultdict[str, set[Pair]] = defaultdict(set)
        self.members: defaultdict[str, set[str]] = defaultdict(set)
        self._forward: Ways = Ways(below._forward if below else None)
        self._backward: Ways = Ways(below._backward if below else None)
        self._waiting: dict[str, set[Pair]] = {}

    def add(self, triples: Iterable[Triple]) -> None:
        """Adds triples and what follows. Those of properties from which nothing follows, and which follow from
        nothing, are not kept."""
        pairs: defaultdict[str, set[Pair]] = defaultdict(set)
        members: defaultdict[str, set[str]] = defaultdict(set)
        tracked = self._schema.tracked
        for s, p, o in triples:
            if p in tracked:
                pairs[p].add((s, o))
            elif p == TYPE:
                members[o].add(s)
        for kind, nodes in members.items():
            self._admit(nodes, (kind, *self._schema.classes.get(kind, ())))
        for name, found in pairs.items():
            self._take(found, (name,))
        while self._waiting:
            name, found = self._waiting.popitem()
            self._follow(name, found)

    def triples(self) -> Iterator[Triple]:
        """What is known here and not below."""
        for name, pairs in self.pairs.items():
            yield from ((s, name, o) for s, o in pairs)
        for kind, nodes in self.members.items():
            yield from ((node, TYPE, kind) for node in nodes)

    def _admit(self, nodes: AbstractSet[str], kinds: Iterable[str]) -> None:
        for kind in kinds:
            new = nodes - self.members[kind]
            if self._below:
                new -= self._below.members.get(kind, NOTHING)
            self.members[kind] |= new

    def _take(self, pairs: AbstractSet[Pair], names: Iterable[str]) -> None:
        for name in names:
            new = pairs - self.pairs[name]
            if self._below:
                new -= self._below.pairs.get(name, set())
            if new:
                self.pairs[name] |= new
                self._waiting[name] = self._waiting.get(name, set()) | new

    def _follow(self, name: str, pairs: set[Pair]) -> None:
        rules = self._schema.rules.get(name)
        if rules is None:
            return
        self._take(pairs, rules.supers)
        if rules.domains:
            self._admit({s for s, _ in pairs}, rules.domains)
        # A literal is no subject of a triple.
        if rules.ranges:
            self._admit({o for _, o in pairs if o[0] != '"'}, rules.ranges)
        if rules.inverses:
            self._take({(o, s) for s, o in pairs if o[0] != '"'}, rules.inverses)
        if rules.transitive or rules.chains:
            self._join(name, pairs, rules)

    def _join(self, name: str, pairs: set[Pair], rules: Rules) -> None:
        self._forward.add(name, pairs)
        self._backward.add(name, ((o, s) for s, o in pairs))
        if rules.transitive:
            longer = {(s, end) for s, o in pairs for end in self._forward.of(name, o)}
            longer |= {(start, o) for s, o in pairs for start in self._backward.of(name, s)}
            self._take(longer, (name,))
        for chain in rules.chains:
            self._take(set(self._chained(name, pairs, chain)), (chain.head,))

    def _chained(self, name: str, pairs: Iterable[Pair], chain: Chain) -> Iterator[Pair]:
        """The pairs of the chain's head whose way leads through these pairs."""
        for place, step in enumerate(chain.steps):
            if step == name:
                before, after = chain.steps[:place][::-1], chain.steps[place + 1 :]
                for s, o in pairs:
                    ends = self._forward.walk(o, after)
                    if ends:
                        starts = self._backward.walk(s, before)
                        yield from ((start, end) for start in starts for end in ends)
