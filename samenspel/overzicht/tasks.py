"""Mail everyone once a day."""

from datetime import date

from procrastinate.contrib.django import app

from samenspel.basis import klok
from samenspel.overzicht.meldingen import MELDING, verstuur_melding, zet_meldingen_klaar
from samenspel.taken.work import Werk, follows

EVERY_MORNING = "0 6 * * *"  # seven or eight o'clock in the Netherlands


@app.periodic(cron=EVERY_MORNING)
@app.task(name="meldingen", queueing_lock="meldingen")
def meldingen(timestamp: int) -> None:
    """Have everyone mailed on whom something waits."""
    with klok.of_the_example():
        zet_meldingen_klaar(klok.today())


@follows(MELDING)
def melding(werk: Werk, op: int) -> str:
    """Mail one person."""
    sent = verstuur_melding(werk.asker, date.fromordinal(op))
    return "Gemaild." if sent else "Er wachtte niets."
