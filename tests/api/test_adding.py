"""Adding a report: who may, what is refused, what is seen of a file on trial, and what publishing and discarding do."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from api.adding import file_name
from api.drafts import MOST
from api.pages.add import PATH
from kg.errors import InputError
from kg.pipeline.gather import catalogue_of, find_files, gather
from kg.pipeline.product import STAGE, STAGES
from kg.pipeline.publish import build
from kg.resources import open_resources
from kg.settings import Settings
from kg.store import Store
from tests.api.conftest import serving, wait_until
from tests.api.test_pages import Page, get
from tests.pipeline.conftest import STRICT

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
    return follow(client, text, **flags)[0]


def follow(client: httpx.Client, text: str = COAST, **flags: str) -> tuple[str, list[str]]:
    """The page of a draft that was read to its end, and the stages that were told meanwhile."""
    answer = client.post("/add", params=FLAGS | flags, content=text.encode(), headers=TOKEN)
    assert answer.status_code == 202, answer.text
    page = str(answer.json()["page"])
    with client.stream("GET", f"{page}/events") as events:
        assert events.headers["content-type"].startswith("text/event-stream")
        told = "".join(events.iter_text())
    parts = told.rstrip().split("\n\n")
    assert parts[-1].startswith("event: end")
    stages = [json.loads(part.partition("data: ")[2]) for part in parts if part.startswith("event: stage")]
    return page, stages


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


def test_stages_are_told_as_they_begin(open_server: httpx.Client) -> None:
    page, stages = follow(open_server)
    assert [stage for stage in stages if stage in PATH] == list(PATH)
    told = open_server.get(f"{page}.json")
    assert told.headers["cache-control"] == "no-store"
    assert (told.json()["state"], told.json()["stages"]) == ("read", stages)
    assert [row["quote"] for row in told.json()["reports"][0]["new"]] == ["1,254案", "76案", "一百五十六艘"]
    assert "1,254案" in open_server.get(f"{page}.ttl").text
    assert client_links(open_server, page) == [f"{page}.json", f"{page}.ttl"]


def client_links(client: httpx.Client, page: str) -> list[str]:
    """The twins that a page names."""
    return [link for link in dict.fromkeys(Page(get(client, page).text).links) if link.startswith(f"{page}.")]


def test_what_was_tried_is_published_and_not_computed_again(
    open_server: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    send(open_server)
    draft = next(tmp_path.glob("kaogong-draft-*/coast.txt"))
    tried = Store.open(draft.parent / "store").view().manifest.report("coast")
    ran = subprocess.run(
        [sys.executable, "-m", "kg.cli", "ingest", draft.name, "--workers=1", "--progress=lines"]
        + ["--store", str(tmp_path / "store"), "--tried", str(draft.parent / "store")]
        + [f"--{name}={FLAGS[name]}" for name in ("issuer", "coverage")],
        cwd=draft.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    stages = [line.split()[1] for line in ran.stderr.splitlines() if line.startswith(STAGE)]
    assert "known" in stages
    assert not set(stages) & set(STAGES)
    published = Store.open(tmp_path / "store").view().manifest.report("coast")
    assert tried is not None
    assert published == tried


def test_a_report_that_breaks_a_shape_is_shown_and_cannot_be_published(limits: Settings, tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    (knowledge / "shapes").mkdir(parents=True)
    (knowledge / "shapes" / "strict.ttl").write_text(STRICT, encoding="utf-8")
    (tmp_path / "coast.txt").write_text("截至97年12月底止，本署現有各型艦艇一百五十六艘。\n", encoding="utf-8")
    settings = replace(limits, store=tmp_path / "store", knowledge=knowledge, token="secret")
    build(gather(find_files([tmp_path / "coast.txt"]), {}, catalogue_of([], open_resources()), 10**6), settings)
    with serving(settings) as client:
        page = send(client, COAST.replace("1,254", "5,254"))
        shown = get(client, f"{page}?lang=en").text
        assert "The value is too large." in shown
        assert "[strict-value]" in shown
        assert 'value="publish"' not in shown
        assert client.post(f"{page}/publish", headers=TOKEN).status_code >= 400
        told = client.get(f"{page}.json").json()
        assert told["state"] == "refused"
        assert "5,254案" in told["reports"][0]["held"]
        assert client.get(f"{page}.ttl").status_code == 404
        assert client.get("/api/reports/coast/facts").json()["rows"][0]["quote"] == "一百五十六艘"


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
