"""A billing system behind the wire format over HTTP."""

from .system import HttpSystem
from .target import without_credentials

__all__ = ["HttpSystem", "without_credentials"]
