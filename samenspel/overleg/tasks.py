"""Questions that nobody answers climb by themselves, and a round with too few is extended once."""

from datetime import date

from procrastinate.contrib.django import app

from samenspel.basis import klok
from samenspel.overleg.besluiten.vanzelf import verleng_rondes
from samenspel.overleg.partners.actions import verwerk_antwoordtermijnen
from samenspel.overleg.plaatsing.actions import verwerk_termijnen

EVERY_NIGHT = "0 4 * * *"


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="termijnen", queueing_lock="termijnen")
def termijnen(timestamp: int) -> None:
    """Let every question whose term ran out climb one step, what nobody answered end.

    And a round in which too few spoke goes on once; a mail of the next working day reminds the
    silent.
    """
    with klok.of_the_example():
        by_night(klok.today())


def by_night(op: date) -> None:
    """Do what happens by itself before `op` begins."""
    verwerk_termijnen(op)
    verwerk_antwoordtermijnen(op)
    verleng_rondes()
