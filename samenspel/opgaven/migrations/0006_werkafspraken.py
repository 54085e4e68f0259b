"""How the partners of an opgave decide together, and since when each takes part.

Partners of before joined on the day that the spoor says, or else on the first day of the opgave.
"""

from django.db import migrations, models
from django.db.models import Q

import samenspel.basis.klok

TOEGETREDEN = """
    update opgaven_partner p set toegetreden_op = coalesce(
        (select min(g.op at time zone 'Europe/Amsterdam')::date from spoor_gebeurtenis g
         where g.soort = 'opgave' and g.object_id = p.opgave_id and g.wat = 'partner toegevoegd'
           and position(p.organisatie_id::text in g.inhoud) > 0),
        (select o.begint_op from opgaven_opgave o where o.id = p.opgave_id)
    )
"""


class Migration(migrations.Migration):
    dependencies = [("opgaven", "0005_mandaat_naar_overleg"), ("spoor", "0003_beheer_leest")]

    operations = [
        migrations.AddField(
            "opgave",
            "ronde_werkdagen",
            models.PositiveSmallIntegerField(
                db_default=10, default=10, help_text="Zo lang duurt een ronde, in werkdagen."
            ),
        ),
        migrations.AddField(
            "opgave",
            "verval_na_rondes",
            models.PositiveSmallIntegerField(
                db_default=3,
                default=3,
                help_text="Na zoveel rondes vervalt een bezwaar dat op geen kernbelang rust.",
            ),
        ),
        migrations.AddField(
            "opgave",
            "quorum",
            models.PositiveSmallIntegerField(
                db_default=50,
                default=50,
                help_text="Meer dan dit deel van de partners moet iets zeggen, in procenten;"
                " 100 is alle.",
            ),
        ),
        migrations.AddConstraint(
            "opgave",
            models.CheckConstraint(
                condition=Q(ronde_werkdagen__range=(5, 60))
                & Q(verval_na_rondes__range=(1, 10))
                & Q(quorum__range=(50, 100)),
                name="opgave_werkafspraken",
                violation_error_message="Deze werkafspraken kunnen niet.",
            ),
        ),
        migrations.AddField(
            "partner",
            "toegetreden_op",
            models.DateField(
                default=samenspel.basis.klok.today,
                help_text="Sinds wanneer de organisatie meedoet.",
            ),
        ),
        migrations.RunSQL(TOEGETREDEN, migrations.RunSQL.noop),
    ]
