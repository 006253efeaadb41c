"""The terms documents that come with the product."""

import os
from pathlib import Path

from .. import terms


def shipped_terms(*parts: str) -> Path:
    """The path of a shipped document or folder, relative where it lies under the current folder."""
    path = Path(terms.__path__[0]).joinpath(*parts)
    shown = os.path.relpath(path)
    return path if shown.startswith(os.pardir) else Path(shown)
