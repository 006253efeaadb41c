"""From feature files to pytest items, and what pytest-bdd would pass in silence."""

from .hooks import set_up

__all__ = ["set_up"]
