"""A system by its name on the command line."""

import pytest
from yakkan.adapters import ConnectionOptions, HttpSystem, PythonSystem, TargetError, connect


def test_urls_and_python_objects_are_systems():
    """http, https and py: each have their adapter, and options reach HTTP."""

    systems = [
        connect("http://127.0.0.1:1/base", ConnectionOptions(timeout=1, headers={"X-A": "b"}, concurrency=2)),
        connect("HTTPS://127.0.0.1/"),
        connect("py:collections:Counter.fromkeys", ConnectionOptions(timeout=1)),
    ]

    assert [type(system) for system in systems] == [HttpSystem, HttpSystem, PythonSystem]
    assert [system.name for system in systems] == [
        "http://127.0.0.1:1/base",
        "https://127.0.0.1",
        "py:collections:Counter.fromkeys",
    ]
    for system in systems:
        system.close()


@pytest.mark.parametrize("target", ["", "localhost:8000", "ftp://host", "module:object", "./system.py"])
def test_other_forms_are_refused_with_the_allowed_ones(target):
    """A name of another form is refused, and the allowed forms are listed."""

    with pytest.raises(TargetError) as caught:
        connect(target)

    (problem,) = caught.value.problems
    assert problem.code.id == "YK409"
    forms = "http://host:port/base, https://host/base, program:COMMAND, folder:DIR, sql:MAPPING.toml, py:module:object"
    assert problem.hint == f"allowed: {forms}"
