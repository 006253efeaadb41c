"""`yakkan demo`."""


def test_demo_finds_what_it_must(yakkan, tmp_path):
    """Both faults of the 2018 notice are found and replayed, a correct system conforms, and case files are kept."""
    result = yakkan("demo", "--keep", "kept")

    assert (result.code, result.err) == (0, "")
    for told in ("DIVERGES", "A period up to 5 days short", "A period 6 or more days short", "STILL DIVERGES"):
        assert told in result.out
    assert result.out.index("CONFORMS") < result.out.index("FIXED")
    assert {path.name.split("-start")[0].split("-end")[0] for path in (tmp_path / "kept").iterdir()} >= {
        "charged-in-full",
        "wrong-share",
    }
