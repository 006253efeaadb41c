"""`yakkan check` and `yakkan explain`."""

import re


def test_check_lists_versions_and_open_readings(yakkan, same_screen, power):
    """Terms without a problem are listed with what their words leave open, and the exit code is 0."""
    result = yakkan("check", power)

    assert (result.code, result.err) == (0, "")
    same_screen("check", result.out)


def test_check_tells_every_problem_with_its_place(yakkan, same_screen, power, tmp_path):
    """Each problem has a code, file and line, clause, what was found and a hint, and the exit code is 3."""
    broken = tmp_path / "broken.md"
    text = power.read_text().replace('"billing-period"', '"billing-perod"').replace('counted = "', 'cuonted = "')
    broken.write_text(text.replace('start_day = "billed"\n', "").replace("total_unit", "total_units"))

    result = yakkan("check", broken)

    assert (result.code, result.out) == (3, "")
    same_screen("check-problems", result.err)


def test_check_warns_of_faults_by_nature(yakkan, power, tmp_path):
    """A setting that only faulty systems have is told with its place; the terms can be used, and the exit code is 0."""
    odd = tmp_path / "odd.md"
    billing = '[billing]\ndue = "in-arrears"\ncorrections = "difference"\nruns = "again"\n\n[rounding]'
    odd.write_text(power.read_text().replace("[rounding]", billing))

    result = yakkan("check", odd)

    assert result.code == 0
    assert re.fullmatch(r'warning: .*odd\.md:\d+ .* billing\.runs = "again" is what faulty systems do\n', result.err)


def test_check_can_not_read(yakkan_here, tmp_path):
    """A missing path, an empty folder and a file that is not text each have their own message, and exit code 3."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "binary.md").write_bytes(b"\x00\xff\xfe")
    expected = {
        "nowhere": "YK101 nowhere: there is no such file or folder",
        "empty": "YK101 empty: the folder holds no .md file",
        "binary.md": "YK101 binary.md:1: this is not UTF-8 text",
    }

    results = {name: yakkan_here("check", name) for name in expected}

    assert {name: result.code for name, result in results.items()} == dict.fromkeys(expected, 3)
    assert {name: result.err.splitlines()[0] for name, result in results.items()} == expected


def test_explain_says_what_a_code_means(yakkan_here, same_screen):
    """A code is explained in either case of its letters."""
    result = yakkan_here("explain", "yk104")

    assert result.code == 0
    same_screen("explain", result.out)


def test_explain_suggests_the_nearest_code(yakkan_here):
    """An unknown code names the nearest one, and the exit code is 3."""
    result = yakkan_here("explain", "YK1044")

    assert (result.code, result.err) == (3, 'there is no code "YK1044"; did you mean "YK104"?\n')


def test_explain_lists_all_codes(yakkan_here):
    """Without a code all of them are listed, of every room, each once and in order."""
    codes = [line.split()[0] for line in yakkan_here("explain").out.splitlines()]

    assert codes == sorted(set(codes))
    assert {"YK101", "YK203", "YK311", "YK401", "YK501", "YK601"} <= set(codes)


def test_check_warns_of_what_is_not_published_yet(yakkan, power, tmp_path):
    """Terms whose adjustment has no month yet are in order; the warning names the line, and the exit code is 0."""
    waiting = tmp_path / "waiting.md"
    rule = '[[charge]]\nitem = "fuel"\nkind = "adjustment"\nmonth = []\n'
    waiting.write_text(f"{power.read_text()}\n## 9 Fuel\n\nNothing is published yet.\n\n```toml\n{rule}```\n")
    line = waiting.read_text().count("\n") - 1

    result = yakkan("check", waiting)

    assert (result.code, result.err) == (0, "")
    assert f"waiting.md:{line} 9 Fuel: fuel: no month is published yet, so nothing can be billed" in result.out
    assert "warning: YK118" in result.out
