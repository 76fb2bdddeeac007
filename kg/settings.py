"""The one place that reads the environment. Every setting is a row of `Settings`, documented here and in the README."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import TypeAlias

from kg.errors import InputError

DEFAULT_BASE = "https://w3id.org/kaogong/"
HOST = re.compile(r"(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d+)?")
ROOT = re.compile(r"(?:/[A-Za-z0-9._~-]+)+/?")
# Host, port and path only: what is added to a base has a path and a fragment of its own (RFC 3986, section 3).
BASE = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d+)?/(?:[A-Za-z0-9._~-]+/)*")


class LogFormat(StrEnum):
    """How requests are logged."""

    OFF = "off"
    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set from outside. The environment name of a field is `KG_` and its name in capitals.

    store               directory of the published graph
    knowledge           directory that overlays vocabulary, judgements, exclusions, families and questions
    base_iri            prefix of all IRIs: an address in ASCII that ends in "/"
    token               bearer token of the writing API; without it nothing can be written over HTTP
    remote_hosts        hosts that SERVICE and LOAD may call, parted by commas, such as "example.org,example.net:8080"
    union_default_graph whether the default graph of a query is the union of all graphs
    query_seconds       wall-clock limit of a query from outside, in seconds
    query_rows          largest number of rows (or triples) of an answer from outside
    query_bytes         largest query text, in bytes
    query_workers       how many queries from outside run at one time
    query_memory        address-space limit of one query worker, in MiB
    source_bytes        largest report file, and largest graph that is validated, in bytes
    url_bytes           longest address of a request, its query included, in bytes
    header_bytes        most bytes of the headers of a request
    body_bytes          largest body of a request, in bytes
    root_path           path that a proxy puts before ours, such as "/kaogong"; "" for none
    trusted_proxies     proxies whose X-Forwarded-For and X-Forwarded-Proto are believed: addresses and networks parted
                        by commas, or "*"
    log                 what is logged of requests: nothing, a line for people, a line of JSON
    log_queries         whether the query of an address is logged
    """

    store: Path = Path(".kg/store")
    knowledge: Path | None = None
    base_iri: str = DEFAULT_BASE
    token: str | None = None
    remote_hosts: str = ""
    union_default_graph: bool = True
    query_seconds: float = 10.0
    query_rows: int = 100_000
    query_bytes: int = 200_000
    query_workers: int = 2
    query_memory: int = 4096
    source_bytes: int = 20_000_000
    url_bytes: int = 32_768
    header_bytes: int = 32_768
    body_bytes: int = 50_000_000
    root_path: str = ""
    trusted_proxies: str = "127.0.0.1,::1"
    log: LogFormat = LogFormat.OFF
    log_queries: bool = False


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
    if not BASE.fullmatch(text):
        raise ValueError(text)
    return text


def _root(text: str) -> str:
    if not ROOT.fullmatch(text):
        raise ValueError(text)
    return text.rstrip("/")


def _hosts(text: str) -> str:
    hosts = [host.strip().lower() for host in text.split(",")]
    if not all(map(HOST.fullmatch, hosts)):
        raise ValueError(text)
    return ",".join(hosts)


def _proxies(text: str) -> str:
    if text.strip() != "*":
        for one in text.split(","):
            ip_network(one.strip())
    return text.strip()


# How a text is read, and what it must be; by default a whole number.
_Parser: TypeAlias = tuple[Callable[[str], object], str]
_NUMBER: _Parser = (_positive, "a whole number above 0")
_PARSERS: Mapping[str, _Parser] = {
    "store": (Path, "a path"),
    "knowledge": (Path, "a path"),
    "base_iri": (_base, "an http or https address in ASCII that ends in '/', such as https://example.org/kg/"),
    "token": (str, "a text"),
    "remote_hosts": (_hosts, "hosts parted by commas, each with a port or without"),
    "union_default_graph": (_flag, "true or false"),
    "root_path": (_root, "a path in ASCII that begins with '/', such as /kaogong"),
    "trusted_proxies": (_proxies, "addresses or networks parted by commas, or *"),
    "log": (LogFormat, f"one of {', '.join(LogFormat)}"),
    "log_queries": (_flag, "true or false"),
    "query_seconds": (_seconds, "a number of seconds above 0"),
}


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this environment; a name with an empty value counts as not set.

    Raises InputError with the name, the value that does not fit, and what would.
    """
    given: dict[str, object] = {}
    for field in fields(Settings):
        name = f"KG_{field.name.upper()}"
        text = environment.get(name, "")
        if not text:
            continue
        parse, words = _PARSERS.get(field.name, _NUMBER)
        try:
            given[field.name] = parse(text)
        except (ValueError, KeyError) as error:
            raise InputError(f"{name}={text!r}: it must be {words}.") from error
    return Settings(**given)  # type: ignore[arg-type]
