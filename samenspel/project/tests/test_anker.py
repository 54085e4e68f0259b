"""An anker that is kept elsewhere: whoever cuts off, empties or rewrites the spoor is found out."""

import subprocess
from datetime import date

import pytest
from django.core import mail

from samenspel.basis.errors import RuleError
from samenspel.organisaties.models import Lidmaatschap
from samenspel.praktijk.daden import CasusDaad
from samenspel.project import anker, cli
from samenspel.spoor import rows
from samenspel.spoor.actions import record
from samenspel.spoor.tests.test_spoor import tamper
from samenspel.toegang.actions.anker import zet_ankers_klaar
from tests import factories


@pytest.fixture
def casus(db):
    anne = factories.lid(factories.organisatie("Almere"), naam="Anne")
    casus = factories.casus(anne)
    for _ in range(4):
        record(CasusDaad.GEWIJZIGD, casus, by=anne)
    return casus


@pytest.fixture
def kept(casus, tmp_path):
    """An anker of before, after which one thing more happened."""
    file = tmp_path / "spoor.anker"
    anker.write(file, rows.anker())
    record(CasusDaad.INGEBRACHT, casus, by=casus.maker)
    return file


def verify(capsys, *arguments: str) -> tuple[int, str]:
    status = cli.main(["spoor", "verifieer", *arguments])
    said = capsys.readouterr()
    return status, said.out + said.err


def test_a_spoor_that_only_grew_fits_the_anker(kept, capsys):
    status, said = verify(capsys, "--anker", str(kept))
    assert (status, said) == (0, f"Het spoor is heel: 5 gebeurtenissen.\nAnker: {rows.anker()}\n")


CUT = "delete from spoor_gebeurtenis where volgnummer > 2"
EMPTIED = "truncate spoor_gebeurtenis"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (CUT, "Het anker noemt gebeurtenis 4, maar het spoor houdt op bij 2"),
        (EMPTIED, "Het anker noemt gebeurtenis 4, maar het spoor houdt op bij 0"),
    ],
)
def test_what_is_cut_off_is_seen_with_an_anker_only(kept, capsys, change, says):
    tamper(change)
    assert verify(capsys)[0] == 0
    status, said = verify(capsys, "--anker", str(kept))
    assert status == 1
    assert says in said


def test_a_spoor_that_is_written_anew_is_another_one(kept, casus, capsys):
    tamper(EMPTIED)
    for _ in range(7):
        record(CasusDaad.BESCHREVEN, casus, by=casus.maker)
    assert verify(capsys)[0] == 0
    status, said = verify(capsys, "--anker", str(kept))
    assert status == 1
    assert "Gebeurtenis 4 heeft een ander zegel dan in het anker" in said


def test_the_anker_of_an_empty_spoor_fits_every_spoor(db, tmp_path, capsys):
    file = tmp_path / "leeg.anker"
    anker.write(file, rows.anker())
    assert verify(capsys, "--anker", str(file))[0] == 0


@pytest.mark.parametrize("text", ["", "geen anker", "1 abc", "-1 " + "a" * 64, "1" * 99, "\0"])
def test_what_is_no_anker_is_refused(db, tmp_path, capsys, text):
    file = tmp_path / "spoor.anker"
    file.write_text(text)
    status, said = verify(capsys, "--anker", str(file))
    assert (status, said) == (1, f"{file} is geen anker: er hoort een nummer en een zegel in.\n")
    assert "niet te lezen" in verify(capsys, "--anker", str(tmp_path / "weg"))[1]


def test_an_anker_that_is_there_stays(kept):
    before = kept.read_text()
    with pytest.raises(RuleError, match="bestaat al"):
        anker.write(kept, rows.anker())
    assert kept.read_text() == before
    assert kept.stat().st_mode & 0o777 == 0o600


def test_every_beheerder_is_mailed_where_it_ends(casus, work_off):
    role = Lidmaatschap.Rol.BEHEERDER
    organisatie = casus.organisatie
    bea = factories.lid(organisatie, role, naam="Bea")
    Lidmaatschap.objects.create(
        gebruiker=bea, organisatie=factories.organisatie("Zwolle"), rol=role
    )
    gone = factories.lid(organisatie, role, naam="Weg")
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    assert zet_ankers_klaar(date(2026, 11, 30)) == 1
    work_off()
    (sent,) = mail.outbox
    assert sent.to == [bea.account.email]
    assert str(rows.anker()) in sent.body.splitlines()
    assert "30 november 2026" in sent.body


def test_it_can_be_timestamped_as_the_documentation_says(kept, tmp_path, casus):
    """By a stamper of our own: it is given the seal, and its stamp fits that seal only."""
    openssl = ["openssl", "ts"]

    def run(*arguments: str, wants: int = 0) -> str:
        done = subprocess.run(arguments, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == wants, done.stderr
        return done.stdout

    (tmp_path / "tsa.cnf").write_text(
        "[req]\ndistinguished_name=n\n[n]\n[x]\nextendedKeyUsage=critical,timeStamping\n"
        "[tsa]\ndefault_tsa=a\n[a]\nserial=./serial\nsigner_digest=sha256\n"
        "default_policy=1.2.3.4\ndigests=sha256\n"
    )
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key",
        "-out", "tsa.pem", "-subj", "/CN=Stempelaar", "-days", "2", "-config", "tsa.cnf",
        "-extensions", "x")  # fmt: skip
    number, seal = kept.read_text().split()
    run(*openssl, "-query", "-digest", seal, "-sha256", "-cert", "-out", "spoor.tsq")
    run(*openssl, "-reply", "-config", "tsa.cnf", "-queryfile", "spoor.tsq", "-signer", "tsa.pem",
        "-inkey", "tsa.key", "-out", "spoor.tsr")  # fmt: skip
    check = [*openssl, "-verify", "-in", "spoor.tsr", "-CAfile", "tsa.pem", "-digest"]
    run(*check, seal)
    run(*check, rows.anker().hash, wants=1)
    assert number == "4"
