"""Who reports, on what and for when: from the catalogue, a file beside the report, the command line, or the text."""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath
from types import MappingProxyType

from kg.errors import InputError, KnowledgeError
from kg.iris import SLUG
from kg.model.facts import ReportInfo
from kg.model.mentions import Period
from kg.model.text import Source
from kg.readers.front import Front, FrontRules, load_front_rules, read_front

# The fields of a row, as ReportInfo names them.
WORDS = ("id", "title", "issuer", "owner", "kind", "issued", "session", "url")
FIELDS = (*WORDS, "coverage", "begins_inside")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ISSUED = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_GOVERNMENT = re.compile(r"^[\u4e00-\u9fff]{2}[縣市]政府")


@dataclass(frozen=True, slots=True)
class Row:
    """Some of the fields of a ReportInfo, as somebody stated them; None for what he did not state."""

    id: str | None = None
    title: str | None = None
    issuer: str | None = None
    owner: str | None = None
    kind: str | None = None
    coverage: Period | None = None
    issued: str | None = None
    session: str | None = None
    url: str | None = None
    begins_inside: bool | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is known of reports by the SHA-256 of their files, and the rules by which a text speaks of itself."""

    rows: Mapping[str, Row]
    front: FrontRules = field(repr=False)


def load_catalogue(paths: Sequence[Path]) -> Catalogue:
    """Reads catalogue files; a later file replaces a report of an earlier one by its hash.

    Raises KnowledgeError, with the file and the row, for what is not as it must be.
    """
    rows: dict[str, Row] = {}
    for path in paths:
        listed = _toml(path, KnowledgeError).get("report", [])
        if not isinstance(listed, list) or not all(isinstance(raw, dict) for raw in listed):
            raise KnowledgeError(f"{path}: reports are tables [[report]].")
        for place, raw in enumerate(listed, 1):
            where = f"{path}, report {place}"
            sha256 = raw.pop("sha256", "")
            if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
                raise KnowledgeError(f"{where}: sha256 must be 64 hexadecimal digits in small letters.")
            rows[sha256] = _row(raw, where, KnowledgeError)
    return Catalogue(MappingProxyType(rows), load_front_rules())


def describe(source: Source, catalogue: Catalogue, sidecar: Path | None, flags: Mapping[str, str]) -> ReportInfo:
    """What is known of a report beside its text.

    Every field is the first that is stated by: flags, the sidecar file (a TOML file with the fields at its top), the
    catalogue's row for the file's hash, the text itself. `flags` are fields by name, coverage as
    "2014-01-01/2014-12-31". The issuer is never guessed: from the text it comes only where the title begins with it.
    Raises InputError for a sidecar or flag that does not fit.
    """
    stated = _stated(source, catalogue, sidecar, flags)
    found = {
        name: next((value for _, row in stated if (value := getattr(row, name)) is not None), None) for name in FIELDS
    }
    if found["owner"] is None and isinstance(found["issuer"], str):
        found["owner"] = owner_of(found["issuer"])
    found["begins_inside"] = bool(found["begins_inside"])
    return ReportInfo(**found, origin=next(name for name, row in stated if row != Row()))  # type: ignore[arg-type]


def who_said(
    source: Source, catalogue: Catalogue, sidecar: Path | None, flags: Mapping[str, str]
) -> Mapping[str, str | None]:
    """For every field of `describe` who stated it: "flags", "sidecar", "catalogue", "text", or None for nobody."""
    stated = _stated(source, catalogue, sidecar, flags)
    return {name: next((origin for origin, row in stated if getattr(row, name) is not None), None) for name in FIELDS}


def _stated(
    source: Source, catalogue: Catalogue, sidecar: Path | None, flags: Mapping[str, str]
) -> tuple[tuple[str, Row], ...]:
    """What was stated, and by whom, the strongest first."""
    return (
        ("flags", _row(dict(flags), "The options given", InputError)),
        ("sidecar", _row(_toml(sidecar, InputError), str(sidecar), InputError) if sidecar else Row()),
        ("catalogue", catalogue.rows.get(source.sha256, Row())),
        ("text", _from_text(source, read_front(source.text, catalogue.front))),
    )


def owner_of(issuer: str) -> str | None:
    """The city or county government that a body belongs to by its name, or None: 高雄市政府人事處 is of 高雄市政府."""
    government = _GOVERNMENT.match(issuer)
    return government[0] if government else None


def report_id(name: str) -> str:
    """An ASCII slug of a file's name, the same for every version of the file.

    Where signs of the name are lost, eight hexadecimal digits of the SHA-256 of the name are added (and stand alone
    where nothing is left), so that 人事處109.txt and 教育局109.txt do not become one report.
    """
    stem = unicodedata.normalize("NFC", PurePath(name).stem)
    slug = re.sub(r"[^A-Za-z0-9._~-]+", "-", unicodedata.normalize("NFKD", stem)).strip("-._~")
    if stem.isascii() and slug:
        return slug
    digest = hashlib.sha256(stem.encode()).hexdigest()[:8]
    return f"{slug}-{digest}" if slug else digest


def _from_text(source: Source, front: Front) -> Row:
    return Row(
        id=report_id(source.name),
        title=front.title or PurePath(source.name).stem,
        issuer=front.issuer,
        kind=front.kind,
        coverage=front.coverage,
        session=front.session,
    )


def _toml(path: Path, error_type: type[InputError | KnowledgeError]) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise error_type(f"{path}: {error}") from error


def _row(raw: Mapping[str, object], where: str, error_type: type[InputError | KnowledgeError]) -> Row:
    unknown = sorted(set(raw) - set(FIELDS))
    if unknown:
        raise error_type(f"{where}: no field '{unknown[0]}'. The fields are {', '.join(FIELDS)}.")
    values = {name: value for name, value in raw.items() if value != ""}
    try:
        fields = {name: _read(name, value) for name, value in values.items()}
    except ValueError as error:
        raise error_type(f"{where}: {error}") from error
    return Row(**fields)  # type: ignore[arg-type]


def _read(name: str, value: object) -> object:
    if name == "coverage":
        return _period(value)
    if name == "begins_inside":
        return _truth(value)
    if name == "issued" and isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} must be text, not {value!r}.")
    if name == "id" and not SLUG.fullmatch(value):
        raise ValueError(f"id must be of ASCII letters, digits and . _ ~ -, not {value!r}.")
    if name == "issued" and not _ISSUED.fullmatch(value):
        raise ValueError(f"issued must be a date like 2021-05-01, a month or a year, not {value!r}.")
    return value.strip()


def _truth(value: object) -> bool:
    words = {"true": True, "false": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in words:
        return words[value]
    raise ValueError(f"begins_inside must be true or false, not {value!r}.")


def _period(value: object) -> Period:
    """A table with `start` and `end`, or "2014-01-01/2014-12-31" (ISO 8601, both days included)."""
    ends: list[object] = list(value.split("/")) if isinstance(value, str) else []
    if isinstance(value, dict) and set(value) == {"start", "end"}:
        ends = [value["start"], value["end"]]
    try:
        start, end = (part if isinstance(part, date) else date.fromisoformat(str(part)) for part in ends)
        return Period(start, end)
    except (ValueError, TypeError) as error:
        raise ValueError(f"coverage must be two days like 2014-01-01/2014-12-31, not {value!r}.") from error
