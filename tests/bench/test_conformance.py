"""A suite of six cases: both are asked, numbers count by value, and a wrong answer is one."""

from pathlib import Path

import pytest

from bench.conformance.comparing import form_of_csv
from bench.conformance.suite import counted, run_suite
from kg.errors import InputError

MANIFEST = """
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
@prefix ut: <http://www.w3.org/2009/sparql/tests/test-update#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<> a mf:Manifest ; mf:entries ( <#rows> <#wrong> <#graph> <#bad> <#insert> <#cells> ) .
<#rows> a mf:QueryEvaluationTest ; mf:action [ qt:query <rows.rq> ; qt:data <data.ttl> ] ; mf:result <rows.tsv> .
<#wrong> a mf:QueryEvaluationTest ; mf:action [ qt:query <rows.rq> ; qt:data <more.ttl> ] ; mf:result <rows.tsv> .
<#graph> a mf:QueryEvaluationTest ; mf:action [ qt:query <graph.rq> ; qt:data <data.ttl> ; qt:graphData <more.ttl> ] ;
  mf:result <graph.ttl> .
<#bad> a mf:NegativeSyntaxTest11 ; mf:action <bad.rq> .
<#insert> a mf:UpdateEvaluationTest ; mf:action [ ut:request <insert.ru> ; ut:data <data.ttl> ] ;
  mf:result [ ut:data <data.ttl> ; ut:graphData [ ut:graph <more.ttl> ; rdfs:label "http://a/g" ] ] .
<#cells> a mf:CSVResultFormatTest ; mf:action [ qt:query <rows.rq> ; qt:data <data.ttl> ] ; mf:result <rows.csv> .
"""
FILES = {
    "data.ttl": "<http://a/s> <http://a/p> 1.50 , [] .",
    "more.ttl": "<http://a/s> <http://a/q> 2 .",
    "rows.rq": "SELECT ?p ?o { ?s ?p ?o }",
    "rows.tsv": "?o\t?p\n_:x\t<http://a/p>\n1.5\t<http://a/p>\n",
    "rows.csv": "o,p\r\n1.5,http://a/p\r\n_:b,http://a/p\r\n",
    "graph.rq": "CONSTRUCT { ?s <http://a/r> ?o } { GRAPH ?g { ?s <http://a/q> ?o } }",
    "graph.ttl": "<http://a/s> <http://a/r> 2.0e0 .",
    "bad.rq": "SELECT { }",
    "insert.ru": "INSERT DATA { GRAPH <http://a/g> { <http://a/s> <http://a/q> 2 } }",
}


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    (tmp_path / "made").mkdir()
    for name, text in {**FILES, "manifest.ttl": MANIFEST}.items():
        (tmp_path / "made" / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_both_are_asked(suite: Path) -> None:
    outcomes = list(run_suite(suite))
    judged = {one.case.name.removeprefix("made/"): (bool(one.ours), bool(one.theirs)) for one in outcomes}
    wrong = {name for name, judgement in judged.items() if judgement != (False, False)}
    # A double is another number than an integer.
    assert wrong == {"wrong", "graph"}
    assert all(judged[name] == (True, True) for name in wrong)
    assert list(counted(outcomes))[-1] == {"tests": "all", "cases": 6, "ours": 4, "library": 4}


def test_columns_of_a_csv_are_known_by_their_names() -> None:
    assert form_of_csv(b"a,b\r\n1,_:x\r\n") == form_of_csv(b"b,a\n_:y,1.0\n")
    assert form_of_csv(b"a,b\r\n1,2\r\n") != form_of_csv(b"a,b\r\n2,1\r\n")


def test_where_no_suite_lies(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="manifest"):
        list(run_suite(tmp_path))
