"""What the user gives for an HTTP connection."""

import pytest
from yakkan.adapters import AdapterError, Bearer, ConnectionOptions, CredentialsError, HttpSystem, TargetError


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("HTTPS://example.com/billing/", "https://example.com/billing"),
        ("https://vendor:hunter2@example.com/billing", "https://example.com/billing"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
    ],
)
def test_the_name_is_the_url_without_credentials(url, name):
    """A system is named by its base URL, without credentials and without a slash at the end."""

    system = HttpSystem(url)

    assert system.name == name
    system.close()


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "ftp://vendor:hunter2@example.com",
        "example.com",
        "http://vendor:hunter2@example.com:port/",
        "http://vendor:hunter2@example.com/?key=1",
        "http://vendor:hunter2@example.com/#x",
        "http:///path",
    ],
)
def test_a_url_that_is_none_is_refused(url):
    """Text that is not a base URL is refused, without showing its credentials."""

    with pytest.raises(TargetError) as caught:
        HttpSystem(url)

    assert caught.value.problems[0].code.id == "YK409"
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "headers",
    [
        {"X Key": "v"},
        {"": "v"},
        {"X-Key": "hunter2hunter2\r\nX-Other: 1"},
        {"X-Key": "hunter2hunter2é"},
        {"X-Key": " hunter2hunter2"},
    ],
)
def test_a_header_that_cannot_be_sent_is_refused_unseen(headers):
    """A header that HTTP cannot send is refused, and its value is not shown."""

    with pytest.raises(CredentialsError) as caught:
        HttpSystem("http://127.0.0.1", ConnectionOptions(headers=headers))

    assert caught.value.problems[0].code.id == "YK412"
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "options", "found"),
    [
        ("http://u:p@127.0.0.1", {"auth": Bearer("abc")}, "the environment and the URL"),
        ("http://127.0.0.1", {"auth": Bearer("abc"), "headers": {"authorization": "x"}}, "an Authorization header"),
        ("http://u:p@127.0.0.1", {"headers": {"Authorization": "x"}}, "the URL and an Authorization header"),
    ],
)
def test_credentials_given_twice_are_refused(url, options, found):
    """Credentials given in two ways are refused; neither wins silently."""

    with pytest.raises(CredentialsError, match=found):
        HttpSystem(url, ConnectionOptions(**options))


@pytest.mark.parametrize("option", [{"timeout": 0}, {"timeout": float("nan")}, {"attempts": 0}, {"concurrency": -1}])
def test_options_out_of_range_are_refused(option):
    """A time-out of nothing, or no attempt, is refused before the first call."""

    with pytest.raises(TargetError, match="YK410"):
        HttpSystem("http://127.0.0.1", ConnectionOptions(**option))


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_bundle_that_cannot_be_read_is_refused(tmp_path, content):
    """A bundle of authorities that is missing or empty is refused before the first call."""

    file = tmp_path / "ca.pem"
    if content:
        file.write_text(content)

    with pytest.raises(AdapterError, match="YK413"):
        HttpSystem("https://127.0.0.1", ConnectionOptions(ca=file))
