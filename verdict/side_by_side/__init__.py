"""The same cases put to several systems."""

from .alike import Disagreement, Group
from .side_by_side import OF_TERMS, SideBySide, compare_systems

__all__ = ["OF_TERMS", "Disagreement", "Group", "SideBySide", "compare_systems"]
