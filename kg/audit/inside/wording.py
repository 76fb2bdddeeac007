"""Words in front of numbers."""

import re

REACH = 12  # how far behind a word its number may stand


def last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last match of a pattern in a text."""
    found = None
    for found in pattern.finditer(text):  # noqa: B007
        pass
    return found


def leads(pattern: re.Pattern[str], lead: str, reach: int = REACH) -> re.Match[str] | None:
    """The last word of a pattern, where the number that the words lead up to is not far behind it."""
    found = last(pattern, lead)
    return found if found is not None and len(lead) - found.end() <= reach else None


def ends(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a text ends in a word of a pattern."""
    return any(pattern.fullmatch(text, place) for place in range(max(0, len(text) - REACH), len(text)))
