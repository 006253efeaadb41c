"""The second oracle: bills of a Polars frame by columns, in exact whole numbers."""

from ..extras import Extra, require

require(Extra.COLUMNS, "billing by columns")

from .bills import CompiledTerms, bill_frame, compile_terms  # noqa: E402  # says first what is missing
from .whole import Ranges  # noqa: E402  # the same

__all__ = ["CompiledTerms", "Ranges", "bill_frame", "compile_terms"]
