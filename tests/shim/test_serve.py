"""The program transport, as a process of its own."""

import json
import subprocess
import sys

PROGRAM = """
import os
from datetime import date
from yakkan.shim import Bill, serve

class Loud:
    def open(self, contract):
        print("opening", contract.id)
        os.system("echo from a child")
        self.contract = contract
    def apply(self, contract, event): pass
    def run(self, day): pass
    def bills(self):
        return [Bill(self.contract.start, date(2024, 1, 31), "5")]

raise SystemExit(serve({"protocol": ["yakkan/1"], "name": "請求", "version": "1"}, Loud))
"""
CASE = {
    "case": "c",
    "tariff": "plan",
    "contract": {"start": "2024-01-10"},
    "runs": [],
    "bill_through": "2024-01-31",
}


def test_the_protocol_is_kept_from_what_the_engine_prints(tmp_path):
    """Each request has one line of answer; prints of the engine and its children are on standard error."""
    program = tmp_path / "loud.py"
    program.write_text(PROGRAM)
    asked = [{"do": "system"}, {"do": "bill", "case": CASE}, {"do": "bills", "cases": [CASE]}, {"do": "dance"}]
    lines = "".join(json.dumps(one) + "\n" for one in [*asked, {"do": "stop"}])

    ended = subprocess.run([sys.executable, program], input=lines, capture_output=True, text=True, check=True)

    system, bill, bills, unknown = map(json.loads, ended.stdout.splitlines())
    answer = {"case": "c", "bills": [{"first_day": "2024-01-10", "last_day": "2024-01-31", "total": "5"}]}
    assert system["name"] == "請求"
    assert bill == answer
    assert bills == {"answers": [answer]}
    assert unknown["error"]["message"] == "found do 'dance'; allowed: system, bill, bills, stop"
    assert ended.stderr.splitlines() == ["opening c-1", "from a child"]


def test_the_shim_needs_the_standard_library_only():
    """Importing the shim imports nothing that is not Python's own."""
    code = "import sys; before = set(sys.modules); import yakkan.shim; print(*sorted(set(sys.modules) - before))"

    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    roots = {name.partition(".")[0] for name in ended.stdout.split()}
    assert roots - set(sys.stdlib_module_names) == {"yakkan"}
