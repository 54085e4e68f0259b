"""What production refuses, whichever way it is started."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from samenspel.basis.errors import RuleError
from samenspel.project.veiligheid import SMTP, require_safe
from tests.machine import ROOT, environment

SECRET = "abcdefghijklmnopqrstuvwxyz" * 2
SAFE = {
    "MODUS": "productie", "VOORBEELD": False, "DEBUG": False, "SECRET_KEY": SECRET,
    "OWN_DATABASE": True, "ALLOWED_HOSTS": ["samen.voorbeeld.nl", "10.0.0.7", "[::1]"],
    "SITE_URL": "https://samen.voorbeeld.nl", "SECURE_SSL_REDIRECT": True, "EMAIL_BACKEND": SMTP,
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"SITE_URL": "https://samen.voorbeeld.nl:8443"},
        {"SITE_URL": "http://10.0.0.7:8000", "SECURE_SSL_REDIRECT": False},
    ],
)
def test_a_safe_production_starts(change):
    require_safe(SimpleNamespace(**SAFE | change))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"VOORBEELD": True}, "Zet SAMENSPEL_VOORBEELD uit"),
        ({"DEBUG": True}, "Zet SAMENSPEL_DEBUG uit"),
        ({"SECRET_KEY": "voorbeeld-" + SECRET}, "Geef SAMENSPEL_GEHEIM een eigen"),
        ({"SECRET_KEY": "kort"}, "Geef SAMENSPEL_GEHEIM een eigen"),
        ({"SECRET_KEY": "a" * 50}, "Geef SAMENSPEL_GEHEIM een eigen"),
        ({"OWN_DATABASE": False}, "Geef DATABASE_URL"),
        ({"ALLOWED_HOSTS": ["*"], "SITE_URL": "https://*"}, "Noem in SAMENSPEL_HOSTS hele namen"),
        ({"ALLOWED_HOSTS": [".nl", "samen.voorbeeld.nl"]}, "Noem in SAMENSPEL_HOSTS hele namen"),
        ({"ALLOWED_HOSTS": ["elders.nl"]}, "ook de naam die in SAMENSPEL_ADRES staat"),
        ({"SITE_URL": "http://samen.voorbeeld.nl"}, "met https:// beginnen"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, "Zet SAMENSPEL_MAIL"),
        ({"MODUS": "Productie"}, "voorbeeld of productie"),
        ({"SECRET_KEY": ""}, "geheim is leeg"),
        ({"SECRET_KEY": "", "MODUS": "voorbeeld"}, "geheim is leeg"),
    ],
)
def test_an_unsafe_one_is_refused(change, told):
    with pytest.raises(RuleError, match=told):
        require_safe(SimpleNamespace(**SAFE | change))


def test_the_example_may_all_that():
    require_safe(SimpleNamespace(MODUS="voorbeeld", VOORBEELD=True, DEBUG=True, SECRET_KEY="x"))


@pytest.mark.parametrize("way_in", ["samenspel.project.wsgi", "samenspel.project.settings"])
def test_no_way_in_goes_round_it(tmp_path, way_in):
    unsafe = {
        "SAMENSPEL_MODUS": "productie", "SAMENSPEL_DEBUG": "1", "SAMENSPEL_VOORBEELD": "1",
        "SAMENSPEL_GEHEIM": "x", "DJANGO_SETTINGS_MODULE": "samenspel.project.settings",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", f"import {way_in}"], cwd=ROOT, capture_output=True, text=True,
        env=environment(tmp_path, **unsafe), timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Samenspel start niet in productie" in done.stderr
