"""A run as JSON, for machines."""

from .report import finding_json, instead_json, json_report, not_tested_json, reading_json, system_json, terms_json
from .values import clause_json, observed_json

__all__ = [
    "clause_json",
    "finding_json",
    "instead_json",
    "json_report",
    "not_tested_json",
    "observed_json",
    "reading_json",
    "system_json",
    "terms_json",
]
