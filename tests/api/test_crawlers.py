"""The description of the data, counted; what crawlers are told; what names a person is not indexed."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import httpx
import pytest
from rdflib import DCTERMS, RDF, Graph, Literal, Namespace, URIRef

from api.persons import naming_persons
from api.terms_of_use import Bilingual, load_terms
from kg.errors import KnowledgeError
from kg.iris import Iris
from kg.resources import open_resources
from kg.store import View
from tests.api.test_pages import BROWSER

VOID, DCAT = Namespace("http://rdfs.org/ns/void#"), Namespace("http://www.w3.org/ns/dcat#")
BASE = Iris().base
DATASET = URIRef(f"{BASE}void#dataset")
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(scope="module")
def void(client: httpx.Client) -> Graph:
    return Graph().parse(data=client.get("/.well-known/void").text, format="turtle")


def number(graph: Graph, subject: URIRef, predicate: URIRef) -> int:
    value = graph.value(subject, predicate)
    assert isinstance(value, Literal)
    return int(value)


def test_the_data_set_counts_what_is_published(void: Graph, corpus_view: View) -> None:
    quads = list(corpus_view.dataset.quads_for_pattern(None, None, None, None))
    assert number(void, DATASET, VOID.triples) == len(quads)
    assert number(void, DATASET, VOID.properties) == len({quad.predicate for quad in quads})
    parts = list(void.objects(DATASET, VOID.propertyPartition))
    assert sum(number(void, URIRef(str(part)), VOID.triples) for part in parts) == len(quads)
    quote = URIRef(Iris().term("quote"))
    (part,) = void.subjects(VOID.property, quote)
    assert number(void, URIRef(str(part)), VOID.triples) == sum(1 for q in quads if q.predicate.value == str(quote))
    graphs = set(void.objects(DATASET, VOID.subset))
    assert graphs == {URIRef(quad.graph_name.value) for quad in quads}  # type: ignore[union-attr]
    assert sum(number(void, URIRef(str(graph)), VOID.triples) for graph in graphs) == len(quads)


def test_every_report_is_a_data_set_in_its_series(void: Graph, corpus_view: View) -> None:
    for entry in corpus_view.manifest.reports:
        report = URIRef(Iris().report(entry.id))
        assert (report, RDF.type, DCAT.Dataset) in void
        assert (void.value(report, DCAT.inSeries), RDF.type, DCAT.DatasetSeries) in void
        assert void.value(report, DCTERMS.title)
        assert len(list(void.objects(report, DCAT.distribution))) == 2
    assert len(set(void.subjects(RDF.type, DCAT.DatasetSeries))) == 2


def test_licence_attribution_and_lawful_basis_in_both_languages(void: Graph) -> None:
    terms = load_terms(open_resources())
    for subject in (DATASET, URIRef(Iris().report("kcg-personnel-2014"))):
        assert void.value(subject, DCTERMS.license) == URIRef(terms.licence)
        for predicate, text in (
            (DCTERMS.rights, terms.rights),
            (DCTERMS.bibliographicCitation, terms.attribution),
            (DCTERMS.accessRights, terms.basis),
        ):
            assert set(map(str, void.objects(subject, predicate))) == {text.zh, text.en}


def test_all_that_it_names_on_this_server_is_there(client: httpx.Client, void: Graph) -> None:
    root = str(client.base_url).rstrip("/")
    named = {str(term) for triple in void for term in triple if str(term).startswith(root)}
    assert len(named) > 20
    for address in named:
        assert client.head(address).status_code == 200, address


def test_the_description_has_every_form(client: httpx.Client, void: Graph) -> None:
    for suffix, format_ in (("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml")):
        assert len(Graph().parse(data=client.get(f"/void.{suffix}").content, format=format_)) == len(void)
    assert client.get("/void", headers={"Accept": "text/turtle"}).content == client.get("/void.ttl").content
    assert client.get("/void.csv").status_code == 404
    assert not any(type(term).__name__ == "BNode" for triple in void for term in triple)


def test_robots_and_sitemap(client: httpx.Client) -> None:
    root = str(client.base_url).rstrip("/")
    robots = client.get("/robots.txt").text
    assert f"Sitemap: {root}/sitemap.xml" in robots
    assert "Disallow: /sparql" in robots
    files = [one.text or "" for one in ElementTree.fromstring(client.get("/sitemap.xml").text).iter(LOC)]
    assert files == [f"{root}/sitemap-1.xml"]
    pages = [one.text or "" for one in ElementTree.fromstring(client.get(files[0]).text).iter(LOC)]
    assert len(pages) == len(set(pages)) > 1000
    assert f"{root}/id/metric/english-rate" in pages
    assert not any("/mention/" in page or "/conferral/" in page for page in pages)
    for page in pages[:: len(pages) // 40]:
        answer = client.get(page, headers=BROWSER)
        assert answer.status_code == 200
        assert "text/html" in answer.headers["content-type"]
    assert client.get("/sitemap-2.xml").status_code == client.get("/sitemap-0.xml").status_code == 404


def test_what_names_a_person_is_not_indexed(client: httpx.Client, corpus_view: View) -> None:
    persons = naming_persons(corpus_view, open_resources())
    rows = [row for entry in corpus_view.manifest.reports for row in corpus_view.table(entry.id, "entities")]
    people = [row for row in rows if row["type"] == "person"]
    assert len(people) > 10
    assert {row["entity"] for row in people} <= persons
    kinds = {iri.removeprefix(f"{BASE}id/").partition("/")[0] for iri in persons}
    assert {"mention", "conferral"} <= kinds
    for iri in sorted(persons)[::4]:
        path = iri.removeprefix(BASE)
        for accept in ("text/html", "text/turtle", "application/json"):
            answer = client.get(f"/{path}", headers={"Accept": accept})
            assert answer.headers["x-robots-tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in client.get(f"/{path}", headers=BROWSER).text
    for path in ("/id/metric/english-rate", "/id/agency/kcg", "/id/report/kcg-personnel-2014"):
        answer = client.get(path, headers=BROWSER)
        assert "x-robots-tag" not in answer.headers
        assert "noindex" not in answer.text


def test_terms_can_be_laid_over(tmp_path: Path) -> None:
    (tmp_path / "dataset.toml").write_text('licence = "https://example.org/l"\n', encoding="utf-8")
    assert load_terms(open_resources(tmp_path)).licence == "https://example.org/l"
    for text, words in (
        ("x = 1\n", "nothing else"),
        ('title = { zh = "a" }\n', "title has a text"),
        ("[", "dataset.toml"),
    ):
        (tmp_path / "dataset.toml").write_text(text, encoding="utf-8")
        with pytest.raises(KnowledgeError, match=words):
            load_terms(open_resources(tmp_path))


def test_a_citation_names_publication_and_place() -> None:
    cited = load_terms(open_resources()).cite(
        Bilingual("比例", "Share"), "https://example.org/a", 3, "2026-05-01T00:00:00Z"
    )
    assert cited.zh == "比例。考功：政府報告中的數據，第 3 次發布（2026-05-01）。https://example.org/a"
    assert cited.en.endswith("publication 3 (2026-05-01). https://example.org/a")
