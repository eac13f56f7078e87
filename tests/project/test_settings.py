"""Are settings read strictly, and does the README's table say what there is?"""

from pathlib import Path

import pytest

from graphsvc.errors import SettingsInvalid
from graphsvc.settings import PREFIX, SETTINGS, Settings

README = Path(__file__).parents[2] / "README.md"


def table() -> str:
    rows = [
        f"| `{PREFIX}{one.name}` | {f'`{one.default}`' if one.default else 'empty'} | {one.help} |"
        for one in SETTINGS
    ]
    return "\n".join(["| setting | default | meaning |", "| --- | --- | --- |", *rows])


def test_the_readme_holds_the_table_of_settings():
    assert table() in README.read_text(encoding="utf-8"), f"write into README.md:\n{table()}"


def test_an_empty_environment_gives_the_defaults():
    settings = Settings.from_environ({})

    assert (settings.port, settings.mode, settings.neo4j_uri) == (8420, "service", "")
    assert settings.sponsor_kinds == ("opportunity", "advocacy")


def test_an_unknown_name_stops_the_start():
    with pytest.raises(SettingsInvalid, match="GRAPHSVC_PROT"):
        Settings.from_environ({"GRAPHSVC_PROT": "1"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("HOST", "0.0.0.0"),
        ("MODE", "prod"),
        ("WORKERS", "many"),
        ("SPONSOR_KINDS", "applause"),
        ("CYPHER_HTTP", "yes"),
        ("ENGINE_HEAP", "lots"),
    ],
)
def test_a_value_that_cannot_be_read_names_the_key_and_not_the_value(name, value):
    with pytest.raises(SettingsInvalid) as caught:
        Settings.from_environ({PREFIX + name: value})

    assert PREFIX + name in str(caught.value)
    assert value not in str(caught.value)


def test_secrets_do_not_show():
    settings = Settings.from_environ({"GRAPHSVC_NEO4J_PASSWORD": "open sesame"})

    assert "sesame" not in repr(settings)


def test_a_password_is_given_once():
    with pytest.raises(SettingsInvalid, match="keep one"):
        Settings.from_environ(
            {"GRAPHSVC_NEO4J_PASSWORD": "one", "GRAPHSVC_NEO4J_PASSWORD_FILE": "/two"}
        )


@pytest.mark.parametrize(
    ("mode", "switch", "is_open"),
    [
        ("demonstration", "auto", True),
        ("service", "auto", False),
        ("service", "on", True),
        ("demonstration", "off", False),
    ],
)
def test_the_analyst_route_is_off_outside_demonstration_mode(mode, switch, is_open):
    environ = {"GRAPHSVC_MODE": mode, "GRAPHSVC_CYPHER_HTTP": switch}

    assert Settings.from_environ(environ).cypher_over_http is is_open
