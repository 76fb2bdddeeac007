"""Proposals as Turtle, ready to be reviewed and put into `ontology/vocab` of a knowledge directory."""

from collections.abc import Iterable, Iterator

from kg.pipeline.propose import Proposal
from kg.settings import DEFAULT_BASE

HEAD = f"""\
# Proposed concepts: each recurs in the reports and has no concept yet. Nobody has reviewed them. Take out what is none,
# give every label marked TODO its English, and put the rest below ontology/vocab of a knowledge directory.
@prefix agency: <{DEFAULT_BASE}id/agency/> .
@prefix id: <{DEFAULT_BASE}id/> .
@prefix kg: <{DEFAULT_BASE}ontology#> .
@prefix kind: <{DEFAULT_BASE}id/kind/> .
@prefix metric: <{DEFAULT_BASE}id/metric/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix programme: <{DEFAULT_BASE}id/programme/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <{DEFAULT_BASE}id/unit/> .
"""
TODO = "TODO"


def as_turtle(proposals: Iterable[Proposal]) -> str:
    """A file of concepts. It loads as it stands; its English labels are marked TODO."""
    return HEAD + "".join(f"\n{block}" for block in map(_block, proposals))


def _block(proposal: Proposal) -> str:
    return "".join(f"{line}\n" for line in _lines(proposal))


def _lines(proposal: Proposal) -> Iterator[str]:
    scheme = proposal.scheme.value
    yield f"# {proposal.times} times, in {', '.join(proposal.reports)}"
    yield from (f"# {' '.join(remark.split())}" for remark in proposal.remarks)
    yield f"{scheme}:{proposal.slug} a kg:{scheme.capitalize()} ; skos:inScheme id:{scheme} ;"
    label = proposal.label.replace("\\", "\\\\").replace('"', '\\"')
    sayings = [("skos:prefLabel", f'"{label}"@zh-Hant, "{TODO} {label}"@en'), *proposal.sayings]
    yield from (f"  {name} {value} ;" for name, value in sayings[:-1])
    name, value = sayings[-1]
    yield f"  {name} {value} ."
