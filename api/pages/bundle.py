"""One page that needs no server: the text of reports with their facts, evidence and checks."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from api.pages.findings import ordered, sides
from api.pages.frame import Naming, environment
from api.pages.wording import Wording
from kg import __version__
from kg.questions import find_findings
from kg.questions.document import Document, read_document
from kg.resources import Resources
from kg.store import View

Row = Mapping[str, Any]
# Nothing is asked of any server; the styles and the script are those in the page itself, by their hashes.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src '{script}'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Offline(Naming):
    """Addresses inside one file: facts, passages and checks of its reports lead to their places in it, all else to the
    IRI by which it is cited."""

    reports: tuple[str, ...]

    def thing(self, iri: str) -> str:
        kind, _, slug = iri.removeprefix(f"{self.view.manifest.base_iri}id/").partition("/")
        if kind == "check" or (kind == "fact" and slug.rpartition(".")[0] in self.reports):
            return f"#{slug}"
        return iri

    def url(self, path: str, fragment: str = "") -> str:
        report = path.removeprefix("id/report/")
        if report in self.reports:
            return f"#{report}.{fragment}" if fragment else f"#{report}"
        return f"{self.view.manifest.base_iri}{path}{f'#{fragment}' if fragment else ''}"


def make_bundle(view: View, resources: Resources, reports: Sequence[str], wording: Wording) -> str:
    """The page as HTML. Raises UnknownNameError for a report that is not here."""
    documents = [read_document(view, resources, report) for report in reports]
    offline = Offline(view, wording, tuple(reports))
    found = [row for row in find_findings(view, reports) if set(row["reports"]) <= set(reports)]
    web = files("api") / "web"
    script = (web / "report.js").read_text(encoding="utf-8")
    return (
        environment()
        .get_template("bundle.html")
        .render(
            frame=offline,
            t=wording,
            url=offline.url,
            thing=offline.thing,
            word=offline.word,
            manifest=view.manifest,
            version=__version__,
            policy=POLICY.format(script=_hash(script)),
            documents=documents,
            findings=[(row, sides(row)) for row in ordered(found)],
            style=Markup((web / "pages.css").read_text(encoding="utf-8")),
            script=Markup(script),
            facts=_embedded(documents),
        )
    )


def _hash(script: str) -> str:
    """The source expression of an inline script (Content Security Policy 3, section 2.3.1)."""
    from base64 import b64encode

    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def _embedded(documents: Sequence[Document]) -> Markup:
    """The facts as JSON that cannot end the element that it stands in."""
    rows = [row for document in documents for row in document.facts]
    return Markup(json.dumps(rows, ensure_ascii=False).replace("<", "\\u003c"))
