"""The waiting time that a busy system asks for."""

from datetime import UTC, datetime

import pytest
from yakkan.adapters.http.patience import seconds_to_wait

NOW = datetime(2016, 5, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("0", 0),
        ("7", 7),
        (" 7 ", 7),
        ("30", 30),
        ("31", 30),
        ("9" * 5000, 30),
        ("Sun, 01 May 2016 12:00:09 GMT", 9),
        ("Sun, 01 May 2016 12:00:09 -0000", 9),
        ("Sun, 01 May 2016 11:00:00 GMT", 0),
        ("Sun, 01 May 2016 13:00:00 GMT", 30),
        ("Sun, 01 May 99999999999 13:00:00 GMT", None),
    ],
)
def test_seconds_and_dates_are_understood(header, seconds):
    """Seconds and HTTP dates become seconds from 0 to 30, and anything else is ignored."""

    assert seconds_to_wait(header, NOW) == seconds
