"""`kg vocabulary`: what curators ask of the vocabulary."""

from collections import Counter
from dataclasses import asdict

import click

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, say
from kg.pipeline.proposals import as_turtle
from kg.pipeline.propose import propose as propose_concepts
from kg.vocabulary import load_vocabulary


@click.group(short_help="Propose concepts that the vocabulary lacks.")
def vocabulary() -> None:
    """What curators ask of the vocabulary. Its commands take --store and --json."""


@vocabulary.command(short_help="Print Turtle for what recurs and has no concept.")
@in_room
@prints("turtle")
def propose(*, room: Room, out: Output) -> None:
    """Print Turtle for the metrics, programmes and agencies that recur in the reports of the store (in two reports, or
    three times in one) and have no concept: to be reviewed, and put into ontology/vocab of a knowledge directory.
    """
    resources = room.resources()
    proposals = propose_concepts(room.view(), load_vocabulary(resources, room.iris), resources)
    if out.format == "turtle":
        click.echo(as_turtle(proposals), nl=False)
    else:
        out.document([asdict(one) | {"turtle": as_turtle([one])} for one in proposals])
    counts = Counter(one.scheme.value for one in proposals)
    told = ", ".join(f"{count} {scheme}" for scheme, count in counts.items())
    say(f"{len(proposals)} proposals{f': {told}' if told else ''}")
