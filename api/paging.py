"""Long lists page by page: `limit` says how much, and `cursor`, which an answer brings with `next`, where to go on.

A cursor is good for the list and the publication that it came with. So pages never overlap and never leave a gap: where
another publication came meanwhile, the answer is 410, and the list is begun anew.
"""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any, TypeAlias

from fastapi import Depends, Query, Request

from kg.errors import InputError
from kg.store import View

ROWS, MOST = 1_000, 10_000
CURSOR = "前一頁 `next` 所給之位置 · where to go on, from `next` of the page before"
# As it looks: the description of the API has room for no null.
NEXT_EXAMPLE = "https://example.org/api/reports?limit=100&cursor=WyJhYmMiXQ"
# What names a page and not the list.
PAGED = ("limit", "cursor")
LONGEST = 300
# Digits of a hash that tell publications, and lists, apart.
DIGITS = 16


class ChangedError(InputError):
    """The list that a cursor belongs to is no longer served."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list. `next`: the address of those after them, None where there are none."""

    rows: list[Any]
    next: str | None

    @property
    def links(self) -> tuple[str, ...]:
        """For the Link header (RFC 8288)."""
        return (f'<{self.next}>; rel="next"',) if self.next else ()

    @property
    def headers(self) -> dict[str, str]:
        return {"Link": ", ".join(self.links)} if self.next else {}


@dataclass(frozen=True, slots=True)
class Window:
    """What of a list a request asks for. `limit` is None where it names none."""

    request: Request
    limit: int | None = None
    cursor: str | None = None

    def start(self, view: View) -> int:
        """How many rows come before the page.

        Raises InputError for what is no cursor of this list, ChangedError where it is of another publication.
        """
        if self.cursor is None:
            return 0
        digest, list_, start = _read(self.cursor)
        if list_ != self._list:
            raise InputError("The cursor belongs to another list: this one has another address or other parameters.")
        if digest != view.digest[:DIGITS]:
            first = self.request.url.remove_query_params(["cursor"])
            raise ChangedError(f"Another publication is served since that page was answered. Begin anew: {first}")
        return start

    def cut(self, view: View, rows: Iterable[Any], *, skipped: int = 0) -> Page:
        """The page of these rows, of which `skipped` at the beginning are left out already."""
        start, most = self.start(view), self.limit or ROWS
        taken = list(islice(rows, start - skipped, start - skipped + most + 1))
        return Page(taken[:most], self.after(view, start + most) if len(taken) > most else None)

    def after(self, view: View, start: int) -> str:
        """The address of the page that begins after so many rows."""
        told = json.dumps([view.digest[:DIGITS], self._list, start], separators=(",", ":"))
        cursor = urlsafe_b64encode(told.encode()).decode().rstrip("=")
        return str(self.request.url.include_query_params(cursor=cursor))

    @property
    def _list(self) -> str:
        """Names the list: its path and parameters."""
        told = sorted(pair for pair in self.request.query_params.multi_items() if pair[0] not in PAGED)
        return hashlib.sha256(json.dumps([self.request.url.path, told]).encode()).hexdigest()[:DIGITS]


def _read(cursor: str) -> tuple[str, str, int]:
    try:
        digest, list_, start = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError) as error:
        raise InputError("This is no cursor. Take it from `next` of the page before, as it stands.") from error
    if not isinstance(start, int) or isinstance(start, bool) or start < 0:
        raise InputError("This is no cursor. Take it from `next` of the page before, as it stands.")
    return str(digest), str(list_), start


def window(
    request: Request,
    limit: Annotated[
        int | None,
        Query(description=f"每頁至多幾筆，未指定則 {ROWS:,} 筆 · at most so many rows a page", ge=1, le=MOST),
    ] = None,
    cursor: Annotated[
        str | None,
        Query(description=CURSOR, max_length=LONGEST),
    ] = None,
) -> Window:
    """The dependency of a route that answers with a list."""
    return Window(request, limit, cursor)


Paged: TypeAlias = Annotated[Window, Depends(window)]


def listing(page: Page) -> dict[str, object]:
    """A page as JSON."""
    return {"rows": page.rows, "next": page.next}


def paged_document(
    window: Window, view: View, document: Mapping[str, Any], lists: Iterable[str]
) -> tuple[dict[str, Any], Page]:
    """A document with long lists: those of these names one after another are what is paged, and each page has of each
    list what falls into it; all else stands on every page."""
    items = [(name, item) for name in lists for item in document[name]]
    page = window.cut(view, items)
    cut = {name: [item for one, item in page.rows if one == name] for name in lists}
    return {**document, **cut, "next": page.next}, page
