"""The words of reports, in each language."""

from .languages import LANGUAGES
from .words import Words

__all__ = ["LANGUAGES", "Words"]
