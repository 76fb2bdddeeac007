"""What all pages share: templates, addresses, headers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from pyoxigraph import Literal, NamedNode

from api.pages.wording import Wording, wording_of
from kg import __version__
from kg.iris import Iris
from kg.questions import report_row
from kg.store import View

PREFERRED = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")

# Nothing from elsewhere, and no script inside a page: words of a file that slip into it cannot run.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept, Accept-Language",
}


@dataclass(frozen=True, slots=True)
class Naming:
    """How things are called on a page: of which publication, in which language."""

    view: View
    wording: Wording

    def report(self, report: str) -> str:
        """What a report is called where there is little room: the time that it covers, else its id."""
        coverage = coverages(self.view).get(report)
        return self.wording.short(coverage) if coverage else report

    def chosen(self, texts: Iterable[object]) -> str:
        """Of texts with their languages that in the language of the page, else that in the other, else "".

        Stores give language tags back in lower case (RDF 1.1 Concepts, section 3.3, lets them).
        """
        known = {
            str(one["language"]).lower(): str(one["text"]) for one in texts if isinstance(one, dict) and "text" in one
        }
        language = self.wording.language
        return known.get(language.value.lower()) or known.get(language.other.value.lower()) or ""

    def name(self, thing: Mapping[str, object]) -> str:
        """The name of a thing that is given with its IRI and its names by language."""
        names = [{"language": key, "text": value} for key, value in thing.items() if key not in ("iri", "name")]
        return self.chosen(names) or str(thing.get("name") or thing["iri"])

    def word(self, kind: str | None) -> str:
        """The name of a kind, qualifier, direction and the like in the language of the page."""
        return kind_names(self.view).get((kind or "", self.wording.language.value.lower()), kind or "")


@dataclass(frozen=True, slots=True)
class Frame(Naming):
    """One request for a page: in which language, of which publication, under which path."""

    request: Request

    @classmethod
    def of(cls, request: Request, view: View) -> "Frame":
        """Raises InputError for a language that the pages do not speak."""
        return cls(view, wording_of(request), request)

    @property
    def root(self) -> str:
        """The path that a proxy puts before ours, without a slash at its end."""
        return str(self.request.scope.get("root_path", "")).rstrip("/")

    @property
    def hidden(self) -> bool:
        """Whether search engines are asked to leave this page alone, since it names a person."""
        return bool(getattr(self.request.state, "hidden", False))

    def url(self, path: str, fragment: str = "", **parameters: str) -> str:
        """The address of a page or file of this server; keeps the language where the address of this page says one."""
        given = {**parameters, **({"lang": self.wording.language.value} if self.wording.stated else {})}
        query = f"?{urlencode(given)}" if given else ""
        return f"{self.root}/{quote(path, safe='/._~-,=')}{query}{f'#{fragment}' if fragment else ''}"

    def thing(self, iri: str, fragment: str = "") -> str:
        """The address of a thing on this server. Things of another base keep their own."""
        base = self.view.manifest.base_iri
        if not iri.startswith(base):
            return iri
        path, _, place = iri.removeprefix(base).partition("#")
        return self.url(path, fragment or place)

    def built(self, name: str) -> str | None:
        """The address of a file of the bundle of scripts; None where the package was built without it."""
        return f"{self.root}/static/built/{name}" if (files("api") / "web" / "built" / name).is_file() else None

    def lineage(self, type_: str, slug: str) -> str:
        """The address of the lineage of a thing of the vocabulary, as data."""
        plural = "agencies" if type_ == "agency" else f"{type_}s"
        return self.url(f"api/{plural}/{slug}")

    def here(self, **parameters: str) -> str:
        """The address of this page with other parameters."""
        given = {**dict(self.request.query_params.multi_items()), **parameters}
        return (
            f"{self.root}{quote(self.request.scope['path'].removeprefix(self.root), safe='/._~-')}?{urlencode(given)}"
        )

    @staticmethod
    def parameters(given: Mapping[str, str | None]) -> str:
        """Those of these parameters that have a value, as the query of an address."""
        return urlencode({name: value for name, value in given.items() if value})

    def page(self, template: str, code: int = 200, **values: object) -> HTMLResponse:
        """A template with these values, as an answer of that status."""
        headers = {**HEADERS, "Content-Language": self.wording.language.value}
        return HTMLResponse(self.text(template, **values), code, headers)

    def text(self, template: str, **values: object) -> str:
        """A template with these values."""
        return (
            environment()
            .get_template(template)
            .render(
                frame=self,
                t=self.wording,
                url=self.url,
                thing=self.thing,
                word=self.word,
                manifest=self.view.manifest,
                version=__version__,
                **values,
            )
        )


# Of the publication that was asked for last, and of no other: a view holds the whole graph in memory.
@lru_cache(maxsize=1)
def coverages(view: View) -> Mapping[str, dict[str, str]]:
    """What each report covers, by id: first and last day. Reports of which that is not known are not in it."""
    known = {entry.id: report_row(view, entry).get("coverage") for entry in view.manifest.reports}
    return MappingProxyType(
        {
            report: {str(key): str(day) for key, day in coverage.items()}
            for report, coverage in known.items()
            if isinstance(coverage, dict)
        }
    )


@lru_cache(maxsize=1)
def kind_names(view: View) -> Mapping[tuple[str, str], str]:
    """The names of the concepts of the scheme of kinds, by local name and language tag in lower case."""
    iris = Iris(view.manifest.base_iri)
    start, found = f"{iris.base}id/kind/", {}
    for quad in view.dataset.quads_for_pattern(None, PREFERRED, None, None):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(start):
            assert isinstance(quad.object, Literal)
            found[quad.subject.value.removeprefix(start), (quad.object.language or "").lower()] = quad.object.value
    return MappingProxyType(found)


@cache
def environment() -> Environment:
    """The templates of `api/web/pages`: all is escaped, and a name that is not given is an error."""
    made = Environment(
        loader=PackageLoader("api", "web/pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["unwrapped"] = unwrapped
    made.filters["number"] = number
    made.filters["signed"] = signed
    return made


def unwrapped(text: str) -> Markup:
    """Text of a file, escaped; breaks of lines take no room between Chinese characters and stay in the document, so
    that offsets can be counted in it."""
    parts = []
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n\x0b\x0c \t")
        parts.append(escape(bare))
        if bare != line:
            parts.append(Markup('<i class="w">{}</i>').format(line[len(bare) :]))
    return Markup("").join(parts)


def number(value: Any) -> str:
    """A number with its thousands parted: 4360926439 is 4,360,926,439."""
    if isinstance(value, Mapping) or value is None:
        return ""
    return f"{value:,}"


def signed(value: Any, places: int | None = None) -> str:
    """A difference with its sign, rounded to so many places where asked: -554 is −554, and nothing has no sign."""
    if not value:
        return "0"
    return (f"{value:+,}" if places is None else f"{value:+,.{places}f}").replace("-", "−")
