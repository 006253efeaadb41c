"""Credentials."""

import pytest
from yakkan.adapters import (
    Basic,
    Bearer,
    ConnectionOptions,
    CredentialsError,
    HttpSystem,
    auth_from_environment,
    environment_of,
)
from yakkan.adapters.redaction import Redaction

TOKEN, USER, PASSWORD = "YAKKAN_SUT_TOKEN", "YAKKAN_SUT_USER", "YAKKAN_SUT_PASSWORD"  # names


@pytest.mark.parametrize(
    ("environ", "auth"),
    [
        ({}, None),
        ({TOKEN: "", USER: "", PASSWORD: ""}, None),
        ({"OTHER": "x"}, None),
        ({TOKEN: "abc.def"}, Bearer("abc.def")),
        ({USER: "vendor", PASSWORD: "pass: wörd"}, Basic("vendor", "pass: wörd")),
    ],
)
def test_the_environment_gives_the_credentials(environ, auth):
    """A token gives bearer, user and password basic authentication, nothing gives none."""

    assert auth_from_environment(environ) == auth


@pytest.mark.parametrize(
    "environ",
    [
        {TOKEN: "hunter2hunter2", USER: "u", PASSWORD: "p"},
        {TOKEN: "hunter2hunter2", USER: "u"},
        {USER: "hunter2hunter2"},
        {PASSWORD: "hunter2hunter2"},
        {TOKEN: "hunter2hunter2\n"},
        {TOKEN: "hunter2 hunter2"},
        {TOKEN: "hunter2hunter2é"},
        {USER: "a:b", PASSWORD: "hunter2hunter2"},
        {USER: "a", PASSWORD: "hunter2hunter2\n"},
    ],
)
def test_credentials_that_cannot_be_used_are_refused_unseen(environ):
    """Two ways, half of one and what cannot be sent are refused, and the error does not say the secret."""

    with pytest.raises(CredentialsError) as caught:
        auth_from_environment(environ)

    assert caught.value.problems[0].code.id == "YK411"
    assert "hunter2" not in str(caught.value)


def test_credentials_are_sent_as_http_says():
    """Bearer tokens stand as they are, user and password in base64 of UTF-8."""

    assert Bearer("abc").header == "Bearer abc"
    assert Basic("Aladdin", "open sesame").header == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="


@pytest.mark.parametrize("auth", [Bearer("hunter2hunter2"), Basic("vendor", "hunter2hunter2")])
def test_no_repr_shows_a_secret(auth):
    """Neither the credentials nor the system nor its redaction show the secret."""

    system = HttpSystem(
        "http://127.0.0.1:1/base/", ConnectionOptions(auth=auth, headers={"X-Api-Key": "hunter2hunter2"})
    )

    assert "hunter2" not in repr((auth, system, system.name, Redaction(auth.secrets)))
    assert repr(system) == "HttpSystem('http://127.0.0.1:1/base')"
    system.close()


def test_every_form_of_a_secret_is_hidden():
    """A secret is hidden as it is, in JSON, in JSON with escaped slashes, and in a URL, in values but not in keys."""

    redaction = Redaction(('a/b+"é', "case"))

    assert redaction.text('a/b+"é a/b+\\"é a\\/b+\\"\\u00e9 a%2Fb%2B%22%C3%A9') == "*** *** *** ***"
    assert redaction.data('x a/b+"é'.encode()) == b"x ***"
    assert redaction.value({"case": ["a case", 1, None]}) == {"case": ["a ***", 1, None]}


def test_what_is_nested_too_deep_to_matter_goes():
    """Hiding secrets in a deep value ends."""

    deep = []
    for _ in range(900):
        deep = [deep]

    assert "None" in str(Redaction(("x",)).value(deep))


def test_each_of_several_systems_has_its_own_variables():
    """Numbered variables are the system's own under the usual names; those of others are gone, the rest stays."""
    environ = {"PATH": "/bin", "YAKKAN_SUT_1_TOKEN": "a", "YAKKAN_SUT_2_DATABASE": "b", "YAKKAN_SUT_12_TOKEN": "c"}

    assert environment_of(environ, 1) == {"PATH": "/bin", "YAKKAN_SUT_TOKEN": "a"}
    assert environment_of(environ, 2) == {"PATH": "/bin", "YAKKAN_SUT_DATABASE": "b"}
    assert environment_of({**environ, "YAKKAN_SUT_TOKEN": ""}, 3) == {"PATH": "/bin"}


@pytest.mark.parametrize("name", ["TOKEN", "USER", "KEY_PASSWORD", "DATABASE"])
def test_a_variable_without_a_number_is_refused_for_several_systems(name):
    """It would give the secret of one system to all; the error names the variable, never its value."""
    with pytest.raises(CredentialsError) as error:
        environment_of({f"YAKKAN_SUT_{name}": "canary"}, 2)

    assert f"set YAKKAN_SUT_2_{name} for system 2" in str(error.value)
    assert "canary" not in str(error.value)
