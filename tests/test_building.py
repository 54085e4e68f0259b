"""The house guards itself: agreements nobody checks are wishes."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from tests.reach import outside

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "samenspel"
MAX_LINES = {"code": 400, "tests": 500, "template": 150}


def tracked(pattern: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def kind(file: Path) -> str:
    if file.suffix == ".html":
        return "template"
    return "tests" if "tests" in file.parts else "code"


@pytest.mark.parametrize("pattern", ["*.py", "*.html", "*.css", "*.ts"])
def test_every_file_can_be_read_in_one_sitting(pattern):
    files = [file for file in tracked(pattern) if "migrations" not in file.parts]
    assert files
    long = {
        str(file.relative_to(ROOT)): count
        for file in files
        if (count := len(file.read_text().splitlines())) > MAX_LINES[kind(file)]
    }
    assert long == {}


def test_the_web_role_owns_nothing_and_passes_no_policy(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles"
            " where rolname = 'samenspel_web'"
        )
        assert cursor.fetchone() == (False, False, False, False)
        cursor.execute("select count(*) from pg_tables where tableowner = 'samenspel_web'")
        assert cursor.fetchone() == (0,)


def test_two_apps_call_no_two_things_by_one_name():
    """A value of the kernel may be called as the model that it stands for."""
    where: dict[str, set[str]] = {}
    for file in HOUSE.rglob("*.py"):
        app, *parts = file.relative_to(HOUSE).parts
        if {"tests", "migrations"} & set(parts):
            continue
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where.setdefault(node.name, set()).add(app)
    models = {model.__name__ for model in apps.get_models()}
    values = {name for name, found in where.items() if name in models and "analyse" in found}
    for name in values:
        where[name].remove("analyse")
    assert {name: found for name, found in where.items() if len(found) > 1} == {}


def test_the_kernel_runs_without_django():
    packages = [
        path.parent.name for path in (HOUSE / "analyse").glob("*/__init__.py")
        if path.parent.name != "tests"
    ]  # fmt: skip
    imports = ", ".join(f"samenspel.analyse.{name}" for name in sorted(packages))
    code = f"import sys; sys.modules['django'] = None; import {imports}"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_models_and_migrations_agree(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_address_of_a_registry_and_no_path_of_a_machine():
    hosts = re.compile(r"https?://[a-z0-9.-]*(pypi|npmjs|registry\.|pythonhosted)[a-z.]*")
    found = [
        f"{file.relative_to(ROOT)}: {line.strip()[:80]}"
        for file in tracked("*")
        if file.suffix in {".py", ".txt", ".toml", ".json", ".md", ".yml", ".html", ""}
        and file != Path(__file__)
        for line in file.read_text(errors="ignore").splitlines()
        if hosts.search(line)
    ]
    assert found == []


FOLDERS = ["samenspel", "tests", "benchmarks", "docs"]


def test_nothing_reaches_outside_the_repository():
    """A clone with nothing beside it is enough for everything."""
    files = {file for folder in FOLDERS for file in tracked(f"{folder}/*")} - {Path(__file__)}
    assert len(files) > 100
    reach = {str(file.relative_to(ROOT)): found for file in files if (found := outside(file, ROOT))}
    assert reach == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tests/test_x.py", "SHARED = Path(__file__).parents[2] / 'data'"),
        (
            "tests/test_x.py",
            "HERE = Path(__file__).resolve().parent\nopen(HERE.parent.parent / 'x')",
        ),
        ("tests/test_x.py", "from tests import HOUSE\nDATA = HOUSE.parent / 'shared'"),
        ("tests/test_x.py", "from tests import HOUSE\nDATA = HOUSE / '..' / 'samenspel'"),
        ("tests/test_x.py", "DATA = Path('../shared')"),
        ("docs/uitleg.md", "[uitleg](../../elders/uitleg.md)"),
        ("docs/uitleg.md", "Kijk in /home/anne/gegevens."),
    ],
)
def test_what_reaches_outside_is_found(tmp_path, name, text):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "__init__.py").write_text("HOUSE = Path(__file__).parents[1]")
    (tmp_path / "docs").mkdir()
    file = tmp_path / name
    file.write_text(text)
    assert outside(file, tmp_path)
    assert outside(tmp_path / "tests" / "__init__.py", tmp_path) == []


def test_scripts_and_styles_come_from_files_only():
    """The content security policy refuses them inline; then they silently do nothing."""
    wrong = [
        str(file.relative_to(ROOT))
        for file in tracked("*.html")
        if re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", file.read_text())
    ]
    assert wrong == []


def test_every_decision_has_a_number_of_its_own():
    numbers = [file.name[:4] for file in (ROOT / "docs" / "decisions").glob("*.md")]
    assert len(set(numbers)) == len(numbers)
    for file in (ROOT / "docs" / "decisions").glob("*.md"):
        assert file.read_text().startswith(f"# {int(file.name[:4])}. "), file.name
