"""`kg bundle`: reports as one page to mail. Registered as an entry point, since pages are no part of `kg`."""

import json
from pathlib import Path

import click

from kg.errors import InputError
from kg.settings import read_settings


@click.command(short_help="Write reports as one page that needs no server.")
@click.argument("reports", nargs=-1, metavar="[REPORT]...")
@click.option("-o", "--output", "path", type=click.Path(path_type=Path), default="-", help="File, or - for stdout.")
@click.option("--lang", type=click.Choice(["zh-Hant", "en"]), default="zh-Hant", show_default=True, help="Language.")
@click.option("--store", type=click.Path(path_type=Path), help="Directory of the store. [KG_STORE, else .kg/store]")
@click.option("--json", "as_json", is_flag=True, help="Say on stdout, as JSON, what was written.")
def bundle(*, reports: tuple[str, ...], path: Path, lang: str, store: Path | None, as_json: bool) -> None:
    """Write reports (all where none is named) as one HTML page: their text with every fact lit, the facts with their
    places, what was not understood, and the checks. It needs no server and asks none.

    \b
      kg bundle kcg-personnel-2014 -o review.html
    """
    from api.pages.bundle import make_bundle
    from api.pages.wording import Wording
    from kg.model.language import Language
    from kg.resources import open_resources
    from kg.store import Store
    from kg.store.files import STDOUT, hand_over

    if path == STDOUT and as_json:
        raise InputError("--json tells of the file that was written: name one with -o FILE.")
    settings = read_settings()
    view = Store.open(store or settings.store).view()
    wanted = tuple(dict.fromkeys(reports)) or tuple(entry.id for entry in view.manifest.reports)
    resources = open_resources(settings.knowledge)
    data = make_bundle(view, resources, wanted, Wording(Language(lang))).encode("utf-8")
    hand_over(path, (data,))
    if path == STDOUT:
        return
    click.echo(f"{path}: {len(data):,} bytes, {len(wanted)} reports", err=True)
    if as_json:
        click.echo(json.dumps({"file": str(path), "bytes": len(data), "reports": list(wanted)}, ensure_ascii=False))
