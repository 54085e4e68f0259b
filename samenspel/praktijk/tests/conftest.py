"""The cast, with regelingen of more than one ministerie."""

import pytest

from tests import factories


@pytest.fixture
def world(db):
    made = factories.world()
    ocw = factories.organisatie("Ministerie van OCW", soort="ministerie", afkorting="OCW")
    made.pw = factories.regeling(
        "Pw", made.szw, ruimte="individueel", ruimte_toelichting="Artikel 18."
    )
    made.wgs = factories.regeling(
        "Wgs", made.szw, naam="Wet gemeentelijke schuldhulpverlening", leefgebieden=["schulden"]
    )
    made.wpo = factories.regeling(
        "WPO", ocw, naam="Wet op het primair onderwijs", uitvoerder="schoolbestuur",
        niveaus=["regionaal"], leefgebieden=["onderwijs"],
    )  # fmt: skip
    return made


@pytest.fixture
def concept(world):
    """A casus of Anne that only she can read."""
    return factories.casus(
        world.anne, ingebracht=False, zichtbaarheid="besloten", genoemden=[world.anne.pk],
        titel="Gezin met schulden", tekst="Moeder heeft schulden. Zoon past niet op school.",
    )  # fmt: skip
