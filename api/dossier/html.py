"""A dossier as one HTML page that needs no server."""

from importlib.resources import files

from markupsafe import Markup

from api.dossier.content import Dossier
from api.pages.frame import environment

# Nothing is asked of any server, and nothing runs.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_html(dossier: Dossier) -> bytes:
    """The page as UTF-8, with its styles in it."""
    style = (files("api") / "web" / "pages.css").read_text(encoding="utf-8")
    template = environment().get_template("dossier.html")
    page = template.render(dossier=dossier, t=dossier.wording, style=Markup(style), policy=POLICY)
    return page.encode("utf-8")
