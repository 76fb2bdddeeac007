"""How surely a relation is meant, on which it depends what may be said where it does not come out."""

from decimal import Decimal
from enum import Enum

from kg.audit.intervals import Amount


class Evidence(Enum):
    """What stands behind a relation. An exact result is a check in any case: figures seldom agree by chance. Where the
    figures do not agree, only words that leave no other reading make that an error of the report."""

    STRONG = "the words leave no other reading"
    WEAK = "only an exact result shows that the relation is meant"

    @classmethod
    def of(cls, *conditions: object) -> "Evidence":
        """Strong where every condition holds."""
        return cls.STRONG if all(conditions) else cls.WEAK


def close(computed: Amount, stated: Amount, share: Decimal) -> bool:
    """Whether two amounts differ by no more than a share of what is stated. A slip of the pen or of the sum leaves them
    close; a part that was not told, or another base, seldom does."""
    return abs(computed.value - stated.value) <= share * abs(stated.value)
