"""Systems side by side: for a terminal, and as JSON."""

from .json import side_by_side_json
from .report import print_side_by_side

__all__ = ["print_side_by_side", "side_by_side_json"]
