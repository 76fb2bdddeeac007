"""Changes of a heading as the text below it tells them: when, and whether they are changes at all.

A heading only names a matter: 試辦加班餘數累計措施. When it began says the text below (自109年3月起試辦), which is then
where the change is told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from kg.interpret.staffing import TABLE
from kg.interpret.telling import Telling, iso
from kg.model.facts import Change, ChangeType
from kg.model.mentions import DateMention, DateRole
from kg.model.text import BlockKind

STAFFED = frozenset({ChangeType.STAFFING_CHANGE, ChangeType.AMENDED})
BEGUN = ("試辦", "推動", "實施", "上線", "啟用", "開辦", "施行", "正式上線", "正式啟用", "辦理", "開放", "建置")
RULED = ("規程", "條例")
NEAR = 6  # characters from a date to the verb of what began then


def as_told_below(found: Sequence[Change], told: Mapping[int, Telling]) -> Iterator[Change]:
    """The changes, those of headings with place and date of the text below where it tells when they began. A table of
    posts that a heading calls amended is left out where the text below tells of the posts."""
    staffed = {
        one.block for one in found if one.type in STAFFED and told[one.block].block.kind is not BlockKind.HEADING
    }
    for one in found:
        heading = told[one.block].block.kind is BlockKind.HEADING
        if heading and one.type is ChangeType.LAUNCHED and one.date is None:
            yield _begun(one, told.get(one.block + 1))
        elif not (heading and one.type is ChangeType.AMENDED and one.block + 1 in staffed and _of_posts(one)):
            yield one


def _of_posts(one: Change) -> bool:
    """Whether what is amended is a table of posts alone, with no rules of organisation beside it."""
    return one.subject.endswith(TABLE) and not any(word in one.subject for word in RULED)


def _begun(one: Change, below: Telling | None) -> Change:
    if below is None or below.block.kind is BlockKind.HEADING:
        return one
    date = next(_beginnings(below, below.dates), None)
    if date is None:
        return one
    begin, _ = below.clause(date.start)
    _, end = below.sentence(date.start)
    stop = min((place for sign in ",，。;；" if (place := below.text.find(sign, date.end)) >= 0), default=end)
    return replace(one, date=iso(date.period), span=below.block.flow.span(begin, stop), block=below.block.ordinal)


def _beginnings(below: Telling, dates: Iterable[DateMention]) -> Iterator[DateMention]:
    """The dates at which something began: 自109年3月起試辦, 於109年9月17日上線."""
    for one in dates:
        since = one.role is DateRole.SINCE
        after = below.text[one.end : one.end + NEAR].removeprefix("起")
        if (since or one.role is DateRole.DURING) and after.startswith(BEGUN):
            yield one
