"""Systems that are Python code in this process."""

import importlib
import threading

import pytest
from yakkan.adapters import (
    Answered,
    Capabilities,
    DescriptionError,
    Failed,
    FailureKind,
    ProtocolError,
    PythonSystem,
    Refused,
    SystemInfo,
    TargetError,
    bill_all,
)

CODE = """
CLOSED = []

def nothing(case):
    return {"case": case["case"], "bills": []}

def refuses(case):
    return {"case": case["case"], "refused": {"code": "E1", "message": case["tariff"]}}

def floats(case):
    return {"case": case["case"], "bills": [{"first_day": "2016-05-12", "last_day": "2016-06-07", "total": 1516.32}]}

def spoils(case):
    case.clear()
    return {"case": "a1", "bills": []}

def none(case):
    pass

def breaks(case):
    return deeper(case)

def deeper(case):
    raise KeyError("tariff\\x1b")

def leaves(case):
    raise SystemExit(3)

def slowly(case):
    import threading, time
    alone = LOCK.acquire(blocking=False)
    time.sleep(0.001)
    if not alone:
        raise RuntimeError("two at once")
    LOCK.release()
    return {"case": case["case"], "bills": []}

import threading
LOCK = threading.Lock()

class System:
    def bill(self, case):
        return nothing(case)
    def system(self):
        return {"protocol": ["yakkan/1"], "name": "In process", "version": "3", "capabilities": {"tax": False}}
    def close(self):
        CLOSED.append("closed")

class Newer:
    bill = staticmethod(nothing)
    def system(self):
        return {"protocol": ["yakkan/2"]}

class Mute(Newer):
    def system(self):
        raise RuntimeError("mute")

class Vague(Newer):
    def system(self):
        return {"protocol": ["yakkan/1"]}

class Needy:
    def __init__(self, database):
        pass

class Holder:
    instance = System()

NUMBER = 7
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("code")
    (folder / "sut_for_tests.py").write_text(CODE)
    (folder / "sut_with_error.py").write_text("x = = 1\n")
    (folder / "sut_that_raises.py").write_text("\nraise OSError('no database')\n")
    return folder


@pytest.fixture
def load(folder):
    return lambda name: PythonSystem.load(f"sut_for_tests:{name}", folder)


@pytest.mark.parametrize("name", ["nothing", "System", "Newer", "Holder.instance", "Holder.instance.bill", "spoils"])
def test_functions_classes_and_objects_bill(load, light, name):
    """A function, a class, an object in a class and its method can all be billed by."""

    assert load(name).bill(light) == Answered(())


def test_the_current_folder_is_searched(folder, monkeypatch, light):
    """Without a folder the module is imported from the current one."""

    (folder / "sut_here.py").write_text(CODE)
    monkeypatch.chdir(folder)

    system = PythonSystem.load("sut_here:refuses")

    assert system.name == "py:sut_here:refuses"
    assert system.bill(light) == Refused("E1", "test-light")


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("floats", "YK311", "found the number 1516.32"),
        ("none", "YK310", "found null"),
    ],
)
def test_what_is_not_the_wire_format_is_malformed(load, light, name, code, words):
    """Answers in process are held to the wire format as those of any system."""

    outcome = load(name).bill(light)

    assert (outcome.kind, outcome.problem.code.id) == (FailureKind.MALFORMED, code)
    assert words in outcome.problem.message


def test_an_exception_is_an_outcome(load, folder, light):
    """An exception inside the code is reported with its type, message, file and line."""

    outcome = load("breaks").bill(light)

    line = CODE.splitlines().index('    raise KeyError("tariff\\\\x1b")'.replace("\\\\", "\\")) + 1
    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.problem.code.id) == (FailureKind.SERVER_ERROR, "YK416")
    assert outcome.problem.message == rf"KeyError: 'tariff\x1b' at {folder / 'sut_for_tests.py'}:{line}"


def test_an_exit_is_an_outcome(load, light):
    """Code that wants to end the process is an outcome, and does not end it."""

    assert load("leaves").bill(light).problem.message.startswith("SystemExit: 3 at ")


def test_one_thread_at_a_time_calls_the_code(load, light):
    """Code that cannot be called twice at once is not."""

    assert list(bill_all(load("slowly"), [light] * 30, 4)) == [Answered(())] * 30
    assert threading.active_count() >= 1


def test_the_code_may_describe_itself(load):
    """What the object's `system` says is its description, and without it the system can do everything."""

    assert load("System").describe() == SystemInfo("In process", "3", ("yakkan/1",), Capabilities(tax=False))
    assert load("nothing").describe() == SystemInfo(
        "py:sut_for_tests:nothing", "not given", ("yakkan/1",), Capabilities()
    )


@pytest.mark.parametrize(
    ("name", "error", "code"),
    [
        ("Newer", ProtocolError, "YK308"),
        ("Mute", DescriptionError, "YK416"),
        ("Vague", DescriptionError, "YK309"),
    ],
)
def test_a_description_that_cannot_be_had_is_an_error(load, name, error, code):
    """A description that raises, or is of another shape or protocol, is an error of its own."""

    with pytest.raises(error) as caught:
        load(name).describe()

    assert type(caught.value) is error
    assert caught.value.problems[0].code.id == code


def test_closing_closes_the_object(load):
    """An object with `close` is closed, and a function is left alone."""

    load("System").close()
    load("nothing").close()

    assert importlib.import_module("sut_for_tests").CLOSED == ["closed"]


@pytest.mark.parametrize(
    ("target", "code", "words"),
    [
        ("sut_for_tests", "YK409", "py:module:object"),
        ("sut_for_tests:", "YK409", "py:module:object"),
        (":nothing", "YK409", "py:module:object"),
        ("sut_for_tests:no_such", "YK414", "no attribute 'no_such'"),
        ("no_such_module_here:f", "YK414", "No module named 'no_such_module_here'"),
        ("sut_with_error:f", "YK414", "SyntaxError"),
        ("sut_that_raises:f", "YK414", "OSError: no database at "),
        ("sut_for_tests:Needy", "YK414", "database"),
        ("sut_for_tests:NUMBER", "YK415", "found the number 7"),
        ("..sut:f", "YK414", "relative import"),
    ],
)
def test_what_cannot_be_loaded_is_refused(folder, target, code, words):
    """A target that cannot be loaded is refused with the reason."""

    with pytest.raises(TargetError) as caught:
        PythonSystem.load(target, folder)

    (problem,) = caught.value.problems
    assert problem.code.id == code
    assert words in problem.message
