"""The two languages in which the product speaks."""

from enum import StrEnum


class Language(StrEnum):
    """A language of texts for people; the value is its BCP 47 tag."""

    CHINESE = "zh-Hant"
    ENGLISH = "en"

    @property
    def key(self) -> str:
        return "en" if self is Language.ENGLISH else "zh"

    @property
    def other(self) -> "Language":
        return Language.CHINESE if self is Language.ENGLISH else Language.ENGLISH
