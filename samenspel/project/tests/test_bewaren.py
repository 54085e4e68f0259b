"""A backup overwrites nothing by accident and keeps the password to itself."""

import subprocess
from pathlib import Path

import pytest
from django.db import connection

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


def test_a_backup_that_fails_leaves_the_one_of_before(db, tmp_path, monkeypatch):
    file = tmp_path / "alles.backup"
    file.write_bytes(b"van gisteren")
    monkeypatch.setattr(bewaren, "program", lambda name, version: Path("/bin/false"))
    with pytest.raises(RuleError, match="pg_dump is mislukt"):
        bewaren.backup(file, overschrijf=True)
    assert [one.name for one in tmp_path.iterdir()] == ["alles.backup"]
    assert file.read_bytes() == b"van gisteren"


def test_a_backup_and_its_anker_are_for_nobody_else(db, tmp_path):
    file = tmp_path / "alles.backup"
    file.touch(mode=0o644)
    said = bewaren.backup(file, overschrijf=True)
    assert {one.name for one in tmp_path.iterdir()} == {"alles.backup", "alles.backup.anker"}
    assert {one.stat().st_mode & 0o777 for one in tmp_path.iterdir()} == {0o600}
    assert said.endswith((tmp_path / "alles.backup.anker").read_text().strip())


def test_a_folder_is_no_place_for_a_backup(tmp_path):
    with pytest.raises(RuleError, match="is een map"):
        bewaren.backup(tmp_path, overschrijf=True)


def test_the_programs_are_of_the_version_of_the_server(db, tmp_path, monkeypatch):
    version = connection.pg_version // 10_000
    found = bewaren.program("pg_dump", version)
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
    assert f") {version}." in said.stdout
    other = tmp_path / "pg_dump"
    other.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 99.1'\n")
    other.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert bewaren.program("pg_dump", 99) == other
    assert bewaren.program("pg_dump", version) == found
    with pytest.raises(RuleError, match="postgresql-client-98"):
        bewaren.program("pg_dump", 98)


def test_the_password_is_not_among_the_arguments(monkeypatch, tmp_path, db):
    seen = {}

    def run(arguments, **options):
        seen.update(arguments=[str(one) for one in arguments], env=options["env"])
        return subprocess.CompletedProcess(arguments, 1, "", "kan niet")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(bewaren, "program", lambda name, version: name)
    monkeypatch.setattr(bewaren, "_version", lambda: 18)
    url = "postgresql://anne:diep%20geheim@db:5433/lus?sslmode=require"
    monkeypatch.setattr(bewaren, "server_url", lambda: url)
    with pytest.raises(RuleError, match="pg_dump is mislukt: kan niet"):
        bewaren.backup(tmp_path / "alles.backup")
    assert "geheim" not in " ".join(seen["arguments"])
    assert "sslmode=require" in " ".join(seen["arguments"])
    assert seen["env"]["PGPASSWORD"] == "diep geheim"
