"""Telling cases, which tell suspects apart: boundary days, and histories on which real billing systems go wrong."""

from .boundary import boundary_cases
from .telling import telling_cases

__all__ = ["boundary_cases", "telling_cases"]
