"""A batch that bills cases.ndjson of the current folder in the way its first argument names."""

import csv
import json
import os
import sys
import time
from pathlib import Path

MODE = sys.argv[1]
BILL = {"first_day": "2016-05-12", "last_day": "2016-06-07", "total": "1516"}

cases = [json.loads(line)["case"] for line in Path("cases.ndjson").read_text("utf-8").splitlines()]
with Path("rounds").open("a", encoding="utf-8") as log:
    log.write(" ".join(cases) + "\n")
answers = [{"case": case, "bills": [BILL]} for case in reversed(cases)]
match MODE:
    case "fails":
        sys.stderr.write(f"disk full {os.environ.get('YAKKAN_SUT_TOKEN', '')}\n")
        sys.exit(3)
    case "hangs":
        time.sleep(600)
    case "silent":
        sys.exit(0)
    case "forgets":
        answers.pop()
    case "refuses":
        answers[0] = {"case": cases[-1], "refused": {"code": "E", "message": "no"}}
    case "garbage":
        Path("answers.ndjson").write_text(
            "one moment\n" + "".join(json.dumps(one) + "\n" for one in answers[1:]) + '{"case": "of-yesterday"}\n',
            "utf-8",
        )
        sys.exit(0)
    case "csv":
        with Path("bills.csv").open("w", encoding="utf-8", newline="") as table:
            writer = csv.DictWriter(table, ["case", *BILL])
            writer.writeheader()
            writer.writerows({"case": case, **BILL} for case in cases)
        sys.exit(0)
Path("answers.ndjson").write_text("".join(json.dumps(one) + "\n" for one in answers), "utf-8")
