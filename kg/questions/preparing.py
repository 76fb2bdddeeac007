"""Makes what first questions would else wait for: the indexes of all facts."""

from kg.questions.choosing import facts_in_order
from kg.questions.facts import facts_by_hash
from kg.questions.question import Lookup
from kg.store import View


def prepare(view: View, lookup: Lookup) -> None:
    """Makes the indexes that pages of a question and names of facts are looked up in; they are kept with the view."""
    facts_in_order(view, lookup.in_order)
    facts_by_hash(view, lookup.facts)
