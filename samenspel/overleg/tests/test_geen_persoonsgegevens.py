"""No text field of an action lets a phone number in, however it is called: not only by a form."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from samenspel.basis.errors import RuleError
from samenspel.opgaven.actions.belang import benoem_belang
from samenspel.opgaven.actions.opgave import stel_opgave_op
from samenspel.overleg.afspraken.actions import maak_afspraak, rond_af
from samenspel.overleg.besluiten.actions import (
    Gevraagd,
    bereid_besluit_voor,
    vraag_bijdrage,
    wijzig_voorstel,
)
from samenspel.overleg.besluiten.reacties import beantwoord_vraag, reageer
from samenspel.overleg.mandaten.actions import geef_mandaat
from samenspel.overleg.plaatsing.actions import agendeer, beantwoord
from samenspel.overleg.plaatsing.rules import Advies
from samenspel.overleg.tests.tafel import (
    TODAY,
    agreed,
    all_say,
    asked,
    knelpunt,
    later,
    objection,
    proposed,
    says,
    take,
)

PHONE = "Bel mij op 06-12345678."


def table(world):
    """The cast, and a thing of each kind that an action writes to."""
    about = knelpunt(world)
    taken = proposed(world, about, rounds=3, over=True)
    all_say(world, taken)
    taken = take(world, taken)
    things = SimpleNamespace(about=about, taken=taken, open=proposed(world, about, rounds=1))
    things.question, things.agreed = asked(world, about), agreed(world, taken)
    things.vraag = says(things.open, world.zwolle, world.bob, "vraag", toelichting="Wie betaalt?")
    things.last = proposed(world, about, rounds=3)
    return SimpleNamespace(**vars(world), **vars(things))


def ask(t, wat):
    return vraag_bijdrage(t.open, Gevraagd(t.almere, wat), by=t.carla)


ACTIONS = {
    "stel_opgave_op": (
        ["titel", "bedoeling"],
        lambda t, **words: stel_opgave_op(begint_op=TODAY, by=t.carla, **words),
    ),
    "benoem_belang": (
        ["titel", "toelichting"],
        lambda t, **words: benoem_belang(t.opgave, t.zwolle, by=t.bob, **words),
    ),
    "geef_mandaat": (
        ["onderwerp"],
        lambda t, **words: geef_mandaat(
            t.opgave, t.college, t.carla, bedrag=1, begint_op=TODAY, eindigt_op=later(),
            by=t.wethouder, **words,
        ),
    ),
    "agendeer": (
        ["titel", "vraag", "afwijking"],
        lambda t, **words: agendeer(
            t.about, t.directie, uiterlijk=later(), advies=Advies("lokaal", "Kan daar."),
            by=t.carla, **words,
        ),
    ),
    "beantwoord": (
        ["antwoord"],
        lambda t, **words: beantwoord(t.question, stand="toegepast", by=t.dirk, **words),
    ),
    "bereid_besluit_voor": (
        ["titel", "voorstel"],
        lambda t, **words: bereid_besluit_voor(t.about, by=t.carla, **words),
    ),
    "wijzig_voorstel": (
        ["titel", "voorstel"],
        lambda t, **words: wijzig_voorstel(t.open, versie=1, by=t.carla, **words),
    ),
    "vraag_bijdrage": (["wat"], ask),
    "reageer": (
        ["toelichting", "deel", "wet", "oplossing"],
        lambda t, toelichting, **words: reageer(
            t.last, t.zwolle, soort="bezwaar", toelichting=toelichting,
            grond=replace(objection(), **words), by=t.bob,
        ),
    ),
    "beantwoord_vraag": (
        ["antwoord"],
        lambda t, **words: beantwoord_vraag(t.vraag, by=t.carla, **words),
    ),
    "maak_afspraak": (
        ["titel", "tekst", "afwijking"],
        lambda t, **words: maak_afspraak(
            t.taken, t.almere, t.wethouder, uiterlijk=later(), soort="mensen", niveau="lokaal",
            by=t.wethouder, **words,
        ),
    ),
    "rond_af": (
        ["resultaat", "bewijs", "les_titel", "les_tekst"],
        lambda t, **words: rond_af(t.agreed, by=t.wethouder, **words),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ACTIONS)
def test_every_text_of_an_action_is_looked_at(world, name):
    fields, act = ACTIONS[name]
    there = table(world)
    plain = dict.fromkeys(fields, "Gewone woorden.")
    for field in fields:
        with pytest.raises(RuleError, match="een telefoonnummer") as refused:
            act(there, **plain | {field: PHONE})
        assert refused.value.field == field
    act(there, **plain)
