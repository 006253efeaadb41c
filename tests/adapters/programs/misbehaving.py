"""A program under test that misbehaves in the way its first argument names; its second is a file for what it is asked.

Standard library only: it is started many times.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

MODE, LOG = sys.argv[1], Path(sys.argv[2])
SYSTEM = {"protocol": ["yakkan/1"], "name": "Programmed", "version": "3"}
BILL = {"first_day": "2016-05-12", "last_day": "2016-06-07", "total": "1516"}
LONG = 5 * 1024 * 1024


def say(value):
    sys.stdout.write((value if isinstance(value, str) else json.dumps(value)) + "\n")
    sys.stdout.flush()


def warn(text):
    sys.stderr.write(text + "\n")


def note(what):
    with LOG.open("a") as log:
        log.write(f"{what}\n")


def times(what):
    return LOG.read_text().splitlines().count(what) if LOG.exists() else 0


def described():
    note(f"start {os.getpid()}")
    match MODE:
        case "mute":
            time.sleep(600)
        case "newer":
            return {"protocol": ["yakkan/2"]}
        case "banner":
            return "Welcome to ACME Billing"
        case "bad-processes":
            return SYSTEM | {"capabilities": {"processes": 0}}
        case "three":
            return SYSTEM | {"capabilities": {"processes": 3}}
        case "batch" | "batch-unknown" | "batch-poisoned" | "batch-mixed" | "batch-list":
            return SYSTEM | {"capabilities": {"batch": 4}}
        case "secrets":
            return SYSTEM | {"name": os.environ["YAKKAN_SUT_TOKEN"]}
    return SYSTEM


def answer(case):  # noqa: C901, PLR0912  # one mode after the other
    name = case["case"]
    fine = {"case": name, "bills": [BILL]}
    match MODE:
        case "dies":
            warn("no licence\x1b[31m")
            sys.exit(7)
        case "dies-once" if times("bill " + name) == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        case "hangs":
            warn("waiting for a lock")
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            time.sleep(600)
        case "hangs-once" if times("bill " + name) == 1:
            time.sleep(600)
        case "garbage":
            return "one moment"
        case "garbage-once" if times("bill " + name) == 1:
            say("one moment")
        case "long":
            return "x" * LONG
        case "endless":
            while True:
                sys.stdout.write("x" * 65536)
        case "other-case-once" if len(LOG.read_text().splitlines()) < 3:
            return {"case": "another", "bills": []}
        case "twice":
            say(fine)
        case "float":
            return {"case": name, "bills": [BILL | {"total": 1516.32}]}
        case "refuses":
            return {"case": name, "refused": {"code": "E1", "message": os.environ.get("YAKKAN_SUT_PASSWORD", "")}}
        case "error":
            return {"error": {"code": "E", "message": "no such thing"}}
        case "closes":
            os.close(1)
            time.sleep(600)
        case "chatty":
            for number in range(5000):
                warn(f"line {number} " + "y" * 300)
        case "blank-lines":
            say("\n\n")
        case "secrets":
            token = os.environ["YAKKAN_SUT_TOKEN"]
            warn(f"token {token}")
            return {"case": name, "bills": token}
        case "pid" | "three":
            time.sleep(0.1)
            return fine | {"bills": [BILL | {"total": str(os.getpid())}]}
        case "batch-poisoned" if name.endswith("poison"):
            sys.exit(9)
    return fine


def many(cases):
    match MODE:
        case "batch-unknown":
            return {"error": {"code": "unknown-request", "message": "what?"}}
        case "batch-list":
            return []
        case "batch-mixed":
            first, second, third, *_ = [answer(case) for case in cases]
            assert isinstance(first, dict)
            return {"answers": [third, first | {"bills": 3}, {"case": "a9", "bills": []}, second, second]}
    return {"answers": [answer(case) for case in reversed(cases)]}


for line in sys.stdin:
    request = json.loads(line)
    match request["do"]:
        case "system":
            say(described())
        case "bill":
            note("bill " + request["case"]["case"])
            say(answer(request["case"]))
        case "bills":
            note("bills " + " ".join(case["case"] for case in request["cases"]))
            say(many(request["cases"]))
        case "stop":
            note("stop")
            if MODE == "stays":
                signal.signal(signal.SIGTERM, lambda *_: note("terminated"))
                while True:
                    time.sleep(600)
            break
