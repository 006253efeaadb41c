"""Load terms, bill a case by them, and verify a billing system: the front door for Python."""

import json
from contextlib import closing
from pathlib import Path

from yakkan import bill, connect, explain, load_terms, read_case, verify

HERE = Path(__file__).parent

terms = load_terms(HERE.parents[2] / "terms" / "enex-low-voltage" / "2016-04-01.md")

case = read_case(json.loads((HERE.parent / "first-days-of-supply.json").read_text(encoding="utf-8")))
for one in bill(terms, case):
    print(explain(one, "en"))

# Any target that the command line takes: an URL, 'program:COMMAND', 'folder:DIR', 'sql:MAPPING.toml', a Python object.
with closing(connect("py:vendor:bill")) as system:
    result = verify(terms, system, calls=60, run_id="example")

print()
print(result.verdict.value, "-", result.reason)
for divergence in result.divergences:
    finding = divergence.finding
    print(f"{finding.kind.value}: {finding.situation.value}, {divergence.over} over, {divergence.clause.heading}")
for diagnosis in result.diagnosis:
    for row in diagnosis.rows:
        print(f"{row.setting}: the terms say {row.terms}, the system does {row.system}")
