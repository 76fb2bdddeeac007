"""The one place that reads the environment. Every setting is a row of `Settings`, documented here and in the README."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from kg.errors import InputError

DEFAULT_BASE = "https://w3id.org/kaogong/"


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set from outside. The environment name of a field is `KG_` and its name in capitals.

    store               directory of the published graph
    knowledge           directory that overlays vocabulary, judgements, exclusions, families and questions
    base_iri            prefix of all IRIs, ends in "/" or "#"
    token               bearer token of the writing API; without it nothing can be written over HTTP
    union_default_graph whether the default graph of a query is the union of all graphs
    query_seconds       wall-clock limit of a query from outside, in seconds
    query_rows          largest number of rows (or triples) of an answer from outside
    query_bytes         largest query text, in bytes
    query_workers       how many queries from outside run at one time
    query_memory        address-space limit of one query worker, in MiB
    source_bytes        largest report file, in bytes
    """

    store: Path = Path(".kg/store")
    knowledge: Path | None = None
    base_iri: str = DEFAULT_BASE
    token: str | None = None
    union_default_graph: bool = True
    query_seconds: float = 10.0
    query_rows: int = 100_000
    query_bytes: int = 200_000
    query_workers: int = 2
    query_memory: int = 4096
    source_bytes: int = 20_000_000


def _flag(text: str) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    return words[text.strip().lower()]


def _positive(text: str) -> int:
    number = int(text)
    if number <= 0:
        raise ValueError(text)
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise ValueError(text)
    return number


def _base(text: str) -> str:
    if not text.startswith(("http://", "https://")) or not text.endswith(("/", "#")):
        raise ValueError(text)
    return text


_PARSERS: Mapping[str, Callable[[str], object]] = {
    "store": Path,
    "knowledge": Path,
    "base_iri": _base,
    "token": str,
    "union_default_graph": _flag,
    "query_seconds": _seconds,
}


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this environment; a name with an empty value counts as not set.

    Raises InputError with the name and the value that does not fit.
    """
    given: dict[str, object] = {}
    for field in fields(Settings):
        name = f"KG_{field.name.upper()}"
        text = environment.get(name, "")
        if not text:
            continue
        try:
            given[field.name] = _PARSERS.get(field.name, _positive)(text)
        except (ValueError, KeyError) as error:
            raise InputError(f"{name}={text!r} is not a value it can have.") from error
    return Settings(**given)  # type: ignore[arg-type]
