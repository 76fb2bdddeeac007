"""Linked data: every IRI answers in every form, by Accept and by suffix, with links, and once only."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pyoxigraph
import pytest
from markupsafe import escape

from api.forms import SUFFIXES, suffixed
from api.graphs import GRAPHS
from kg.export.streams import STREAMS, stream_graph
from kg.iris import Iris
from kg.settings import Settings
from kg.store import Store, View
from tests.api.test_pages import BROWSER
from tests.api.test_problems import is_problem

FORMATS = {
    ".ttl": ("text/turtle", pyoxigraph.RdfFormat.TURTLE),
    ".nt": ("application/n-triples", pyoxigraph.RdfFormat.N_TRIPLES),
    ".jsonld": ("application/ld+json", pyoxigraph.RdfFormat.JSON_LD),
    ".rdf": ("application/rdf+xml", pyoxigraph.RdfFormat.RDF_XML),
    ".nq": ("application/n-quads", pyoxigraph.RdfFormat.N_QUADS),
    ".trig": ("application/trig", pyoxigraph.RdfFormat.TRIG),
}
THINGS = ("/id/metric/english-rate", "/id/report/kcg-personnel-2014", "/id/kind", "/ontology")


def links(response: httpx.Response) -> dict[str, list[tuple[str, str]]]:
    """By relation the targets of the Link header, each with its media type."""
    found: dict[str, list[tuple[str, str]]] = {}
    for part in response.headers["link"].split(", <"):
        target, _, rest = part.removeprefix("<").partition(">")
        given = dict(piece.strip().split("=", 1) for piece in rest.split(";") if "=" in piece)
        for relation in given["rel"].strip('"').split():
            found.setdefault(relation, []).append((target, given.get("type", "").strip('"')))
    return found


@pytest.mark.parametrize("path", THINGS)
@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".jsonld", ".rdf"])
def test_a_suffix_gives_what_accept_gives(client: httpx.Client, path: str, suffix: str) -> None:
    media_type, format_ = FORMATS[suffix]
    by_suffix, by_accept = client.get(path + suffix), client.get(path, headers={"Accept": media_type})
    assert by_suffix.headers["content-type"].split(";")[0] == media_type
    assert by_suffix.content == by_accept.content
    assert len(list(pyoxigraph.parse(by_suffix.content, format=format_))) > 3


@pytest.mark.parametrize("path", THINGS[:3])
def test_json_and_page_have_a_suffix(client: httpx.Client, path: str) -> None:
    assert client.get(f"{path}.json").json() == client.get(path).json()
    page = client.get(f"{path}.html")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "</h1>" in page.text


@pytest.mark.parametrize("path", THINGS)
def test_links_lead_to_every_form(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    given = links(response)
    iri = Iris().base + path[1:]
    assert given["canonical"] == given["describes"] == [(iri, "")]
    assert given["describedby"] == [(f"{path}.ttl", "text/turtle")]
    assert len(given["alternate"]) >= 4
    for target, media_type in given["alternate"]:
        answer = client.get(target)
        assert answer.status_code == 200
        assert answer.headers["content-type"].split(";")[0] == media_type


@pytest.mark.parametrize(
    ("path", "first", "rows"),
    [
        ("/id/metric/english-rate.csv", "line,", 5),
        ("/id/report/kcg-personnel-2014.csv", "fact,report,", 150),
        ("/id/agency/kcg-personnel.csv", "value,unit,", 4),
        ("/id/unit.csv", "id,iri,label_zh,label_en,", 30),
    ],
)
def test_what_has_figures_is_a_table(client: httpx.Client, path: str, first: str, rows: int) -> None:
    response = client.get(path)
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert len(response.text.splitlines()) > rows
    assert response.text.startswith(first)


def test_a_vocabulary_holds_its_concepts(client: httpx.Client, corpus_view: View) -> None:
    concepts = client.get("/id/unit").json()["concepts"]
    assert len(concepts) > 30
    person = next(one for one in concepts if one["id"] == "person")
    assert (person["label_zh"], person["broader"]) == ("人", "people")
    triples = {quad.triple for quad in pyoxigraph.parse(client.get("/id/unit.nt").content, format=FORMATS[".nt"][1])}
    node = pyoxigraph.NamedNode(person["iri"])
    assert {quad.triple for quad in corpus_view.dataset.quads_for_pattern(node, None, None, None)} <= triples


def test_concepts_as_a_table_have_both_languages(client: httpx.Client) -> None:
    line = next(line for line in client.get("/id/unit.csv").text.splitlines() if line.startswith("person,"))
    assert line.startswith("person,https://w3id.org/kaogong/id/unit/person,人,")


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/id/metric/english-rat.ttl", 404, "Did you mean english-rate"),
        ("/id/metrik.json", 404, "Did you mean metric"),
        ("/id/unit/person.csv", 406, "no format 'csv' of this: json, turtle"),
        ("/ontology.csv", 404, "No form of the ontology 'csv'"),
        ("/ontology/0", 404, "No version of the ontology '0'. Choose from 1"),
        ("/graph/vocabular", 404, "Did you mean vocabulary"),
        ("/graph/report/kcg-personnel-2015.nq", 404, "Did you mean report/kcg-personnel-2014"),
        ("/graph/..%2f..%2fcurrent", 404, "No graph"),
    ],
)
def test_what_is_not_there_has_near_names(client: httpx.Client, path: str, status: int, words: str) -> None:
    is_problem(client.get(path), status, words)


def test_a_suffix_belongs_to_the_name_where_that_is_there() -> None:
    assert suffixed("kcg.2014.ttl", GRAPHS) == ("kcg.2014", "turtle")
    assert suffixed("kcg.2014", GRAPHS) == ("kcg.2014", None)
    assert suffixed(".ttl", GRAPHS) == (".ttl", None)
    assert len(set(SUFFIXES.values())) == len(SUFFIXES) == 9


def test_every_iri_of_a_report_answers(client: httpx.Client, corpus_view: View) -> None:
    """One thing of each type, spans and terms included."""
    base, seen = Iris().base, {}
    for quad in corpus_view.dataset.quads_for_pattern(None, None, None, None):
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, pyoxigraph.NamedNode) and term.value.startswith(base):
                path = term.value.removeprefix(base)
                seen.setdefault(path.rpartition("/")[0] or path.partition("#")[0], term)
    assert len(seen) > 20
    for iri in seen.values():
        path = "/" + iri.value.removeprefix(base).partition("#")[0]
        response = client.get(path, headers={"Accept": "application/n-triples"})
        assert response.status_code == 200, iri
        if not path.startswith("/graph/"):
            assert f"<{iri.value}>" in response.text


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", ["report/kcg-personnel-2014", "inferred", "vocabulary"])
def test_a_graph_whole(client: httpx.Client, corpus_view: View, name: str, suffix: str) -> None:
    media_type, format_ = FORMATS[suffix]
    iri = pyoxigraph.NamedNode(Iris().graph(name))
    expected = {quad.triple for quad in corpus_view.dataset.quads_for_pattern(None, None, None, iri)}
    assert len(expected) > 100
    for response in (
        client.get(f"/graph/{name}{suffix}"),
        client.get(f"/graph/{name}", headers={"Accept": media_type}),
    ):
        assert response.headers["content-type"].split(";")[0] == media_type
        quads = list(pyoxigraph.parse(response.content, format=format_))
        assert {quad.triple for quad in quads} == expected
        if suffix in (".nq", ".trig", ".jsonld"):
            assert {quad.graph_name for quad in quads} == {iri}


def test_a_graph_has_a_page(client: httpx.Client) -> None:
    page = client.get("/graph/inferred", headers=BROWSER)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "/graph/inferred.nq" in page.text


def _object(store: Path, name: str) -> bytes:
    opened = Store.open(store)
    return opened.object(dict(opened.view().manifest.named_graphs())[name])


@pytest.mark.parametrize("name", STREAMS)
def test_a_graph_is_streamed_in_the_same_bytes(corpus_store: Path, name: str) -> None:
    quads = _object(corpus_store, "report/kcg-personnel-2014")
    pieces = list(stream_graph(quads, name, Iris()))
    assert len(pieces) > 3
    assert b"".join(pieces) == b"".join(stream_graph(quads, name, Iris()))
    left: Iterator[bytes] = stream_graph(quads, name, Iris())
    next(left)
    del left  # who goes away early leaves nobody waiting: the test would not end


def test_a_graph_without_triples_is_valid(corpus_store: Path) -> None:
    for name, format_ in (("turtle", pyoxigraph.RdfFormat.TURTLE), ("jsonld", pyoxigraph.RdfFormat.JSON_LD)):
        assert not list(pyoxigraph.parse(b"".join(stream_graph(b"", name, Iris())), format=format_))


CACHED = (
    "/id/metric/english-rate",
    "/id/report/kcg-personnel-2014.csv",
    "/ontology.ttl",
    "/graph/vocabulary.nq",
    "/api/reports",
    "/api/questions/metrics",
    "/api/export/nquads?report=kcg-personnel-2014",
    "/api/reports/kcg-personnel-2014/text",
)


@pytest.mark.parametrize("path", CACHED)
def test_what_a_client_has_is_not_sent_again(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    tag, date = first.headers["etag"], first.headers["last-modified"]
    for asked in ({"If-None-Match": tag}, {"If-None-Match": f'"x", W/{tag}'}, {"If-Modified-Since": date}):
        again = client.get(path, headers=asked)
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] in (tag, tag.replace("-gzip", ""))
        assert again.headers["vary"]
    assert client.get(path, headers={"If-None-Match": '"other"'}).content == first.content
    assert client.get(path, headers={"If-None-Match": '"other"', "If-Modified-Since": date}).status_code == 200
    assert client.get(path, headers={"If-Modified-Since": "Mon, 01 Jan 2100 00:00:00 GMT"}).status_code == 200


def test_each_representation_has_a_tag_of_its_own(client: httpx.Client) -> None:
    path = "/id/metric/english-rate"
    tags = {
        client.get(path, headers={"Accept": media_type, "Accept-Encoding": encoding}).headers["etag"]
        for media_type in ("text/turtle", "application/json", "text/html")
        for encoding in ("identity", "gzip")
    }
    assert len(tags) == 6
    assert client.get(path).headers["etag"] == client.get(path).headers["etag"]
    for path in ("/healthz", "/id/metric/none", "/api/questions/none"):
        assert "etag" not in client.get(path).headers


@pytest.mark.parametrize("path", [*CACHED, "/", "/sparql", "/healthz", "/docs", "/static/pages.css"])
def test_head_is_get_without_content(client: httpx.Client, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code == 200
    assert head.content == b""
    for name in ("content-type", "etag", "link", "vary"):
        assert head.headers.get(name) == got.headers.get(name)
    assert client.head("/id/metric/none").status_code == 404


@pytest.mark.parametrize("path", ["/id/metric/english-rate", "/graph/vocabulary.nq", "/api/export/nquads"])
def test_answers_are_compressed_for_who_asks(client: httpx.Client, path: str) -> None:
    with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["vary"]
        packed = b"".join(answer.iter_raw())
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed) == plain.content
    assert len(packed) < len(plain.content) / 2


def test_a_new_publication_has_new_tags(corpus_store: Path, tmp_path: Path) -> None:
    """A tag is of one publication: another base has the same path and another answer."""
    from kg.pipeline.publish import build
    from tests.api.conftest import serving

    settings = replace(Settings(), store=tmp_path / "store")
    build([], settings)
    with serving(settings) as empty:
        before = empty.get("/ontology.ttl")
        build([], replace(settings, base_iri="https://example.org/"))
        after = empty.get("/ontology.ttl", headers={"If-None-Match": before.headers["etag"]})
        assert after.status_code == 200
        assert after.headers["etag"] != before.headers["etag"]
        assert after.content != before.content


def test_the_ontology_tells_every_term_in_both_languages(client: httpx.Client, corpus_view: View) -> None:
    iris = Iris()
    label = pyoxigraph.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    graph = pyoxigraph.NamedNode(iris.graph("ontology"))
    for language, tag in (("zh-Hant", "zh-hant"), ("en", "en")):
        page = client.get("/ontology", headers=BROWSER | {"Accept-Language": language})
        assert page.headers["content-language"] == language
        told = 0
        for quad in corpus_view.dataset.quads_for_pattern(None, label, None, graph):
            assert isinstance(quad.object, pyoxigraph.Literal)
            assert isinstance(quad.subject, pyoxigraph.NamedNode)
            if quad.object.language == tag:
                assert f'id="{iris.slug(quad.subject.value)}"' in page.text
                assert str(escape(quad.object.value)) in page.text
                told += 1
        assert told > 130
        assert f"{iris.base}ontology/1" in page.text
    uses = sum(
        1 for _ in corpus_view.dataset.quads_for_pattern(None, pyoxigraph.NamedNode(iris.term("quote")), None, None)
    )
    assert f"used {uses:,} times" in page.text


def test_the_version_of_the_ontology_answers(client: httpx.Client) -> None:
    whole = client.get("/ontology.nt").content
    assert client.get("/ontology/1.nt").content == whole
    assert client.get("/ontology/1", headers={"Accept": "application/n-triples"}).content == whole
    assert b"<http://www.w3.org/2002/07/owl#versionIRI> <https://w3id.org/kaogong/ontology/1>" in whole


def test_the_shapes_are_those_that_reports_are_checked_by(client: httpx.Client) -> None:
    zh, en = (client.get("/shapes", headers=BROWSER | {"Accept-Language": tag}).text for tag in ("zh-Hant", "en"))
    assert "授獎必須恰有一個獎項名稱。" in zh
    assert "A conferral must have exactly one name of the award." in en
    assert en.count("<code>ks:") > 50
    triples = list(pyoxigraph.parse(client.get("/shapes.ttl").content, format=pyoxigraph.RdfFormat.TURTLE))
    assert not any(isinstance(quad.subject, pyoxigraph.BlankNode) for quad in triples)
    assert client.get("/shapes.ttl").content == client.get("/shapes", headers={"Accept": "text/turtle"}).content


def test_a_page_lists_the_concepts_of_a_vocabulary(client: httpx.Client) -> None:
    page = client.get("/id/metric", headers=BROWSER).text
    for concept in client.get("/id/metric").json()["concepts"]:
        assert f'href="/id/metric/{concept["id"]}"' in page
