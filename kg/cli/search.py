"""`kg search`: facts, names and passages by any words."""

from dataclasses import asdict

import click

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, Row, say

FORMATS = ("table", "jsonl", "csv")
COLUMNS = ("what", "id", "name", "period", "report", "start", "end", "text")


@click.command(short_help="Find facts, names and passages by any words.")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 200), default=20, show_default=True, help="At most so many of each.")
@in_room
@prints(*FORMATS)
def search(*, room: Room, out: Output, words: tuple[str, ...], limit: int) -> None:
    """Find what has all these words: any run of characters counts; width, case and white space within do not.

    \b
      kg search 英檢                      facts, names and passages with these characters
      kg search 109年英檢通過率           the fact of a metric and a year
    """
    from kg.questions.search import SearchIndex

    hits = SearchIndex(room.view(), room.resources()).search(" ".join(words), limit)
    if out.format == "json":
        out.document(asdict(hits))
        return
    rows: list[Row] = [{"what": one.type, "id": one.slug, "name": one.name} for one in hits.things]
    rows += [
        {
            "what": "fact",
            "id": str(one.row["fact"]).rpartition(".")[2] if out.for_people else one.row["fact"],
            "name": f"{one.row['metric']} {one.row['quote']}",
            "period": one.row["period"],
            "text": "".join(part for part, _ in one.snippet),
        }
        | {key: one.row[key] for key in ("report", "start", "end")}
        for one in hits.facts
    ]
    rows += [
        {"what": "passage", "report": one.report, "start": one.start, "end": one.end}
        | {"text": "".join(part for part, _ in one.snippet)}
        for one in hits.passages
    ]
    more = "; there are more, see --limit" if hits.more else ""
    say(f"{len(hits.things)} names, {len(hits.facts)} facts, {len(hits.passages)} passages{more}")
    out.rows(COLUMNS, rows, ("what", "id", "name", "period", "report", "text"))
