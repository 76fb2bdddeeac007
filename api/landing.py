"""The first page: what this is, what can be asked, and where to begin. Plain HTML, no script."""

from collections.abc import Iterator
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import unquote, urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.publication import Publications
from kg import __version__
from kg.export import EXPORTS
from kg.questions import Question, Questions, ask
from kg.questions.answer import Value
from kg.store import View

# Styles of our own and nothing else: no script runs on a page that shows words of files.
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
EXAMPLE = (
    "PREFIX kg: <{base}ontology#>\nSELECT ?quote ?value WHERE {{ ?fact kg:quote ?quote ; kg:value ?value }} LIMIT 10"
)


def landing_router(publications: Publications) -> APIRouter:
    """`/`."""
    router = APIRouter()
    template = Template((files("api") / "web" / "landing.html").read_text(encoding="utf-8"))

    @router.get("/", include_in_schema=False)
    def first_page() -> HTMLResponse:
        view = publications.view()
        page = template.substitute(_filling(view, publications.questions(view)))
        return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})

    return router


def _filling(view: View, questions: Questions) -> dict[str, object]:
    reports = ask(view, questions["reports"], {}).rows
    example = urlencode({"query": EXAMPLE.format(base=view.manifest.base_iri), "format": "json"})
    return {
        "reports": len(reports),
        "facts": f"{sum(int(row['facts'] or 0) for row in reports):,}",
        "report_rows": "\n".join(map(_report, reports)),
        "question_rows": "\n".join(line for question in questions for line in _question(question)),
        "exports": ", ".join(f'<a href="api/export/{escape(name)}">{escape(name)}</a>' for name in EXPORTS),
        "sparql_example": escape(f"sparql?{example}"),
        "number": view.manifest.number,
        "published": escape(view.manifest.published),
        "version": escape(__version__),
    }


def _report(row: dict[str, Value]) -> str:
    id_, title = escape(str(row["report"])), escape(str(row["title"]))
    days = escape(" – ".join(str(row[day]) for day in ("coverage_start", "coverage_end") if row[day]))
    address = f"api/questions/report-facts?{urlencode({'report': str(row['report'])})}"
    return (
        f'<tr><td><a href="{escape(address)}">{title}</a><br><a href="api/reports/{id_}/text"><code>{id_}</code></a>'
        f'</td><td class="days">{days}</td><td class="number">{row["facts"]}</td></tr>'
    )


def _question(question: Question) -> Iterator[str]:
    values = urlencode(question.example())
    query = f"?{values}" if values else ""
    address = f"api/questions/{question.name}"
    yield f'<dt>{escape(question.title.zh)} <span lang="en">{escape(question.title.en)}</span></dt>'
    yield f'<dd>{escape(question.description.zh)} <span lang="en">{escape(question.description.en)}</span></dd>'
    yield (
        f'<dd><a href="{escape(address + query)}"><code>{escape(question.name + unquote(query))}</code></a> · '
        f'<a href="{escape(address)}.csv{escape(query)}">CSV</a></dd>'
    )
