"""What became of the numbers, quotations and award words of reports, counted: in all, by section, by reason."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

Row = Mapping[str, object]
MISSED = "missed"
FATES = ("fact", "named", "excluded", MISSED)


def summarise(rows: Sequence[Row]) -> dict[str, object]:
    """Rows of the table "coverage", counted.

    totals    what ("number", "name", "award") -> how many, by fate, and the share that is understood (0 to 1)
    sections  the same for every section with something in it, in order of the text, without regard to what
    reasons   how many numbers and names were left out, or named, for each reason, the most first
    missed    the rows of what was not understood
    """
    whats = dict.fromkeys(str(row["what"]) for row in rows)
    return {
        "totals": [{"what": what} | _counted(row for row in rows if row["what"] == what) for what in whats],
        "sections": _sections(rows),
        "reasons": _reasons(rows),
        "missed": [dict(row) for row in rows if row["fate"] == MISSED],
    }


def _counted(rows: Iterable[Row]) -> dict[str, object]:
    counts = Counter(str(row["fate"]) for row in rows)
    total = sum(counts.values())
    return {"all": total} | {fate: counts[fate] for fate in FATES} | {"share": round(1 - counts[MISSED] / total, 4)}


def _sections(rows: Iterable[Row]) -> list[dict[str, object]]:
    found: dict[tuple[str, tuple[str, ...]], list[Row]] = {}
    for row in rows:
        section = row["section"]
        headings = tuple(map(str, section)) if isinstance(section, list) else ()
        found.setdefault((str(row["report"]), headings), []).append(row)
    return [
        {"report": report, "section": list(headings)} | _counted(inside) for (report, headings), inside in found.items()
    ]


def _reasons(rows: Iterable[Row]) -> list[dict[str, object]]:
    counts = Counter((str(row["what"]), str(row["fate"]), str(row["reason"])) for row in rows if row["reason"])
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [{"what": what, "fate": fate, "reason": reason, "count": n} for (what, fate, reason), n in ordered]
