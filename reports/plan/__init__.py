"""The plan of an acceptance test by hand: written as text, JSON, CSV, a workbook or a feature file, and read back."""

from .answers import read_answers
from .csv import plan_csv
from .export import PLAN, export_json
from .feature import plan_feature
from .file import PlanFile, read_plan
from .json import plan_json
from .sheet import plan_notes
from .text import print_plan
from .xlsx import plan_xlsx

__all__ = [
    "PLAN",
    "PlanFile",
    "export_json",
    "plan_csv",
    "plan_feature",
    "plan_json",
    "plan_notes",
    "plan_xlsx",
    "print_plan",
    "read_answers",
    "read_plan",
]
