"""The example programme has doorbraakplannen that say something."""

import tomllib

import pytest

from samenspel.organisaties.models import Organisatie, Regeling
from samenspel.praktijk import actions as praktijk
from samenspel.praktijk.models import Casus, Maatregel
from samenspel.praktijk.pages.plan import plan_page
from samenspel.praktijk.rows.plan import with_plan
from samenspel.project.voorbeeld.laden import PROGRAMMA
from samenspel.project.voorbeeld.loader import Loader
from tests import factories


@pytest.fixture
def loader(db):
    """A loader whose people and organisaties exist; the plannen are still to be made."""
    programma = tomllib.loads(PROGRAMMA.read_text())
    loader = Loader(programma, lambda line: None)
    codes = {row["gemeente"] for row in programma["casussen"]}
    codes |= {row["code"] for row in programma["organisaties"]}
    for code in codes:
        Organisatie.objects.create(naam=f"Organisatie {code}", code=code, soort="gemeente")
    for afkorting in ("Pw", "Wgs", "Jw", "WPO"):
        factories.regeling(afkorting)
    for row in programma["mensen"]:
        at = Organisatie.objects.filter(code=row["bij"]).first() or factories.organisatie("Elders")
        loader.mensen[row["naam"]] = factories.lid(at, naam=row["naam"])
    for row in programma["casussen"]:
        praktijk.beschrijf_casus(
            titel=row["titel"], tekst=row["tekst"], wens=row["wens"],
            gemeente=loader.organisaties[row["gemeente"]], by=loader.mensen[row["wie"]],
        )  # fmt: skip
    return loader


def test_each_plan_of_the_example_is_made_and_explains_itself(loader):
    for row in loader.programma["plannen"]:
        loader.plan(row)
    pages = [
        plan_page(casus, viewer=casus.maker)
        for casus in with_plan(Casus.objects.filter(plan__isnull=False))
    ]
    assert len(pages) == len(loader.programma["plannen"])
    words = " ".join(page.som.uitleg for page in pages if page.som).replace("\xa0", " ")
    assert "De gemeente betaalt, " in words
    assert "Niemand betaalt meer dan nu." in words
    assert Maatregel.objects.filter(overgenomen_van__isnull=False).count() == 1
    assert Regeling.objects.filter(pk__in=Maatregel.objects.values("regeling")).count() == 4
