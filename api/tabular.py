"""The description of a table by itself: Metadata Vocabulary for Tabular Data (W3C), with how to cite it."""

from collections.abc import Sequence

from api.fields import field_of
from api.terms_of_use import Bilingual, Terms
from kg.store import Manifest

METADATA_TYPE = "application/csvm+json"
# CSVW has prefixes of its own for these (dc, schema).
CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "zh-Hant"}]
DIALECT = {"encoding": "utf-8", "delimiter": ",", "quoteChar": '"', "lineTerminators": ["\r\n"], "headerRowCount": 1}
# Between the parts of a list in one cell.
LISTED = " / "


def describe_table(
    title: Bilingual, columns: Sequence[str], address: str, terms: Terms, manifest: Manifest
) -> dict[str, object]:
    """The table at that address as a CSVW table description (JSON-LD)."""
    cited = terms.cite(title, address, manifest.number, manifest.published)
    return {
        "@context": CONTEXT,
        "@type": "Table",
        "url": address,
        "dc:title": _both(title),
        "dc:license": {"@id": terms.licence},
        "dc:bibliographicCitation": _both(cited),
        "dc:creator": _both(terms.attribution),
        "dc:rights": _both(terms.rights),
        "dc:modified": {"@value": manifest.published, "@type": "xsd:dateTime"},
        "dialect": DIALECT,
        "notes": [_both(Bilingual(GUARD_ZH, GUARD_EN))],
        "tableSchema": {"@type": "Schema", "columns": [_column(name) for name in columns]},
    }


GUARD_ZH = "以 = + - @ 等起首而非數字之文字，前加一撇（'），以免試算表當作公式執行。"
GUARD_EN = "A text that begins like a formula (= + - @) and is no number has an apostrophe before it."


def _column(name: str) -> dict[str, object]:
    field = field_of(name)
    column: dict[str, object] = {
        "@type": "Column",
        "name": name,
        "titles": {"und": name},
        "dc:description": _both(field.words),
        "datatype": field.type if field.type not in ("list", "object") else "string",
        "null": "",
    }
    return column | ({"separator": LISTED} if field.type == "list" else {})


def _both(text: Bilingual) -> list[dict[str, str]]:
    return [{"@value": text.zh, "@language": "zh-Hant"}, {"@value": text.en, "@language": "en"}]
