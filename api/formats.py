"""The media types in which SPARQL answers and graphs can be given, in the order of preference; names of `kg.store`."""

from api.negotiation import Offer

# For SELECT and ASK. `application/json` and `application/xml` are asked for by clients that know no better names.
ROWS = (
    Offer("json", ("application/sparql-results+json", "application/json")),
    Offer("xml", ("application/sparql-results+xml", "application/xml", "text/xml")),
    Offer("csv", ("text/csv",)),
    Offer("tsv", ("text/tab-separated-values",)),
)
# For CONSTRUCT and DESCRIBE.
TRIPLES = (
    Offer("turtle", ("text/turtle", "application/x-turtle")),
    Offer("ntriples", ("application/n-triples", "text/plain")),
    Offer("jsonld", ("application/ld+json", "application/json")),
    Offer("rdfxml", ("application/rdf+xml", "application/xml", "text/xml")),
)
# What can also hold a single graph.
QUADS = (Offer("nquads", ("application/n-quads",)), Offer("trig", ("application/trig",)))
GRAPHS = (*TRIPLES, *QUADS)
# For people: a page with the answer on it.
PAGE = Offer("html", ("text/html", "application/xhtml+xml"))


def media_type(chosen: str) -> str:
    """The Content-Type of a media type: text says its encoding, and JSON and XML do not need to."""
    return f"{chosen}; charset=utf-8" if chosen.startswith("text/") else chosen
