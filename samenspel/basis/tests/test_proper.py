"""What no browser sends is answered with 400, on every page, and never with 500."""

import pytest
from django.test import Client


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "verhaal", "zomaar"])
def test_a_nul_in_a_cookie(db, name):
    answer = Client(raise_request_exception=False).get("/", HTTP_COOKIE=rf'{name}="a\000b"')
    assert answer.status_code == 400


URLENCODED = b"username=+AGE-&password=x&tekst=+AGE-&email=a"
PARTS = b'--x\r\nContent-Disposition: form-data; name="tekst"\r\n\r\n+AGE-\r\n--x--\r\n'
KINDS = {
    "application/x-www-form-urlencoded": URLENCODED,
    "multipart/form-data; boundary=x": PARTS,
}


def post(where: str, charset: str, kind: str = "application/x-www-form-urlencoded") -> int:
    client = Client(raise_request_exception=False)
    return client.generic("POST", where, KINDS[kind], f"{kind}; charset={charset}").status_code


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "rot13", "bestaat-niet", "idna", "latin-1"])
@pytest.mark.parametrize("where", ["/inloggen/", "/verhalen/vertel/", "/wachtwoord-vergeten/"])
@pytest.mark.parametrize("kind", KINDS)
def test_another_charset(db, charset, where, kind):
    assert post(where, charset, kind) == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8"])
def test_utf_8_by_its_names(db, charset):
    assert post("/inloggen/", charset) == 200
