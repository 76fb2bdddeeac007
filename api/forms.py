"""The forms in which a thing, a graph or a vocabulary can be had: by Accept, by ?format=, and by suffix of the path."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote

from fastapi import Request

from api.formats import PAGE, TRIPLES
from api.negotiation import Choice, Offer, choose

JSON = Offer("json", ("application/json",))
CSV = Offer("csv", ("text/csv",))
HTML = PAGE
# As JSON is a form of its own here, RDF is not asked for by that name; and XML that is asked for is RDF/XML.
RDF = tuple(Offer(one.name, tuple(t for t in one.media_types if t != "application/json")) for one in TRIPLES)
SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        "json": ".json",
        "turtle": ".ttl",
        "ntriples": ".nt",
        "jsonld": ".jsonld",
        "rdfxml": ".rdf",
        "nquads": ".nq",
        "trig": ".trig",
        "csv": ".csv",
        "html": ".html",
    }
)


def suffixed(name: str, offers: Iterable[Offer]) -> tuple[str, str | None]:
    """A name without the suffix of one of these forms, and the form; the name itself and None where it has none."""
    for offer in offers:
        suffix = SUFFIXES[offer.name]
        if name.endswith(suffix) and name != suffix:
            return name.removesuffix(suffix), offer.name
    return name, None


def chosen(request: Request, offers: Sequence[Offer], suffix: str | None) -> Choice:
    """The form of an answer: that of the suffix, else of ?format=, else of the Accept header.

    Raises NotAcceptableError that lists what there is.
    """
    return choose(request.headers.get("accept"), offers, suffix or request.query_params.get("format"))


def link_header(request: Request, iri: str, path: str, offers: Iterable[Offer]) -> str:
    """The Link header (RFC 8288) of a document about `iri`, which stands at `path` of this server.

    The IRI is what it describes and its canonical address (RFC 6892, RFC 6596); every form is an alternate, and the
    Turtle describes the thing (POWDER, section 4.1.4).
    """
    root = str(request.scope.get("root_path", "")).rstrip("/")
    address = f"{root}/{quote(path, safe='/._~-')}"
    alternates = [
        f'<{address}{SUFFIXES[offer.name]}>; rel="{_relation(offer)}"; type="{offer.media_types[0]}"'
        for offer in offers
    ]
    return ", ".join([f'<{iri}>; rel="canonical"', f'<{iri}>; rel="describes"', *alternates])


def _relation(offer: Offer) -> str:
    return "alternate describedby" if offer.name == "turtle" else "alternate"
