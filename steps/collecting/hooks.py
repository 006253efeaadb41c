"""What the plugin does in a run with `--sut`: collect features, follow each scenario, and report what was tested."""

from collections.abc import Generator
from pathlib import Path
from types import ModuleType

import pytest
from pytest_bdd.parser import Feature, Step
from pytest_bdd.scenario import scenario_wrapper_template_registry
from pytest_bdd.utils import registry_get_safe

from ...oracle.screen import safe
from ..running import Bench, Scene, Tally, bench_of, properties_of
from ..vocabulary import bills, contract, events, readings, search, tariff
from . import fixtures
from .collect import FeatureFile
from .fixtures import BENCH, SCENE
from .traps import async_traps, file_traps

_VOCABULARY: tuple[ModuleType, ...] = (fixtures, tariff, contract, readings, events, bills, search)


def set_up(config: pytest.Config) -> None:
    """Register the steps for all tests, and the hooks that follow the run.

    Raises:
        pytest.UsageError: an option, the terms or the system cannot be used.
    """
    bench = bench_of(config)
    config.stash[BENCH] = bench
    for module in _VOCABULARY:
        config.pluginmanager.register(module, f"yakkan-{module.__name__.rpartition('.')[2]}")
    config.pluginmanager.register(Hooks(bench), "yakkan-hooks")


class Hooks:
    """The hooks of a run. With pytest-xdist, the results of workers travel in the properties of their test reports."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._tally = Tally()

    def pytest_report_header(self) -> list[str]:
        """State the system, the terms and the effort at the head of the run."""
        bench = self._bench
        system = safe(f"{bench.info.name} {bench.info.version} at {bench.system.name}")
        terms = ", ".join(f"{terms.tariff} {terms.effective}" for terms in bench.book)
        effort = f"profile {bench.profile}, at most {bench.effort.calls} calls a search, seed {bench.seed}"
        return [f"yakkan: {system}; {effort}", f"yakkan terms: {terms}"]

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Collect every feature file that pytest finds."""
        if file_path.suffix != ".feature":
            return None
        # the arguments of the constructor have no types in pytest
        return FeatureFile.from_parent(  # pyright: ignore[reportUnknownMemberType]
            parent, path=file_path, nodeid=_name_of(file_path, parent.config)
        )

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Check a scenario for traps, also where a project binds it with `scenarios(…)`.

        Raises:
            pytest.Collector.CollectError: there is at least one.
        """
        template = registry_get_safe(scenario_wrapper_template_registry, metafunc.function)
        if template is not None:
            problems = [
                *file_traps(Path(template.feature.filename)),
                *async_traps(template, metafunc.definition),
            ]
            if problems:
                raise pytest.Collector.CollectError("\n".join(problems))

    def pytest_bdd_before_scenario(self, request: pytest.FixtureRequest, feature: Feature) -> None:
        """Create the scene of the scenario, in the language of its feature."""
        request.node.stash[SCENE] = Scene(self._bench, feature.language)

    def pytest_bdd_before_step(self, request: pytest.FixtureRequest, step: Step) -> None:
        """Remember the text of the step, for messages."""
        request.node.stash[SCENE].saying = step.name

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Attach the results of a scenario to its test report."""
        scene = item.stash.get(SCENE, None)
        if scene is not None and call.when == "call":
            item.user_properties.extend(properties_of(scene, call.excinfo.value if call.excinfo else None))
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add the results of a scenario to the tally."""
        if report.when == "call":
            self._tally.read(report)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Do not let a run pass that tested nothing."""
        if self._tally.nothing_tested(session.testsfailed) and exitstatus in {
            pytest.ExitCode.OK,
            pytest.ExitCode.TESTS_FAILED,
        }:
            session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED

    def pytest_terminal_summary(self, terminalreporter: "pytest.TerminalReporter") -> None:
        """Print what was unclear and what was not tested."""
        self._tally.print_end(terminalreporter, self._bench)

    def pytest_unconfigure(self) -> None:
        """Close the connections to the system."""
        self._bench.system.close()


def _name_of(file: Path, config: pytest.Config) -> str:
    """The name of a file. pytest gives none to a file that is named on the command line and outside its root folder.

    That happens easily, because pytest takes the path after `--terms` for a path of tests when it determines its root.
    """
    return (file.relative_to(config.rootpath) if file.is_relative_to(config.rootpath) else file).as_posix()
