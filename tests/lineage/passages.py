"""Small reports made of paragraphs."""

from kg.model.paragraphs import Paragraph
from kg.model.text import Span


def report(name: str, *texts: str) -> tuple[Paragraph, ...]:
    """A report of these paragraphs; "# " begins a heading, under which the next ones stand."""
    made: list[Paragraph] = []
    heading: Paragraph | None = None
    for ordinal, text in enumerate(texts):
        words = text.removeprefix("# ")
        above = None if text.startswith("# ") else heading
        made.append(
            Paragraph(
                iri=f"{name}.{ordinal}",
                report=name,
                source="0" * 64,
                span=Span(100 * ordinal, 100 * ordinal + len(words)),
                kind="paragraph" if words == text else "heading",
                number="",
                section=(above.text,) if above else (),
                under=above.span.start // 100 if above else None,
                text=words,
            )
        )
        heading = heading if words == text else made[-1]
    return tuple(made)
