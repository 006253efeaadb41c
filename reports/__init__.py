"""Reports of a run, one file a format: progress and report in the terminal, JSON, and the saved cases."""

# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false
from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
