"""Which things name a person: search engines are asked to leave these alone."""

from functools import lru_cache

import pyoxigraph
from fastapi import Request

from kg.iris import Iris
from kg.questions import load_query
from kg.resources import Resources
from kg.store import View

HEADER = {"X-Robots-Tag": "noindex"}


@lru_cache(maxsize=2)
def naming_persons(view: View, resources: Resources) -> frozenset[str]:
    """The IRIs of the things that name a person."""
    rows = view.select(load_query(resources, "internal/persons", Iris(view.manifest.base_iri)))
    return frozenset(row["node"].value for row in rows if isinstance(row["node"], pyoxigraph.NamedNode))


def hide(request: Request) -> None:
    """Has the page that is made for this request say that it is not to be indexed."""
    request.state.hidden = True
