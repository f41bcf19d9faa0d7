"""The built web app: its files, its pages, and what a browser is told about them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from rongqu.infra.problems import add_problem_handlers
from rongqu.infra.static_pages import add_web_app

SCRIPT = b"console.log('rongqu');" * 100


@pytest.fixture
def pages(tmp_path: Path) -> TestClient:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<script nonce=__CSP_NONCE__></script>")
    (tmp_path / "assets" / "app-1a2b.js").write_bytes(SCRIPT)
    (tmp_path / "assets" / "app-1a2b.js.gz").write_bytes(gzip.compress(SCRIPT))
    (tmp_path.parent / "secret.txt").write_text("not part of the app")
    app = FastAPI()
    add_problem_handlers(app)
    add_web_app(app, tmp_path)
    return TestClient(app)


def test_every_address_is_a_page_with_a_nonce_of_its_own(pages: TestClient) -> None:
    first, second = pages.get("/"), pages.get("/enterprise/applications/1")

    assert first.status_code == second.status_code == 200
    assert first.text != second.text
    nonce = first.text.removeprefix("<script nonce=").removesuffix("></script>")
    assert f"'nonce-{nonce}'" in first.headers["content-security-policy"]
    assert first.headers["cache-control"] == "no-cache"


def test_a_hashed_file_is_kept_for_good_and_sent_packed(pages: TestClient) -> None:
    answer = pages.get("/assets/app-1a2b.js", headers={"accept-encoding": "br, gzip;q=0.5"})

    assert answer.content == SCRIPT
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < len(SCRIPT)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]


def test_a_reader_that_knows_no_packing_gets_the_plain_file(pages: TestClient) -> None:
    answer = pages.get("/assets/app-1a2b.js", headers={"accept-encoding": "identity"})

    assert answer.content == SCRIPT
    assert "content-encoding" not in answer.headers
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt"]
)
def test_nothing_outside_of_the_app_is_served(pages: TestClient, path: str) -> None:
    assert "not part of the app" not in pages.get(path).text


def test_an_unknown_address_of_the_api_is_not_a_page(pages: TestClient) -> None:
    answer = pages.get("/api/v1/nothing")

    assert answer.status_code == 404
    assert answer.json()["code"] == "common.not_found"


@pytest.mark.parametrize("path", ["/.env", "/.git/config", "/wp-login.php", "/favicon.ico"])
def test_a_file_that_is_not_there_is_not_a_page(pages: TestClient, path: str) -> None:
    assert pages.get(path).status_code == 404


def test_a_page_may_be_asked_for_without_its_text(pages: TestClient) -> None:
    answer = pages.head("/enterprise")
    assert (answer.status_code, answer.content) == (200, b"")


def test_another_method_is_refused_with_those_that_are_allowed(pages: TestClient) -> None:
    answer = pages.delete("/enterprise")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_a_server_keeps_serving_while_the_app_is_built_anew(
    pages: TestClient, tmp_path: Path
) -> None:
    before = pages.get("/").text
    (tmp_path / "index.html").unlink()
    (tmp_path / "assets" / "app-1a2b.js").unlink()
    during = pages.get("/enterprise")
    gone = pages.get("/assets/app-1a2b.js")
    (tmp_path / "index.html").write_text("<p>built anew</p>")

    assert before.startswith("<script nonce=")
    assert during.text.startswith("<script nonce=")
    assert gone.status_code == 404
    assert pages.get("/").text == "<p>built anew</p>"
