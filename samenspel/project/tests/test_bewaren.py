"""A backup overwrites nothing by accident and keeps the password to itself."""

import subprocess

import pytest

from samenspel.basis.errors import RuleError
from samenspel.project import bewaren


def test_a_backup_that_is_there_stays_unless_told_otherwise(db, tmp_path):
    file = tmp_path / "alles.backup"
    assert "Bewaard in" in bewaren.backup(file)
    kept = file.read_bytes()
    assert kept.startswith(b"PGDMP")
    file.write_bytes(b"van gisteren")
    with pytest.raises(RuleError, match="bestaat al"):
        bewaren.backup(file)
    assert file.read_bytes() == b"van gisteren"
    bewaren.backup(file, overschrijf=True)
    assert file.read_bytes().startswith(b"PGDMP")


def test_the_password_is_not_among_the_arguments(monkeypatch, tmp_path):
    seen = {}

    def run(arguments, **options):
        seen.update(arguments=[str(one) for one in arguments], env=options["env"])
        return subprocess.CompletedProcess(arguments, 1, "", "kan niet")

    monkeypatch.setattr(subprocess, "run", run)
    url = "postgresql://anne:diep%20geheim@db:5433/lus?sslmode=require"
    monkeypatch.setattr(bewaren, "server_url", lambda: url)
    with pytest.raises(RuleError, match="pg_dump is mislukt: kan niet"):
        bewaren.backup(tmp_path / "alles.backup")
    assert "geheim" not in " ".join(seen["arguments"])
    assert "sslmode=require" in " ".join(seen["arguments"])
    assert seen["env"]["PGPASSWORD"] == "diep geheim"
