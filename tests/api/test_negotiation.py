import pytest

from api.negotiation import Offer, choose
from kg.errors import NotAcceptableError

OFFERS = (Offer("json", ("application/a+json", "application/json")), Offer("csv", ("text/csv",)))


@pytest.mark.parametrize(
    ("accept", "name", "media_type"),
    [
        (None, "json", "application/a+json"),
        ("", "json", "application/a+json"),
        ("*/*", "json", "application/a+json"),
        ("application/json", "json", "application/json"),
        ("text/csv", "csv", "text/csv"),
        ("TEXT/CSV;charset=utf-8", "csv", "text/csv"),
        ("text/*", "csv", "text/csv"),
        ("application/json;q=0.2, text/csv;q=0.8", "csv", "text/csv"),
        ("application/json; q=1.000, text/csv", "json", "application/json"),
        ("*/*;q=0.1, text/csv;q=0", "json", "application/a+json"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "json", "application/a+json"),
        ("application/*;q=0, */*", "csv", "text/csv"),
        (",,;;, text/csv , ;q=1", "csv", "text/csv"),
        ("text/csv;q=2, application/json", "json", "application/json"),
    ],
)
def test_what_fits_best(accept: str | None, name: str, media_type: str) -> None:
    choice = choose(accept, OFFERS)
    assert (choice.offer.name, choice.media_type) == (name, media_type)


@pytest.mark.parametrize(
    "accept", ["text/html", "*/*;q=0", "nonsense", ";;;", "\x00", "text/csv;q=0", "a/b" * 9000, "text/csv;q=x"]
)
def test_nothing_fits(accept: str) -> None:
    with pytest.raises(NotAcceptableError, match="This can be given as application/a\\+json, text/csv"):
        choose(accept, OFFERS)


def test_a_format_goes_before_the_header() -> None:
    assert choose("application/json", OFFERS, "csv").offer.name == "csv"
    with pytest.raises(NotAcceptableError, match="There is no format 'xml' of this: json, csv"):
        choose("application/json", OFFERS, "xml")
