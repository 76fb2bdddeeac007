"""Options that several commands share: where the store is, how the answer is printed."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from kg.cli.output import Output
from kg.iris import Iris
from kg.resources import Resources, open_resources
from kg.settings import Settings, read_settings
from kg.store import Store, View

Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Room:
    """What a command works in: the settings of the environment under those of its options."""

    settings: Settings

    @property
    def iris(self) -> Iris:
        return Iris(self.settings.base_iri)

    def resources(self) -> Resources:
        return open_resources(self.settings.knowledge)

    def view(self) -> View:
        """What the store publishes now. Its own base IRI holds, whatever the settings say."""
        return Store.open(self.settings.store).view(union_default_graph=self.settings.union_default_graph)


def in_room(command: Command) -> Command:
    """Adds --store, --knowledge and --base-iri; hands the command `room`. Each falls back on its KG_… variable."""

    @click.option("--store", type=click.Path(path_type=Path), help="Directory of the store. [KG_STORE, else .kg/store]")
    @click.option("--knowledge", type=click.Path(path_type=Path), help="Overlay of vocabulary, judgements, families.")
    @click.option("--base-iri", metavar="IRI", help="Prefix of all IRIs.")
    @wraps(command)
    def wrapped(*, store: Path | None, knowledge: Path | None, base_iri: str | None, **arguments: object) -> object:
        given = {"KG_STORE": store, "KG_KNOWLEDGE": knowledge, "KG_BASE_IRI": base_iri}
        stated = {name: str(value) for name, value in given.items() if value is not None}
        return command(room=Room(read_settings({**os.environ, **stated})), **arguments)

    return wrapped


def prints(*formats: str) -> Callable[[Command], Command]:
    """Adds --format with these choices, of which the first is what a person reads, and --json; hands `out`."""

    def decorate(command: Command) -> Command:
        @click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
        @wraps(command)
        def wrapped(*, as_json: bool, chosen: str = formats[0], **arguments: object) -> object:
            return command(out=Output("json" if as_json else chosen), **arguments)

        if len(formats) == 1:
            return wrapped
        choice = click.Choice([*formats, "json"])
        return click.option("--format", "chosen", type=choice, default=formats[0], show_default=True)(wrapped)

    return decorate
