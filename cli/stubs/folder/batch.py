"""Your nightly batch on a folder: reads cases.ndjson there, writes answers.ndjson: `python3 batch.py [FOLDER]`.

Write `bills`. It needs nothing but Python's standard library. A batch that is no Python program does the same: it reads
the lines of cases.ndjson, or the tables of `yakkan export --format csv`, and leaves answers.ndjson or bills.csv.
"""

import json
import sys
from pathlib import Path


class Refuse(Exception):
    """Raise it with a code and a message for a case that your system does not take."""


def bills(cases):
    """For each case, in order, every bill that your system issues up to its `bill_through`, or a `Refuse`.

    Load all contracts and events, let your batch run as it runs every night, and give back what it billed:
    {"first_day": "2024-04-10", "last_day": "2024-04-30", "total": "700"}, both days billed, amounts as text.
    """
    return [[] for _ in cases]


def answer(case, billed):
    if isinstance(billed, Refuse):
        code, message = billed.args
        return {"case": case["case"], "refused": {"code": code, "message": message}}
    return {"case": case["case"], "bills": billed}


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    with (folder / "cases.ndjson").open(encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    with (folder / "answers.ndjson").open("w", encoding="utf-8") as answers:
        for case, billed in zip(cases, bills(cases), strict=True):
            answers.write(json.dumps(answer(case, billed)) + "\n")
