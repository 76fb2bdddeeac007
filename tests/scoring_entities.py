"""Judges entities and changes that were read against annotations made by people.

An entity is found where one of its type has a name in common with it, aliases counted, or, for programmes, awards and
laws, where their places overlap and one name holds the other. A change is found where one of its type overlaps it and
the name of its subject holds the annotated one or the reverse. Each annotated row takes one that was read at most.

Run as a script it reads the annotated reports anew and prints what is missed and what is invented:
    python -m tests.scoring_entities [TYPE …] [REPORT-ID …]
"""

import json
import sys
import unicodedata
from collections import Counter
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
LOOSE = {"programme", "award", "law"}
SHORTEST = 4  # characters of a name that counts when held by another
SIGNS = set("「」『』《》【】()‧·．.-~～—–、,，")
EVENT = "event"


def gold(report, name):
    """The annotated rows of a report: "entities" or "events"."""
    lines = (CORPUS / report / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def plain(text):
    letters = "".join(unicodedata.normalize("NFKC", text or "").split()).replace("臺", "台").lower()
    return "".join(char for char in letters if char not in SIGNS)


def names(row):
    return {plain(name) for name in (row["name"], *row["aliases"])} - {""}


def touch(one, other):
    return any(a < d and c < b for a, b in one for c, d in other)


def same_entity(row, found):
    if row["type"] != found["type"]:
        return False
    one, other = names(row), names(found)
    if one & other:
        return True
    if row["type"] not in LOOSE or not touch(row["mentions"], found["mentions"]):
        return False
    return any((a in b or b in a) and min(len(a), len(b)) >= SHORTEST for a in one for b in other)


def same_event(row, found):
    one, other = plain(row["subject"]), plain(found["subject"])
    near = touch([(row["start"], row["end"])], [(found["start"], found["end"])])
    return row["type"] == found["type"] and near and bool(one and other) and (one in other or other in one)


def pair(rows, read, same):
    """The pairs of annotated and read rows, what is missed, and what is invented."""
    free, pairs, missed = list(read), [], []
    for row in rows:
        mate = next((one for one in free if same(row, one)), None)
        if mate is None:
            missed.append(row)
        else:
            free.remove(mate)
            pairs.append((row, mate))
    return pairs, missed, free


def kind_of(row):
    return row["type"] if "name" in row else EVENT


def count(report, entities, events):
    """Counter of (type, "right" | "gold" | "read"), and rows missed and invented."""
    counts, missed, invented = Counter(), [], []
    for name, read, same in (("entities", entities, same_entity), ("events", events, same_event)):
        rows = gold(report, name)
        pairs, lost, extra = pair(rows, read, same)
        counts.update((kind_of(row), "gold") for row in rows)
        counts.update((kind_of(row), "read") for row in read)
        counts.update((kind_of(row), "right") for row, _ in pairs)
        missed += lost
        invented += extra
    return counts, missed, invented


def f1(counts, kind):
    right, whole = counts[kind, "right"], counts[kind, "gold"] + counts[kind, "read"]
    return round(2 * right / whole, 4) if whole else 0.0


def kinds(counts):
    return sorted({kind for kind, _ in counts})


def entity_row(entity):
    """An entity as the rows of annotations have it."""
    return {
        "type": entity.kind.value,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "parent": entity.parent,
        "mentions": [[one.span.start, one.span.end] for one in entity.mentions],
        **dict(entity.details),
    }


def event_row(change):
    """A change as the rows of annotations have it."""
    return {
        "type": change.type.value,
        "subject": change.subject,
        "object": change.object,
        "date": change.date,
        "start": change.span.start,
        "end": change.span.end,
        "before": change.before,
        "after": change.after,
    }


def _show(name, counts):
    said = (f"{kind} {f1(counts, kind):.3f} ({_tally(counts, kind)})" for kind in kinds(counts))
    print(f"{name}: {'; '.join(said)}")


def _tally(counts, kind):
    return f"{counts[kind, 'right']} of {counts[kind, 'gold']}, read {counts[kind, 'read']}"


def main(*arguments):
    from tests.reading_entities import ANNOTATED, read_report

    wanted = [word for word in arguments if word not in ANNOTATED]
    total = Counter()
    for report in [word for word in arguments if word in ANNOTATED] or ANNOTATED:
        counts, missed, invented = count(report, *read_report(report))
        for word, rows in (("missed", missed), ("invented", invented)):
            for row in rows:
                if kind_of(row) in wanted:
                    said = row.get("name") or f"{row['type']} {row['subject']}"
                    print(f"  {word:8} {kind_of(row):9} {said} {row.get('aliases') or ''} {row.get('quote', '')[:40]}")
        _show(report, counts)
        total.update(counts)
    _show("all", total)


if __name__ == "__main__":
    main(*sys.argv[1:])
