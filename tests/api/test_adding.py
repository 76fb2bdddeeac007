"""Adding a report: who may, what is refused, what is seen of a file on trial, and what publishing and discarding do."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from api.adding import file_name
from api.drafts import MOST
from kg.errors import InputError
from kg.settings import Settings
from tests.api.conftest import serving, wait_until
from tests.api.test_pages import Page, get

TOKEN = {"Authorization": "Bearer secret"}
COAST = "97年度查緝走私案件計1,254案，較上年度減少76案。\n截至97年12月底止，本署現有各型艦艇一百五十六艘。\n"
FLAGS = {"name": "coast.txt", "issuer": "行政院海岸巡防署", "coverage": "2008-01-01/2008-12-31"}


@pytest.fixture
def open_server(limits: Settings, tmp_path: Path) -> Iterator[httpx.Client]:
    """A server that takes reports, on a store of its own."""
    shutil.copytree(limits.store, tmp_path / "store")
    with serving(replace(limits, store=tmp_path / "store", token="secret", source_bytes=100_000)) as client:
        yield client


def send(client: httpx.Client, text: str = COAST, **flags: str) -> str:
    """The page of a draft that was read to its end."""
    answer = client.post("/add", params=FLAGS | flags, content=text.encode(), headers=TOKEN)
    assert answer.status_code == 202, answer.text
    page = str(answer.json()["page"])
    with client.stream("GET", f"{page}/events") as events:
        assert events.headers["content-type"].startswith("text/event-stream")
        told = "".join(events.iter_text())
    assert told.rstrip().rpartition("\n\n")[2].startswith("event: end")
    return page


def test_only_with_the_token_and_only_where_there_is_one(open_server: httpx.Client, client: httpx.Client) -> None:
    for headers, status in (({}, 401), ({"Authorization": "Bearer other"}, 401)):
        assert open_server.post("/add", params=FLAGS, content=b"x", headers=headers).status_code == status
    assert client.post("/add", params=FLAGS, content=b"x", headers=TOKEN).status_code == 403
    assert "KG_TOKEN" in get(client, "/add").text
    assert client.get("/add/nothing").status_code == 404


def test_a_new_report_is_looked_at_and_published(open_server: httpx.Client) -> None:
    page = send(open_server)
    shown = get(open_server, f"{page}?lang=en")
    assert shown.headers["cache-control"] == "no-store"
    for words in ("Read, and not published yet", "1,254案", "76案", "noindex"):
        assert words in shown.text
    assert not Page(shown.text).open
    assert open_server.get("/api/reports/coast").status_code == 404  # reading on trial changes nothing
    assert open_server.post(f"{page}/publish").status_code == 401
    assert open_server.post(f"{page}/publish", headers=TOKEN).status_code == 200
    assert wait_until(lambda: open_server.get("/api/reports/coast").status_code == 200)
    assert open_server.get(page).status_code == 404
    # A later version beside the one that is there now: a fact is known by its sentence, so both of this one are anew.
    later = get(open_server, f"{send(open_server, COAST.replace('76案', '67案'))}?lang=en").text
    assert "Facts that are gone (2)" in later
    assert "New facts (2)" in later


def test_what_is_discarded_leaves_nothing(open_server: httpx.Client) -> None:
    page = send(open_server)
    assert open_server.delete(page).status_code == 401
    assert open_server.delete(page, headers=TOKEN).status_code == 204
    assert open_server.get(page).status_code == 404
    assert open_server.get("/healthz").json()["reports"] == 5


def test_what_cannot_be_read_is_said(open_server: httpx.Client) -> None:
    shown = get(open_server, f"{send(open_server, name='broken.pdf')}?lang=en").text
    assert "could not be taken in" in shown
    assert "broken" in shown
    assert 'value="publish"' not in shown


def test_files_are_bounded_in_size_name_and_number(open_server: httpx.Client) -> None:
    def status(content: bytes, name: str = "a.txt") -> int:
        return open_server.post("/add", params={"name": name}, content=content, headers=TOKEN).status_code

    assert status(b"x" * 100_001) == 413
    assert status(b"x", "a.exe") == 400
    for _ in range(MOST):
        send(open_server)
    assert status(b"x") == 503


@pytest.mark.parametrize("name", ["", "../.txt", "-x.txt", "a", "a\x00.txt", "x" * 200 + ".txt"])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(InputError):
        file_name(name)


def test_only_the_last_part_of_a_path_names_a_file() -> None:
    assert file_name("../../etc/report.txt") == file_name("C:\\Users\\report.txt") == "report.txt"
