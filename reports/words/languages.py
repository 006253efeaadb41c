"""The languages of reports."""

from collections.abc import Mapping

from .words import Words
from .words_en import ENGLISH
from .words_ja import JAPANESE

LANGUAGES: Mapping[str, Words] = {"en": ENGLISH, "ja": JAPANESE}
"""The words of reports by the ISO 639-1 code of their language."""
