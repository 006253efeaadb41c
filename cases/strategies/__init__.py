"""Hypothesis strategies: cases, contracts, charges and whole terms documents."""

from .cases import cases
from .contracts import contracts
from .drawn import generated_cases
from .terms import terms

__all__ = ["cases", "contracts", "generated_cases", "terms"]
