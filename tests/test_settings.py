"""The environment: every setting is read by its name, and a value that does not fit is named."""

from dataclasses import fields
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from kg.errors import InputError
from kg.iris import Iris
from kg.settings import Settings, read_settings

NO_BASES = (
    "https://example.org",
    "ftp://example.org/",
    "https://example.org/kg#",
    "https://example.org/kg?a=/",
    "https://exam ple.org/",
    "https://example.org/{a}/",
    "https://example.org//",
    "https://例.tw/",
    "http:///",
    "https://example.org/\n/",
    'https://example.org/">/',
)


def test_defaults_without_environment():
    assert read_settings({}) == Settings()


def test_every_field_has_its_environment_name():
    values = {
        "store": "/tmp/s",
        "knowledge": "/tmp/k",
        "base_iri": "https://example.org/",
        "token": "secret",
        "remote_hosts": "example.org, example.net:8080",
        "union_default_graph": "off",
        "query_seconds": "2.5",
        "root_path": "/kaogong",
        "trusted_proxies": "10.0.0.0/8, 192.168.1.1",
        "log": "json",
        "log_queries": "on",
    }
    environment = {f"KG_{field.name.upper()}": values.get(field.name, "7") for field in fields(Settings)}
    read = read_settings(environment)
    assert read.store == Path("/tmp/s")
    assert read.union_default_graph is False
    assert read.query_seconds == 2.5
    assert read.query_rows == 7
    assert all(getattr(read, field.name) != field.default for field in fields(Settings))


def test_an_empty_value_counts_as_not_set():
    assert read_settings({"KG_QUERY_ROWS": ""}) == Settings()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("KG_QUERY_ROWS", "many", "a whole number above 0"),
        ("KG_QUERY_ROWS", "0", "a whole number above 0"),
        ("KG_QUERY_SECONDS", "-1", "a number of seconds above 0"),
        ("KG_QUERY_SECONDS", "inf", "a number of seconds above 0"),
        ("KG_UNION_DEFAULT_GRAPH", "perhaps", "true or false"),
        ("KG_LOG", "xml", "one of off, text, json"),
        ("KG_TRUSTED_PROXIES", "10.0.0.1,proxy", "addresses or networks parted by commas, or *"),
        *(("KG_ROOT_PATH", path, "a path in ASCII that begins with '/'") for path in ("kaogong", "/", "/a b", "//a")),
        *(("KG_BASE_IRI", base, "an http or https address in ASCII that ends in '/'") for base in NO_BASES),
    ],
)
def test_a_value_that_does_not_fit_is_named(name, value, words):
    with pytest.raises(InputError) as caught:
        read_settings({name: value})
    assert str(caught.value).startswith(f"{name}={value!r}: it must be {words}")


@pytest.mark.parametrize("base", ["http://localhost:8000/", "https://example.org/a-b/c_d/", "http://[::1]:80/kg/"])
def test_a_base_with_which_iris_can_be_made(base):
    iris = Iris(read_settings({"KG_BASE_IRI": base}).base_iri)
    for iri in (iris.term("Measurement"), iris.span("0" * 64, 1, 2), iris.graph("report/a")):
        assert NamedNode(iri).value == iri
