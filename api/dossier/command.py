"""`kg dossier`: a printable list of findings. Registered as an entry point, since pages are no part of `kg`."""

import json
from pathlib import Path

import click

from kg.errors import InputError
from kg.settings import read_settings


@click.command(short_help="Write a printable list of findings about a metric or body.")
@click.argument("name", metavar="METRIC|AGENCY")
@click.option(
    "--format", "format_", type=click.Choice(["odt", "html", "pdf"]), default="odt", show_default=True, help="Format."
)
@click.option("-o", "--output", "path", type=click.Path(path_type=Path), default="-", help="File, or - for stdout.")
@click.option("--lang", type=click.Choice(["zh-Hant", "en"]), default="zh-Hant", show_default=True, help="Language.")
@click.option("--all", "every", is_flag=True, help="With what is in order, too.")
@click.option("--store", type=click.Path(path_type=Path), help="Directory of the store. [KG_STORE, else .kg/store]")
@click.option("--json", "as_json", is_flag=True, help="Say on stdout, as JSON, what was written.")
def dossier(  # noqa: PLR0913 (an argument an option)
    *, name: str, format_: str, path: Path, lang: str, every: bool, store: Path | None, as_json: bool
) -> None:
    """Write what the checks found about a metric or a body, with the passages that they compare, to be printed.

    \b
      kg dossier english-rate --format pdf -o english.pdf
      kg dossier kcg --format odt -o kcg.odt
    """
    from api.dossier.content import IN_ORDER, make_dossier
    from api.dossier.formats import FORMS
    from api.pages.frame import Naming
    from api.pages.wording import Wording
    from kg.iris import Iris
    from kg.model.language import Language
    from kg.questions import load_questions
    from kg.resources import open_resources
    from kg.store import Store
    from kg.store.files import STDOUT, hand_over

    if path == STDOUT and as_json:
        raise InputError("--json tells of the file that was written: name one with -o FILE.")
    settings = read_settings()
    view = Store.open(store or settings.store).view()
    questions = load_questions(open_resources(settings.knowledge), Iris(view.manifest.base_iri))
    made = make_dossier(Naming(view, Wording(Language(lang))), questions, name, frozenset() if every else IN_ORDER)
    data = FORMS[format_].write(made)
    hand_over(path, (data,))
    if path == STDOUT:
        return
    click.echo(f"{path}: {len(data):,} bytes, {len(made.entries)} findings", err=True)
    if as_json:
        click.echo(json.dumps({"file": str(path), "bytes": len(data), "findings": len(made.entries)}))
