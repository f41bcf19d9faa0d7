"""Settings come from the environment, and their page tells what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

from rongqu.infra.settings import LogFormat, SettingInvalid, Settings, check_keys, describe
from tools.write_pages import REFERENCE, settings_page


def test_a_setting_is_named_by_its_group_and_field() -> None:
    settings = Settings.from_environment(
        {
            "RONGQU_HOME": "/srv/rongqu",
            "RONGQU_DATABASE_POOL_SIZE": "7",
            "RONGQU_LOG_FORMAT": "console",
            "RONGQU_WEB_APP": "/srv/web",
            "RONGQU_OTEL_SAMPLE_RATIO": "0.25",
            "UNRELATED": "x",
        }
    )

    assert settings.home == Path("/srv/rongqu")
    assert settings.database.pool_size == 7
    assert settings.log.format is LogFormat.CONSOLE
    assert settings.web.app == Path("/srv/web")
    assert settings.otel.sample_ratio == 0.25


def test_an_empty_variable_is_the_default() -> None:
    assert Settings.from_environment({"RONGQU_WEB_PORT": " ", "RONGQU_WEB_APP": ""}) == Settings()


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("RONGQU_WEB_PORT", "http", "RONGQU_WEB_PORT must be a whole number"),
        ("RONGQU_OTEL_SAMPLE_RATIO", "half", "RONGQU_OTEL_SAMPLE_RATIO must be a number"),
        ("RONGQU_LOG_FORMAT", "xml", "RONGQU_LOG_FORMAT must be json or console"),
    ],
)
def test_a_wrong_value_is_named_and_not_quoted(variable: str, value: str, words: str) -> None:
    with pytest.raises(SettingInvalid, match=words) as refused:
        Settings.from_environment({variable: value})
    assert value not in str(refused.value).replace(words, "")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+asyncpg"])
def test_any_usual_form_of_the_database_address_is_taken(scheme: str) -> None:
    settings = Settings.from_environment({"RONGQU_DATABASE_URL": f"{scheme}://u:p@h/d"})
    assert settings.database_url == "postgresql+asyncpg://u:p@h/d"


def test_no_database_is_one_sentence() -> None:
    with pytest.raises(SettingInvalid, match="RONGQU_DATABASE_URL is empty: set it, or"):
        _ = Settings().database_url


def test_secrets_are_in_no_repr() -> None:
    url = "postgresql://u:hidden-password@h/d"
    settings = Settings.from_environment(
        {"RONGQU_DATABASE_URL": url, "RONGQU_BANK_SECRET": "hidden-key"}
    )
    assert "hidden" not in repr(settings)


def test_every_setting_is_explained_once() -> None:
    described = list(describe())
    assert len({each.variable for each in described}) == len(described)
    for each in described:
        assert len(each.words) > 20, each.variable


def test_the_page_tells_what_the_code_does() -> None:
    assert (REFERENCE / "settings.md").read_text("utf-8") == settings_page(), "run `make docs`"


def test_real_customers_are_not_served_with_the_keys_for_trying_out() -> None:
    public = {"RONGQU_WEB_PUBLIC_URL": "https://rongqu.example"}
    own_master = {**public, "RONGQU_CRYPTO_MASTER_KEY": "file:///srv/master.key"}

    with pytest.raises(SettingInvalid, match="RONGQU_CRYPTO_MASTER_KEY"):
        check_keys(Settings.from_environment(public))
    with pytest.raises(SettingInvalid, match="RONGQU_CRYPTO_BLIND_INDEX_KEY"):
        check_keys(Settings.from_environment(own_master))
    check_keys(Settings.from_environment({**own_master, "RONGQU_CRYPTO_BLIND_INDEX_KEY": "own"}))
    check_keys(Settings.from_environment({}))
