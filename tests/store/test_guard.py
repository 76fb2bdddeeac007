"""A text from outside is judged before the parser sees it; the parser itself is asked in a process that may die."""

import subprocess
import sys

import pytest

from kg.errors import InputError, TooLargeError
from kg.store.guard import QueryLimits, check_query, check_update
from kg.store.tokens import tokens

LIMITS = QueryLimits()
SERVICE = "queries that call other servers are not answered"

# Each of these ends a Python process with pyoxigraph, or would at a somewhat greater size.
HOSTILE = {
    "brackets in an expression": "ASK { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }",
    "groups": "ASK " + "{" * 5_000 + "}" * 5_000,
    "exists": "ASK {" + "?s ?p ?o FILTER EXISTS {" * 1_000 + "}" * 1_001,
    "if": "ASK { FILTER(" + "IF(true,1," * 1_000 + "1" + ")" * 1_001 + " }",
    "subqueries": "SELECT * " + "{ SELECT * " * 5_000 + "{}" + "}" * 5_000,
    "collections": "ASK { ?s ?p " + "(" * 5_000 + "1" + ")" * 5_000 + " }",
    "a long collection": "ASK { ?s ?p (" + "1 " * 5_000 + ") }",
    "blank nodes": "ASK { ?s ?p " + "[ ?p " * 5_000 + "1" + "]" * 5_000 + " }",
    "negations": "ASK { FILTER(" + "!" * 20_000 + "true) }",
    "a sum": "ASK { FILTER(" + "1+" * 20_000 + "1) }",
    "a sum of signed numbers": "ASK { FILTER(1" + "-1" * 60_000 + ") }",
    "a sum of numbers in exponents": "ASK { FILTER(1" + "-1e-1" * 30_000 + ") }",
    "minus": "ASK { ?s ?p ?o " + "MINUS{?s ?p ?o}" * 5_000 + "}",
    "union": "ASK { " + "{} UNION " * 10_000 + "{} }",
    "bind": "ASK { " + " ".join(f"BIND(1 AS ?v{n})" for n in range(5_000)) + "}",
    "columns": "SELECT " + " ".join(f"(1 AS ?v{n})" for n in range(5_000)) + "{}",
    "values": "ASK { " + " ".join(f"VALUES ?v{n} {{1}}" for n in range(5_000)) + "}",
    "a bracket in what could be an IRI": "ASK { FILTER(1<" + "(" * 10_000 + "2)>1) }",
    "signs in what could be an IRI": "ASK { FILTER(1<" + "1+" * 20_000 + "1&&2>1) }",
    "many small ones in what could be IRIs": "ASK { FILTER(" + "(1<((1&&2>1)" * 5_000 + ") }",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_that_would_end_the_process_is_refused(name: str) -> None:
    with pytest.raises(TooLargeError, match=r"brackets are open at line 1, column|too large at line 1, column"):
        check_query(HOSTILE[name], QueryLimits(characters=1_000_000))


def test_what_passes_does_not_end_the_process() -> None:
    """The largest texts of each kind that pass, parsed and dropped in a thread of a process of its own."""
    shapes = [
        lambda n: "ASK { FILTER(" + "(" * n + "1" + ")" * n + ") }",
        lambda n: "ASK " + "{" * n + "}" * n,
        lambda n: "ASK {" + "?s ?p ?o FILTER EXISTS {" * n + "}" * (n + 1),
        lambda n: "ASK { FILTER(" + "IF(true,1," * n + "1" + ")" * (n + 1) + " }",
        lambda n: "ASK { FILTER(" + "!" * n + "true) }",
        lambda n: "ASK { FILTER(1" + "-1" * n + ") }",
        lambda n: "ASK { ?s ?p ?o " + "MINUS{?s ?p ?o}" * n + "}",
        lambda n: "ASK { " + " ".join(f"BIND(1 AS ?v{m})" for m in range(n)) + "}",
        lambda n: "ASK { FILTER(1<" + "1+" * n + "1&&2>1) }",
    ]
    largest = []
    for shape in shapes:
        low, high = 1, 4_000
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if _passes(shape(middle)) else (low, middle - 1)
        assert 20 < low < 4_000
        largest.append(shape(low))
    script = (
        "import json, sys, threading, pyoxigraph\n"
        "def ask():\n"
        "    for text in json.load(sys.stdin):\n"
        "        try: bool(pyoxigraph.Store().query(text))\n"
        "        except SyntaxError: pass\n"
        "    print('alive')\n"
        "thread = threading.Thread(target=ask); thread.start(); thread.join()\n"
    )
    import json

    ran = subprocess.run(
        [sys.executable, "-c", script], input=json.dumps(largest), capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (0, "alive\n")


def _passes(text: str) -> bool:
    try:
        check_query(text, LIMITS)
    except InputError:
        return False
    return True


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "",
        "VALUES (1 2",
        'SELECT * { ?s ?p "SERVICE <http://x/> { (((((" }',
        "SELECT * { ?s ?p 'a \\' SERVICE <http://x/> {' }",
        'SELECT * { ?s ?p """a "" SERVICE\n<http://x/> {""" }',
        "SELECT * { ?s ?p '''a '' SERVICE\n<http://x/> {''' }",
        "SELECT * { ?s ?p ?o } # SERVICE <http://x/> {",
        "# LOAD <x>\nSELECT * { ?s ?p ?o }",
        "PREFIX service: <http://x/> SELECT * { ?service service:service $SERVICE . service:a service:b 1 }",
        "PREFIX ex: <http://x/> SELECT * { ex:SERVICE ex:b-service.c ex:d\\'SERVICE }",
        "PREFIX load: <http://x/> ASK { load:insert load:delete load:clear }",
        "SELECT * { <http://x/SERVICE> <http://x/#SERVICE> ?o }",
        "PREFIX service: <http://x/> SELECT * { GRAPH service:x { ?s ?p ?o } }",
        "PREFIX service: <http://x/> SELECT * { graph # here\n service:x{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 'x'@en, \"\", '' }",
        "BASE <http://x/> SELECT * { ?s <#p> ?o . <#a> <#b> '''c''' }",
        "SELECT ?insert { ?insert ?delete ?load }",
        "SELECT * { VALUES (?a ?b) { " + "(1 'x') " * 10_000 + "} ?s ?p ?a }",
        "SELECT * { VALUES ?a { " + "<http://x/a_(b)> " * 10_000 + "} ?s ?p ?a }",
        "SELECT * { VALUES ?a { " + "-1.5e-7 " * 10_000 + "} ?s ?p ?a }",
    ],
)
def test_what_is_let_through(text: str) -> None:
    check_query(text, LIMITS)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o.SeRvIcE<http://x/>{ } }",
        "SELECT * { ?s ?p 1SERVICE<http://x/>{ } }",
        "SELECT * { ?s ?p trueSERVICE?x{ } }",
        "SELECT * { ?s ?p ''SERVICE<http://x/>{ } }",
        "SELECT * { ?s ?p ''@en-SERVICE<http://x/>{ } }",
        "PREFIX : <http://x/> SELECT * { SERVICE:x{ } }",
        "PREFIX : <http://x/> SELECT * { SERVICESILENT:x { } }",
        "PREFIX ex: <http://x/> SELECT * { 1.SERVICEex:x#\n{ } }",
        "PREFIX ex: <http://x/> PREFIX SERVICEex: <http://y/> SELECT * { SERVICEex:x { } }",
        "PREFIX ex: <http://x/> SELECT * { ?s ?p ex:graph SERVICE ex:x { } }",
        "SELECT * { ?s ?p ?o } # a comment ends with its line \r SERVICE <http://x/> { }",
        "SELECT * { ?s ?p '''a'''SERVICE <http://x/> { } }",
        'SELECT * { ?s ?p """a\\"""" SERVICE <http://x/> { } }',
        "SELECT * { ?s ?p '' SERVICE <http://x/> { } ?s ?p '' }",
        "PREFIX ex: <http://x/> SELECT * { ?s ?p ex:a\\'. SERVICE <http://x/> { } ?s ?p ex:b\\' }",
        "PREFIX ex: <http://x/> SELECT * { ?s ?p ex:a·\\'. SERVICE <http://x/> { } ?s ?p ex:b\\' }",
        "SELECT * { FILTER(?a<?b)SERVICE?x{ } FILTER(?c>?d) }",
        "SELECT * { FILTER(?a<?b#>\n) SERVICE <http://x/> { } FILTER(?c>?d) }",
    ],
)
def test_service_is_refused_however_it_is_hidden(text: str) -> None:
    with pytest.raises(InputError, match=SERVICE):
        check_query(text, LIMITS)


def test_a_string_that_is_a_query_in_another_reading_is_refused() -> None:
    """`?b#>` may be a variable and a comment; then what looks like a long string is a part of the query."""
    text = "SELECT * { FILTER(?a<?b#>'''\n) SERVICE <http://x/> { ?s ?p ?o } #'''\n}"
    with pytest.raises(InputError, match=r"string at line 1, column 26 must begin on a line of its own"):
        check_query(text, LIMITS)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("INSERT DATA { <a:a> <a:b> 1 }", "INSERT at line 1, column 1"),
        ("PREFIX ex: <http://x/>\n# first\n delete where { ?s ?p ?o }", "delete at line 3, column 2"),
        ("LOAD <http://x/>", "LOAD at line 1"),
        ("WITH <a:g> DELETE { ?s ?p ?o } WHERE {}", "WITH at line 1"),
        ("BASE <http://x/> CLEAR ALL", "CLEAR at line 1, column 18"),
    ],
)
def test_an_update_is_refused_by_name(text: str, word: str) -> None:
    with pytest.raises(InputError, match=f"{word}.*only queries are answered"):
        check_query(text, LIMITS)


@pytest.mark.parametrize("text", ["ASK { ?s ?p 'abc }", 'ASK { ?s ?p """abc" }', "ASK { ?s ?p 'a\nb' }", "'\\"])
def test_a_string_is_closed(text: str) -> None:
    with pytest.raises(InputError, match=r"The string that begins at line 1, column \d+ of the query is not closed"):
        check_query(text, LIMITS)


def test_a_bracket_that_closes_nothing() -> None:
    with pytest.raises(InputError, match=r"'\}' at line 2, column 3 of the query closes nothing"):
        check_query("ASK { }\n  }", LIMITS)


def test_the_length_is_limited_first() -> None:
    with pytest.raises(TooLargeError, match=r"The text has 200,001 characters; at most 200,000 are taken"):
        check_query("'" * 200_001, LIMITS)


def test_tokens_leave_nothing_out() -> None:
    text = "PREFIX ex: <http://x/> SELECT ?s { ?s ex:a.b 'c'@zh-Hant ; a [] } # 完\n"
    assert "".join(token.text for token in tokens(text)) == text
    assert [token.start for token in tokens("a  b")] == [0, 1, 3]


@pytest.mark.parametrize(
    "text", ["<" * 200_000, "a." * 100_000, "ASK{" + '""""\\"' * 30_000, "\\" * 200_000, "?" * 200_000]
)
def test_the_scan_is_linear(text: str) -> None:
    """A scan that went back over the text at every token would take hours here."""
    with pytest.raises(InputError):
        check_query(text, LIMITS)


HOSTS = QueryLimits(hosts=frozenset({"example.org", "example.net:8080"}))


@pytest.mark.parametrize(
    "address",
    ["http://example.org/sparql", "https://EXAMPLE.org:99/", "http://example.net:8080/", "http://u@example.org/"],
)
def test_hosts_that_are_named_may_be_called(address: str) -> None:
    for silent in ("", " SILENT"):
        check_query(f"SELECT * {{ SERVICE{silent} <{address}> {{ ?s ?p ?o }} }}", HOSTS)
        check_update(f"LOAD{silent} <{address}> INTO GRAPH <urn:g>", HOSTS)
        check_update(f"CLEAR ALL ; load{silent} <{address}>", HOSTS)


@pytest.mark.parametrize(
    "address",
    [
        "<http://example.com/>",
        "<http://example.net/>",
        "<http://example.net:80/>",
        "<http://example.org@evil.example/>",
        "<http://evil.example/?example.org>",
        "<http://evil.example#@example.org/>",
        "<ftp://example.org/>",
        "<file:///etc/passwd>",
        "<//example.org/>",
        "<http://e\\u0078ample.org/>",
        "<http://[example.org/>",
        "?where",
        "ex:service",
    ],
)
def test_other_hosts_may_not(address: str) -> None:
    for silent in ("", "SILENT "):
        with pytest.raises(InputError, match="SERVICE"):
            check_query(f"SELECT * {{ SERVICE {silent}{address} {{ ?s ?p ?o }} }}", HOSTS)
        with pytest.raises(InputError, match="LOAD at line 1, column 1: this server does not load"):
            check_update(f"LOAD {silent}{address}", HOSTS)


@pytest.mark.parametrize(
    "text",
    ["CLEAR ALL;LOAD<http://x/>", "PREFIX load: <urn:> LOAD load:x", "1LOAD<http://x/>", "INSERT DATA {};loadex:x"],
)
def test_load_is_refused_however_it_is_hidden(text: str) -> None:
    with pytest.raises(InputError, match="does not load from other servers"):
        check_update(text, LIMITS)


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX load: <urn:load> INSERT DATA { load:load load:p 'LOAD <http://x/>' }",
        "DELETE { ?load ?p ?o } WHERE { ?load ?p ?o } # LOAD <http://x/>",
    ],
)
def test_what_only_looks_like_load_is_taken(text: str) -> None:
    check_update(text, LIMITS)


def test_data_is_no_weight_but_what_follows_is() -> None:
    data = "INSERT DATA { GRAPH <a:g> { " + "<a:s> <a:p> 1 . " * 3_000 + "} }"
    check_update(data, LIMITS)
    with pytest.raises(TooLargeError):
        check_update(data + " ; INSERT { ?s ?p ?o } WHERE { FILTER(1" + "+1" * 3_000 + ") }", LIMITS)
    with pytest.raises(TooLargeError):
        check_update("INSERT DATA { <a:s> <a:p> " + "[ <a:p> " * 100 + "1" + "]" * 100 + " }", LIMITS)
