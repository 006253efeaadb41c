"""From feature files to pytest items, and checks for what pytest-bdd would silently pass."""

from .hooks import set_up

__all__ = ["set_up"]
