"""Several systems put to the same cases."""

from .alike import Group, Parting
from .side_by_side import OF_TERMS, SideBySide, side_by_side

__all__ = ["OF_TERMS", "Group", "Parting", "SideBySide", "side_by_side"]
