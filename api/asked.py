"""Reads a query or an update out of a request (SPARQL 1.1 Protocol, section 2), and refuses what is neither."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from types import MappingProxyType
from urllib.parse import parse_qsl

from fastapi import Request

from api.formats import GRAPHS, PAGE, ROWS
from kg.errors import InputError, TooLargeError, UnreadableError, UnsupportedTypeError

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
DIRECT_UPDATE = "application/sparql-update"
UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")
# `lang` is that of the page on which a browser shows the answer.
# Clients send the format under several names at one time.
FORMATS = ("format", "output", "results")
KNOWN = ("query", "default-graph-uri", "named-graph-uri", *FORMATS, "lang")
# How clients call formats beside the names of ours; media types are taken too.
ALIASES: Mapping[str, str] = MappingProxyType(
    {"json-ld": "jsonld", "rdf+xml": "rdfxml", "rdf": "rdfxml", "ttl": "turtle", "n3": "turtle", "nt": "ntriples"}
    | {media_type: offer.name for offer in (*ROWS, *GRAPHS, PAGE) for media_type in offer.media_types[:1]}
)
UTF8 = ("utf-8", "utf8", "us-ascii")
# A character of a query may take three bytes of UTF-8, each written as %XX.
ESCAPED = 9

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as the protocol brings it."""

    text: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None


@dataclass(frozen=True, slots=True)
class AskedUpdate:
    """An update as the protocol brings it."""

    text: str
    using: tuple[str, ...]
    using_named: tuple[str, ...]


def read_pairs(pairs: Pairs, text: str | None = None) -> Asked:
    """The query of a request by its parameters; `text` is that of a body that is the query itself.

    Raises InputError where there is not exactly one query, or something that is no query's.
    """
    for name, _ in pairs:
        if name in UPDATES:
            raise InputError(f"'{name}' belongs to an update. An update is sent by POST, and without a query.")
        if name not in KNOWN:
            raise InputError(f"'{name}' is no parameter of this; there are {', '.join(KNOWN)}.")
    queries = [value for name, value in pairs if name == "query"] + ([] if text is None else [text])
    if len(queries) != 1:
        raise InputError(f"A request asks one query, and this has {len(queries) or 'none'}.")
    return Asked(queries[0], _all(pairs, "default-graph-uri"), _all(pairs, "named-graph-uri"), wanted_format(pairs))


def read_update(pairs: Pairs, text: str | None = None) -> AskedUpdate:
    """As `read_pairs`, for an update (section 2.2)."""
    for name, _ in pairs:
        if name not in UPDATES:
            raise InputError(f"'{name}' is no parameter of an update; there are {', '.join(UPDATES)}.")
    updates = [value for name, value in pairs if name == "update"] + ([] if text is None else [text])
    if len(updates) != 1:
        raise InputError(f"A request sends one update, and this has {len(updates) or 'none'}.")
    return AskedUpdate(updates[0], _all(pairs, "using-graph-uri"), _all(pairs, "using-named-graph-uri"))


def wanted_format(pairs: Pairs) -> str | None:
    """The format that the parameters name; an empty one, as a form sends it, is none. `format` goes before the names
    that only some clients use; a client may send one format twice, by its name and as in Accept. Raises InputError
    for two formats."""
    for wanted in FORMATS:
        given = (value.partition(",")[0] for name, value in pairs if name == wanted and value)
        formats = list(dict.fromkeys(ALIASES.get(value, value) for value in given))
        if len(formats) > 1:
            raise InputError("A request names one format.")
        if formats:
            return formats[0]
    return None


def _all(pairs: Pairs, wanted: str) -> tuple[str, ...]:
    return tuple(value for name, value in pairs if name == wanted)


async def read_post(request: Request, characters: int) -> Asked | AskedUpdate:
    """The query or update that was sent, in a form or as the body. Raises UnsupportedTypeError for any other body,
    UnreadableError for one that is not UTF-8, and as `read_pairs` does."""
    kind = content_type(request)
    if kind not in (FORM, DIRECT, DIRECT_UPDATE):
        raise UnsupportedTypeError(
            f"A query is sent as {FORM} or {DIRECT}, an update as {DIRECT_UPDATE}: not '{kind}'."
        )
    text = _decoded(await read_body(request, characters * ESCAPED))
    in_url = request.query_params.multi_items()
    if kind == DIRECT:
        return read_pairs(in_url, text)
    if kind == DIRECT_UPDATE:
        return read_update(in_url, text)
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"The form is not UTF-8: {error.reason}.") from error
    every = [*in_url, *pairs]
    names = {name for name, _ in every}
    return read_update(every) if "update" in names and "query" not in names else read_pairs(every)


def content_type(request: Request) -> str:
    """The media type of the body without its parameters; "" where none is said. Raises UnsupportedTypeError for a
    charset other than UTF-8, which the protocol wants (section 2.1.3)."""
    header = Message()
    header["Content-Type"] = request.headers.get("content-type", "")
    charset = str(header.get_param("charset", "utf-8")).lower()
    if charset not in UTF8:
        raise UnsupportedTypeError(f"A request is sent in UTF-8, not in {charset}.")
    return header["Content-Type"].partition(";")[0].strip().lower()


async def read_body(request: Request, most: int) -> bytes:
    """The body, read no further than the limit. Raises TooLargeError."""
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > most:
            raise TooLargeError(f"The body has more than {most:,} bytes.")
    return bytes(data)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"The body is not UTF-8: byte {error.start}.") from error
