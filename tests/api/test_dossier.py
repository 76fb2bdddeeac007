"""Dossiers: the findings about one thing with their passages, in three formats that programs can read."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import httpx
import pypdfium2
import pytest
from click.testing import CliRunner
from odf.opendocument import load
from odf.teletype import extractText
from odf.text import A, P

from api.dossier.command import dossier
from api.dossier.content import IN_ORDER, Dossier, make_dossier
from api.dossier.formats import FORMS
from api.pages.frame import Naming
from api.pages.wording import Wording
from kg.errors import UnknownNameError
from kg.iris import Iris
from kg.model.language import Language
from kg.questions import load_questions
from kg.resources import open_resources
from kg.store import Store, View
from tests.api.test_pages import Page, get


@pytest.fixture(scope="module")
def view(corpus_store: Path) -> View:
    return Store.open(corpus_store).view()


def made(view: View, name: str, language: Language = Language.CHINESE, left_out: frozenset[str] = IN_ORDER) -> Dossier:
    questions = load_questions(open_resources(None), Iris(view.manifest.base_iri))
    return make_dossier(Naming(view, Wording(language)), questions, name, left_out)


def squeezed(text: str) -> str:
    """Without white space, which a page puts between its lines."""
    return "".join(text.split())


def test_what_does_not_agree_stands_first_and_what_is_left_out_is_said(view: View) -> None:
    some, every = made(view, "kcg"), made(view, "kcg", left_out=frozenset())
    assert 0 < len(some.entries) < len(every.entries)
    assert str(len(every.entries) - len(some.entries)) in some.lead[-1]
    assert len(every.lead) == 1
    assert some.entries[0].verdict == "不符"
    assert some.entries == every.entries[: len(some.entries)]
    assert all(entry.quotes for entry in some.entries if entry.kind == "算術")


@pytest.mark.parametrize("name", ["高雄市政府", "https://w3id.org/kaogong/id/agency/kcg", "kcg"])
def test_a_body_by_any_of_its_names(view: View, name: str) -> None:
    assert made(view, name).iri == "https://w3id.org/kaogong/id/agency/kcg"


def test_a_name_of_neither(view: View) -> None:
    with pytest.raises(UnknownNameError, match="englsh-rate"):
        made(view, "englsh-rate")


@pytest.mark.parametrize("language", list(Language))
def test_each_format_has_all_findings_with_their_quotes(view: View, language: Language) -> None:
    told = made(view, "kcg", language)
    document = load(io.BytesIO(FORMS["odt"].write(told)))
    odt = squeezed("".join(extractText(one) for one in document.getElementsByType(P)))
    with pypdfium2.PdfDocument(FORMS["pdf"].write(told)) as pages:
        pdf = squeezed("".join(page.get_textpage().get_text_range() for page in pages))
    html = FORMS["html"].write(told).decode()
    assert len(told.entries) > 20
    for entry in told.entries:
        assert squeezed(entry.message) in odt
        assert f'href="{entry.iri}"' in html
        for quote in entry.quotes:
            words = squeezed("".join(text for text, _ in quote.parts))
            assert words in odt
            assert words[:12] in pdf  # a page may end in the midst of a quote
    addresses = {one.getAttribute("href") for one in document.getElementsByType(A)}
    assert {quote.address for entry in told.entries for quote in entry.quotes} <= addresses


@pytest.mark.parametrize("form", list(FORMS))
def test_the_same_publication_gives_the_same_bytes(view: View, form: str) -> None:
    told = made(view, "english-rate", left_out=frozenset())
    assert told.entries
    assert FORMS[form].write(told) == FORMS[form].write(told)


def test_the_package_of_a_text_document_is_in_order(view: View) -> None:
    with zipfile.ZipFile(io.BytesIO(FORMS["odt"].write(made(view, "kcg")))) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert {one.date_time[0] for one in package.infolist()} == {1980}


def test_the_command(corpus_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "kcg.pdf"
    done = CliRunner().invoke(dossier, ["kcg", "--format", "pdf", "-o", str(target), "--store", str(corpus_store)])
    assert done.exit_code == 0, done.output
    assert target.read_bytes().startswith(b"%PDF-")
    assert "findings" in done.stderr


@pytest.mark.parametrize("form", list(FORMS))
def test_over_http(client: httpx.Client, form: str) -> None:
    answer = get(client, f"/dossier/kcg.{form}?lang=en")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMS[form].media_type
    assert get(client, f"/dossier/nothing.{form}").status_code == 404
    assert get(client, "/dossier/kcg.docx").status_code == 404
    assert f"/dossier/kcg.{form}" in Page(get(client, "/id/agency/kcg").text).links


SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_writer_opens_a_dossier_with_all_its_words(view: View, tmp_path: Path) -> None:
    content = made(view, "english-rate", left_out=frozenset())
    (tmp_path / "dossier.odt").write_bytes(FORMS["odt"].write(content))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "dossier.odt")], check=True, capture_output=True, timeout=300)
    pages = pypdfium2.PdfDocument(tmp_path / "dossier.pdf")
    text = squeezed("".join(page.get_textpage().get_text_range() for page in pages))
    assert squeezed(content.title) in text
    assert content.entries
    for entry in content.entries:
        assert squeezed(entry.message) in text
