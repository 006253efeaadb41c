from .all_codes import all_codes
from .console import ReportConsole, put, report_console
from .json import json_report
from .plan import (
    PlanFile,
    export_json,
    plan_csv,
    plan_feature,
    plan_json,
    plan_notes,
    plan_xlsx,
    print_plan,
    read_answers,
    read_plan,
)
from .replays import replay_command
from .saved_cases import save_divergences, save_found
from .side_by_side import print_side_by_side, side_by_side_json
from .terminal import (
    Progress,
    ShownDivergence,
    difference_line,
    divergence_line,
    kind_text,
    print_diagnosis,
    print_divergence,
    print_questions,
    print_report,
    print_verdict,
    print_worked,
    questions_json,
)
from .words import LANGUAGES, Words

__all__ = [
    "LANGUAGES",
    "PlanFile",
    "Progress",
    "ReportConsole",
    "ShownDivergence",
    "Words",
    "all_codes",
    "difference_line",
    "divergence_line",
    "export_json",
    "json_report",
    "kind_text",
    "plan_csv",
    "plan_feature",
    "plan_json",
    "plan_notes",
    "plan_xlsx",
    "print_diagnosis",
    "print_divergence",
    "print_plan",
    "print_questions",
    "print_report",
    "print_side_by_side",
    "print_verdict",
    "print_worked",
    "put",
    "questions_json",
    "read_answers",
    "read_plan",
    "replay_command",
    "report_console",
    "save_divergences",
    "save_found",
    "side_by_side_json",
]
