"""`yakkan serve` and `yakkan faults`."""

import signal
import socket

import pytest
from yakkan.oracle import TermsError, change_book, setting_value


def test_serve_ends_when_it_is_stopped(process, power, tmp_path):
    """The server says where it listens in one line, and ends with 0 when it is asked to."""
    with process("serve", power, folder=tmp_path) as running:
        line = running.stdout.readline()
        running.send_signal(signal.SIGTERM)
        rest, problems = running.communicate()

    assert line.startswith("listening on http://127.0.0.1:")
    assert (running.returncode, rest, problems) == (0, "", "")


def test_serve_refuses_what_it_can_not_use(yakkan_here, power):
    """Unknown faults and settings, values that cannot be, and a port in use end with 3 and a message."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        results = [
            yakkan_here("serve", power, "--fault", "F-97"),
            yakkan_here("serve", power, "--setting", "proration.triger=never"),
            yakkan_here("serve", power, "--setting", "proration.trigger=nevr"),
            yakkan_here("serve", power, "--setting", "proration"),
            yakkan_here("serve", power, "--port", taken.getsockname()[1]),
        ]

    assert [result.code for result in results] == [3] * len(results)
    assert [result.err.split()[0] for result in results] == ["YK501", "YK115", "YK104", "YK115", "YK417"]


def test_settings_apply_together(book_for):
    """Settings that only make sense together are changed together."""
    book = book_for("enex-low-voltage")
    settings = {"proration.trigger": "fewer-days-than", "proration.trigger_days": 30}

    changed = change_book(book, settings)

    assert [setting_value(terms, "proration.trigger_days") for terms in changed] == [30, 30]


def test_settings_apply_where_a_tariff_has_them(book_for):
    """A setting of one tariff leaves the others as they are; one that no tariff has is an error."""
    book = book_for("ntt-east-flets", "ntt-east-wireless-lan-card")

    changed = change_book(book, {"charge.wireless-lan-card.counted": "maximum"})

    different = [new.tariff for old, new in zip(book, changed, strict=True) if new != old]
    assert different == ["ntt-east-wireless-lan-card"]
    with pytest.raises(TermsError, match="no setting"):
        change_book(book, {"charge.basic.counted": "maximum"})
