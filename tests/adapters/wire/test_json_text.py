"""Reading JSON text."""

import json
from decimal import Decimal

import pytest
from yakkan.adapters import WireError, parse_json


def problem(data, **limit):
    with pytest.raises(WireError) as caught:
        parse_json(data, "the answer", **limit)
    (one,) = caught.value.problems
    return one


def test_fractions_keep_their_decimals():
    """A number with a fraction comes as the decimal that was written."""

    assert parse_json(b'{"a": 10.50, "b": 1e2, "c": 7}', "it") == {"a": Decimal("10.50"), "b": Decimal("1E+2"), "c": 7}
    assert str(parse_json(b"10.50", "it")) == "10.50"


def test_invalid_json_is_located():
    """Text that is not JSON is refused with the line, the column and the text there."""

    found = problem(b'{"case": "x",\n "bills": oops}')

    assert found.code.id == "YK303"
    assert found.place == "the answer"
    assert found.message.startswith("line 2, column 11: Expecting value; near ")
    assert "oops" in found.message


def test_an_empty_text_is_refused():
    """An empty body is reported as such."""

    assert problem(b" \n").message == "the text is empty"


def test_invalid_utf_8_names_the_byte():
    """Bytes that are no UTF-8 are refused with the first of them."""

    found = problem(b'{"a": "\x93\xfa"}')

    assert (found.code.id, found.message) == ("YK302", "byte 8 is not UTF-8 (0x93)")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("NaN", "NaN is not JSON"),
        ("-Infinity", "-Infinity is not JSON"),
        ("1e99999999999999999999", "the number 1e99999999999999999999 is too large"),
        ("9" * 5000, "a number has too many digits"),
    ],
    ids=["nan", "infinity", "exponent", "digits"],
)
def test_what_is_no_number_is_refused(text, message):
    """NaN, Infinity and numbers beyond all bounds are refused."""

    found = problem(f'{{"total": {text}}}'.encode())

    assert (found.code.id, found.message) == ("YK306", message)


def test_a_key_twice_is_refused():
    """An object that has a key twice is refused and the key is named."""

    found = problem(b'{"a": {"total": 1, "x": 0, "total": 2}}')

    assert (found.code.id, found.message) == ("YK305", 'the key "total" is given twice in one object')


@pytest.mark.parametrize("depth", [2_000, 200_000])
def test_deep_nesting_is_refused(depth):
    """JSON that is nested too deep for the parser is refused, and does not break it."""

    assert problem(b"[" * depth + b"]" * depth).code.id == "YK304"


@pytest.mark.parametrize("text", [r'"\ud800"', r'{"\uDC00": 1}', r'[{"a": ["\ud83d x"]}]'])
def test_half_characters_are_refused(text):
    """A lone surrogate is refused, because no file could hold it."""

    assert problem(text.encode()).code.id == "YK307"


def test_whole_surrogate_pairs_are_text():
    """A character written as a surrogate pair is that character."""

    assert parse_json(rb'"\ud83d\ude00"', "it") == "😀"


def test_the_limit_is_inclusive():
    """A text of exactly `limit` bytes is read, and one more byte is too large."""

    assert parse_json(b"[12]", "it", limit=4) == [12]
    assert problem(b"[123]", limit=4).code.id == "YK301"


def test_the_limit_is_4_mib():
    """Ten megabytes are too large unless said otherwise."""

    found = problem(b" " * 10_000_000)

    assert (found.code.id, found.message) == ("YK301", "more than 4194304 bytes")


def test_many_keys_twice_are_reported_quickly():
    """A large object whose last key is a repetition is refused like a small one."""

    keys = [f"k{number}" for number in range(200_000)]
    text = "{" + ",".join(f"{json.dumps(key)}:1" for key in [*keys, "k199999"]) + "}"

    assert problem(text.encode()).code.id == "YK305"
