"""What all pages share: templates, addresses, headers."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
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
from kg.graph.terms import NAMESPACES
from kg.iris import Iris
from kg.questions import report_row
from kg.questions.document import without_layout
from kg.store import View

DEFINITION = NamedNode("http://www.w3.org/2004/02/skos/core#definition")
PREFERRED = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")

# A SHA-256 in an IRI, of which people read the beginning.
HASH = re.compile(r"[0-9a-f]{64}")
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


# Type of a thing, which is the key of its text: the key of that of several.
TYPES = MappingProxyType(
    {
        "fact": "facts",
        "metric": "metrics",
        "agency": "agencies",
        "programme": "programmes",
        "award": "awards",
        "system": "systems",
        "law": "laws",
        "report": "reports",
        "conferral": "conferrals",
        "change": "changes",
    }
)
# What it is called, its suffix, its media type.
TWINS = (("JSON", "json", "application/json"), ("Turtle", "ttl", "text/turtle"))


@dataclass(frozen=True, slots=True)
class Twin:
    """The address of what a page shows, in a form for programs."""

    words: str
    media_type: str
    address: str


@dataclass(frozen=True, slots=True)
class Naming:
    """How things are called on a page: of which publication, in which language."""

    view: View
    wording: Wording

    def report(self, report: str) -> str:
        """What a report is called where there is little room: the time that it covers, else its id."""
        coverage = coverages(self.view).get(report)
        return self.wording.short(coverage) if coverage else report

    def title(self, report: str) -> str:
        """The whole title of a report, else its id."""
        entry = self.view.manifest.report(report)
        return str(report_row(self.view, entry).get("title") or report) if entry else report

    def told(self, passage: Mapping[str, Any]) -> str:
        """The sentence of a passage that is no figure, as far as its paragraph goes, without the marks of a page."""
        rows = self.view.table(str(passage["report"]), "paragraphs")
        block = rows[max(0, bisect_right(rows, passage["start"], key=lambda row: int(str(row["start"]))) - 1)]
        start, end = passage["sentence"]
        first, last = max(start, int(str(block["start"]))), min(end, int(str(block["end"])))
        if first >= last:
            return str(passage["sentence_text"])
        return without_layout(
            passage["sentence_text"][first - start : last - start], f"{block['number']}{block['text']}"
        )

    def without_layout(self, fact: str, words: str) -> str:
        """The sentence of a fact, or a part of it, as its paragraph says it: without the marks of a page that stand
        in the midst of it in the file."""
        iris, dataset = Iris(self.view.manifest.base_iri), self.view.dataset
        inside, says = NamedNode(iris.term("inParagraph")), NamedNode(iris.term("text"))
        for quad in dataset.quads_for_pattern(NamedNode(fact), inside, None, None):
            assert isinstance(quad.object, NamedNode)
            for said in dataset.quads_for_pattern(quad.object, says, None, None):
                assert isinstance(said.object, Literal)
                return without_layout(words, said.object.value)
        return words

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
        return self.chosen(names) or str(thing.get("name") or self.short(str(thing["iri"])))

    def called(self, type_: str, slug: str) -> str:
        """The preferred name of a concept in the language of the page, its local name where it has none."""
        return self.said(f"id/{type_}/{slug}", PREFERRED) or slug

    def defined(self, type_: str, slug: str) -> str:
        """The definition of a concept, in the language of the page where it has one in it."""
        return self.said(f"id/{type_}/{slug}", DEFINITION)

    def said(self, path: str, name: NamedNode) -> str:
        """A text of something of ours, in the language of the page where it has one in it; "" where it has none."""
        node = NamedNode(f"{self.view.manifest.base_iri}{path}")
        known = self.view.dataset.quads_for_pattern(node, name, None, None)
        texts = [quad.object for quad in known if isinstance(quad.object, Literal)]
        return self.chosen({"language": text.language or "", "text": text.value} for text in texts)

    def called_at(self, address: str) -> str:
        """The name of the concept at that address of this server, "" where there is none."""
        type_, _, slug = address.removeprefix("id/").partition("/")
        name = self.called(type_, slug)
        return "" if name == slug else name

    def kind_of(self, type_: str) -> str:
        """What a thing of a type is called; the type itself where it has no word."""
        return self.wording(type_) if type_ in TYPES else type_

    def short(self, iri: str) -> str:
        """An IRI as people read it: without our base, or with the prefix of its vocabulary."""
        base = self.view.manifest.base_iri
        if iri.startswith(f"{base}id/"):
            return HASH.sub(lambda found: f"{found[0][:8]}…", iri.removeprefix(f"{base}id/"))
        prefixes = {"kg": f"{base}ontology#", **NAMESPACES}
        fitting = ((prefix, start) for prefix, start in prefixes.items() if iri.startswith(start))
        prefix, start = next(fitting, ("", ""))
        return f"{prefix}:{iri.removeprefix(start)}" if prefix else iri

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

    def at(self, path: str) -> bool:
        """Whether this page is the one at that path of this server."""
        return str(self.request.scope["path"]).removeprefix(self.root).strip("/") == path

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

    def twins(self, more: Mapping[str, str] = MappingProxyType({})) -> Sequence[Twin]:
        """What this page shows, for programs: its own address with a suffix, and with these parameters besides."""
        path = self.request.scope["path"].removeprefix(self.root).rstrip("/") or "/index"
        given = {name: value for name, value in self.request.query_params.multi_items() if name != "lang"}
        query = urlencode({**given, **more})
        address, asked = f"{self.root}{quote(path, safe='/._~-')}", f"?{query}" if query else ""
        return [Twin(words, media_type, f"{address}.{suffix}{asked}") for words, suffix, media_type in TWINS]

    def page(
        self, template: str, code: int = 200, twins: Sequence[Twin] | None = None, **values: object
    ) -> HTMLResponse:
        """A template with these values, as an answer of that status. `twins`: where others are meant than those of its
        address."""
        said = self.twins() if twins is None else twins
        return self.answer(self.text(template, twins=said, **values), code)

    def answer(self, body: str | bytes, code: int = 200) -> HTMLResponse:
        """A page that is written already."""
        return HTMLResponse(body, code, {**HEADERS, "Content-Language": self.wording.language.value})

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
                data_licence=self.request.app.state.licence,
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
    made.filters["breakdown"] = breakdown
    made.filters["signed"] = signed
    made.filters["rounded"] = rounded
    made.filters["moment"] = moment
    return made


def unwrapped(text: str) -> Markup:
    """Text of a file, escaped; breaks of lines take no room between Chinese characters and stay in the document, so
    that offsets can be counted in it."""
    if text.isprintable() and not text.endswith(" "):
        return escape(text)
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


def rounded(value: Any) -> str:
    """A computed number as people read it, of at most four decimal places: 162.8194558944765 is 162.8195."""
    return "" if value is None else number(round(value, 4))


def moment(time: str) -> str:
    """When something was published, to the minute: 2026-11-25T07:39:51Z is 2026-11-25 07:39 UTC."""
    return f"{time[:10]} {time[11:16]} UTC"


def breakdown(dims: str) -> str:
    """The parts of a breakdown without their keys: "group=單身; sex=女性" is 單身、女性."""
    return "、".join(part.partition("=")[2] or part for part in re.split(r"[;|]\s*", dims))


def signed(value: Any, places: int | None = None) -> str:
    """A difference with its sign, rounded to so many places where asked: -554 is −554, and nothing has no sign."""
    if not value:
        return f"{0:.{places or 0}f}"
    return (f"{value:+,}" if places is None else f"{value:+,.{places}f}").replace("-", "−")
