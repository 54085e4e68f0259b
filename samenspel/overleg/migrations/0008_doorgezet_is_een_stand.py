"""A question that climbed is doorgezet: whoever reads only the lower step knows that too."""

from django.db import migrations, models
from django.db.models import Q

STANDEN = [
    ("open", "Wacht op antwoord"),
    ("toegepast", "Toegepast"),
    ("afgeweken", "Afgeweken, met uitleg"),
    ("verlopen", "Geen antwoord"),
    ("doorgezet", "Geen antwoord, doorgezet"),
]
CLIMBED = """
    update overleg_agendering set stand = 'doorgezet'
    where stand = 'verlopen' and id in (select vorige_id from overleg_agendering);
"""
BACK = "update overleg_agendering set stand = 'verlopen' where stand = 'doorgezet';"


class Migration(migrations.Migration):
    dependencies = [("overleg", "0007_mandaat")]
    operations = [
        migrations.AlterField(
            "agendering",
            "stand",
            models.CharField(choices=STANDEN, default="open", max_length=10),
        ),
        migrations.RemoveConstraint("agendering", "agendering_antwoord_met_reden"),
        migrations.AddConstraint(
            "agendering",
            models.CheckConstraint(
                condition=Q(stand__in=["open", "verlopen", "doorgezet"]) | ~Q(antwoord=""),
                name="agendering_antwoord_met_reden",
            ),
        ),
        migrations.RunSQL(CLIMBED, BACK),
        migrations.RemoveIndex("agendering", "agendering_open"),
        migrations.AddIndex(
            "agendering",
            models.Index(
                fields=["aan", "uiterlijk"],
                condition=Q(stand__in=["open", "verlopen"]),
                name="agendering_onbeantwoord",
            ),
        ),
    ]
