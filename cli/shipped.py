"""The terms documents that come with the product."""

import os
from importlib.resources import files
from pathlib import Path


def shipped_terms(*parts: str) -> Path:
    """The path of a shipped document or folder; relative where it lies below the current folder."""
    path = Path(str(files("yakkan.terms"))).joinpath(*parts)
    shown = os.path.relpath(path)
    return path if shown.startswith(os.pardir) else Path(shown)
