"""Addresses of files: with a digest, so that a browser that keeps them for ever never shows an old one."""

import hashlib

import pytest

from gcmhub.storage import StaticFiles


def test_an_address_has_the_digest_of_the_content(tmp_path):
    (tmp_path / "page.css").write_text("p {}")
    storage = StaticFiles(location=tmp_path)
    list(storage.post_process({"page.css": (storage, "page.css")}))
    digest = hashlib.md5(b"p {}", usedforsecurity=False).hexdigest()[:12]
    assert [storage.url("page.css") for _ in range(2)] == [f"/static/page.{digest}.css"] * 2


def test_a_file_that_was_not_collected_has_none(tmp_path):
    storage = StaticFiles(location=tmp_path)
    for _ in range(2):
        with pytest.raises(ValueError, match=r"none\.css"):
            storage.url("none.css")
