"""Reports of a run: progress and report for the terminal, JSON, plans of acceptance tests, and saved cases."""

# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false
from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
