"""The options of the plugin, and what is said where they cannot be used."""

import pytest
from yakkan.adapters import flags


def test_without_a_system_feature_files_are_left_alone(pytester):
    """Without --sut nothing of ours happens: other people's feature files and tests are as if we were not there."""
    pytester.makefile(".feature", theirs="Feature: theirs\n  Scenario: theirs\n    Given nothing of ours\n")
    pytester.makepyfile(
        "def test_other(request):\n    assert not request.config.pluginmanager.has_plugin('yakkan-hooks')\n"
    )
    result = pytester.runpytest("-p", "no:cacheprovider")

    result.assert_outcomes(passed=1)
    assert result.ret == 0
    result.stdout.no_fnmatch_line("*yakkan *")


def test_without_a_system_nothing_heavy_is_imported(pytester):
    """The plugin costs other people's runs its options alone."""
    pytester.makepyfile(
        "import sys\n"
        "def test_other():\n"
        "    assert sorted(name for name in sys.modules if name.startswith('yakkan')) == \\\n"
        "        ['yakkan', 'yakkan.adapters', 'yakkan.adapters.connection', 'yakkan.steps', 'yakkan.steps.plugin']\n"
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")

    result.assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--sut=http://127.0.0.1:1"], "ERROR: YK401 *the connection failed*"),
        (["--sut=ftp://example.org"], 'ERROR: YK* "ftp://example.org": no adapter knows this form*'),
        (["--sut=py:systems:nothing"], "ERROR: YK* py:systems:nothing: AttributeError*"),
        (["--sut=py:systems:right", "--terms=nowhere.md"], "ERROR: YK* nowhere.md: there is no such file or folder*"),
        (
            ["--sut=py:systems:right", "--yakkan-profile=quick"],
            "ERROR: --yakkan-profile quick: allowed are smoke, gate*",
        ),
        (["--sut=py:systems:right", "--yakkan-calls=0"], "ERROR: --yakkan-calls 0: at least 1 call is needed*"),
        (["--sut=http://127.0.0.1:1", "--yakkan-attempts=2"], "ERROR: YK401 *the connection failed*2 attempts*"),
        (["--sut=http://127.0.0.1:1", "--yakkan-ca=nowhere.pem"], "ERROR: YK* nowhere.pem*"),
        (
            ["--sut=py:systems:right", "--yakkan-header=none"],
            "ERROR: --yakkan-header: a header has the form 'NAME: *",
        ),
    ],
)
def test_options_that_can_not_be_used_are_told_without_a_traceback(run_feature, a_start, arguments, told):
    """A system out of reach, terms that are not there and a bad number end the run at once, with a usage error."""
    result = run_feature("right", *arguments, mine=a_start)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([told])
    assert "Traceback" not in result.stderr.str() + result.stdout.str()


def test_the_plugin_reaches_what_the_command_reaches(pytester):
    """Every option of the connection that the command has the plugin has too, under its prefix and in its words."""
    result = pytester.runpytest("--help")

    shown = " ".join(result.stdout.str().split())
    for flag in flags().values():
        assert f"--yakkan-{flag.name}=" in shown
        assert flag.help in shown


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("--yakkan-timeout=0", "0 is not above 0 and at most 3600"),
        ("--yakkan-attempts=21", "21 is not at least 1 and at most 20"),
        ("--yakkan-rate=nan", "nan is not above 0 and at most 1000"),
        ("--yakkan-batch=two", "invalid literal"),
    ],
)
def test_a_number_outside_its_limits_is_refused(pytester, option, words):
    """A number that the command would refuse the plugin refuses too, and says what is allowed."""
    result = pytester.runpytest_subprocess(option)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert words in " ".join(result.stderr.str().split())


def test_the_header_says_what_is_run_against_what(run_feature, a_start):
    """System, terms, effort and seed stand in the header of the run."""
    result = run_feature("right", "--yakkan-profile=gate", "--yakkan-seed=7", mine=a_start)

    result.stdout.fnmatch_lines(
        [
            "yakkan: right * at py:systems:right; profile gate, at most 300 calls a search, seed 7",
            "yakkan terms: *enex-low-voltage 2016-04-01, *",
            "*scenarios put to right: 1, calls answered: 1*",
        ]
    )


def test_a_search_spends_the_calls_it_is_given(run_feature):
    """--yakkan-calls is the most that each search may spend."""
    text = "Feature: mine\n  Scenario: any\n    Given any contract\n    Then every bill is what the terms say\n"
    result = run_feature("right", "--yakkan-calls=10", mine=text)

    result.stdout.fnmatch_lines(["*scenarios put to right: 1, calls answered: 9*"])


def test_a_feature_outside_the_root_folder_has_a_name(run_feature, pytester, terms_folder, a_start):
    """pytest takes `--terms PATH` for a place of tests when it looks for its root; scenarios keep their names."""
    root = pytester.mkdir("elsewhere")
    result = run_feature("f02", f"--rootdir={root}", "--terms", terms_folder, "mine.feature", mine=a_start)

    result.stdout.fnmatch_lines(["FAILED mine.feature::test_a_start - ChargedInFull: *"])
