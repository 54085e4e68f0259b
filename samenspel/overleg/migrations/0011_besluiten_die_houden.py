"""A besluit binds whoever said yes, and what was said stays with the version of which it was said.

What was taken before is kept and marked `eerdere_regels`. A proposal that lies in a round keeps its
reactions; under the rules of before, whoever consented after an objection had lifted it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import samenspel.basis.klok

SAID = """
    update overleg_besluit b set
        eerdere_regels = b.stand = 'genomen',
        gewijzigd_op = coalesce((
            select max(g.op at time zone 'Europe/Amsterdam')::date from spoor_gebeurtenis g
            where g.soort = 'besluit' and g.object_id = b.id
              and g.wat in ('gewijzigd', 'voorstel gewijzigd', 'bijdrage gevraagd')
        ), (b.gemaakt_op at time zone 'Europe/Amsterdam')::date),
        geopend_op = case when b.sluit_op is null then null else coalesce((
            select max(g.op at time zone 'Europe/Amsterdam')::date from spoor_gebeurtenis g
            where g.soort = 'besluit' and g.object_id = b.id and g.wat = 'ronde geopend'
        ), (b.gemaakt_op at time zone 'Europe/Amsterdam')::date) end;
    update overleg_reactie r set
        fase = case when r.ronde > 0 then 'besluitvorming'
                    when b.stand = 'beeldvorming' then 'beeldvorming'
                    else 'oordeelsvorming' end,
        voorstelversie = case when r.ronde = 0 and b.ronde > 0 then 1
                              else greatest(1, b.versie - (b.ronde - r.ronde)) end,
        versie = nummers.nummer,
        opgelost = r.soort in ('consent', 'zorg') and exists (
            select from overleg_reactie o where o.besluit_id = r.besluit_id and o.kern
                and o.organisatie_id = r.organisatie_id and o.ronde < r.ronde)
    from overleg_besluit b, (
        select id, row_number() over (partition by besluit_id, organisatie_id order by ronde, id)
            as nummer from overleg_reactie
    ) nummers
    where b.id = r.besluit_id and nummers.id = r.id;
"""
VERSIONS = """
    insert into overleg_voorstelversie
        (besluit_id, nummer, ronde, titel, voorstel, bevoegdheid, gevraagd, gebruiker_id, op)
    select b.id, b.versie, b.ronde, b.titel, b.voorstel, '', coalesce((
        select string_agg(o.naam || ': ' || x.wat || case when x.bedrag > 0
            then ' (€ ' || x.bedrag || ')' else '' end, chr(10) order by o.naam)
        from overleg_bijdrage x join organisaties_organisatie o on o.id = x.organisatie_id
        where x.besluit_id = b.id), ''), b.maker_id, now()
    from overleg_besluit b
    where b.stand in ('beeldvorming', 'oordeelsvorming', 'besluitvorming');
    set constraints all immediate;
    set constraints all deferred;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("opgaven", "0006_werkafspraken"),
        ("organisaties", "0005_stem_en_keuze"),
        ("overleg", "0010_stand"),
        ("praktijk", "0004_opgegaan_in"),
        ("spoor", "0003_beheer_leest"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Aanvaarding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("voorstelversie", models.PositiveIntegerField()),
                ("wat", models.CharField(max_length=200)),
                ("bedrag", models.PositiveIntegerField(help_text="In euro.")),
                ("op", models.DateTimeField(default=samenspel.basis.klok.now)),
            ],
            options={
                "ordering": ["op", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Voorstelversie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nummer", models.PositiveIntegerField()),
                ("ronde", models.PositiveSmallIntegerField()),
                ("titel", models.CharField(max_length=160)),
                ("voorstel", models.TextField()),
                ("bevoegdheid", models.CharField(blank=True, max_length=400)),
                (
                    "gevraagd",
                    models.TextField(
                        blank=True, help_text="Wat van wie wordt gevraagd, per regel."
                    ),
                ),
                ("op", models.DateTimeField(default=samenspel.basis.klok.now)),
            ],
            options={
                "ordering": ["nummer"],
            },
        ),
        migrations.AlterModelOptions(
            name="reactie",
            options={"ordering": ["organisatie__naam", "versie"]},
        ),
        migrations.RemoveConstraint(
            model_name="reactie",
            name="reactie_een_per_ronde",
        ),
        migrations.RemoveConstraint(
            model_name="reactie",
            name="reactie_met_reden",
        ),
        migrations.AddField(
            model_name="afspraak",
            name="afwijking",
            field=models.TextField(
                blank=True, help_text="Waarom een ander bedrag dan het besluit vraagt."
            ),
        ),
        migrations.AddField(
            model_name="afspraak",
            name="bewijs",
            field=models.TextField(blank=True, help_text="Waaraan men ziet dat het is gedaan."),
        ),
        migrations.AddField(
            model_name="besluit",
            name="bevoegd",
            field=models.ForeignKey(
                blank=True,
                help_text="Wiens bevoegdheid dit besluit gebruikt; zonder is het een advies.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisaties.organisatie",
            ),
        ),
        migrations.AddField(
            model_name="besluit",
            name="bevoegdheid",
            field=models.CharField(
                blank=True, help_text="Welke bevoegdheid, van welk orgaan.", max_length=200
            ),
        ),
        migrations.AddField(
            model_name="besluit",
            name="eerdere_regels",
            field=models.BooleanField(
                default=False, help_text="Genomen voordat deze regels golden."
            ),
        ),
        migrations.AddField(
            model_name="besluit",
            name="geopend_op",
            field=models.DateField(blank=True, help_text="Wanneer de ronde begon.", null=True),
        ),
        migrations.AddField(
            model_name="besluit",
            name="gewijzigd_op",
            field=models.DateField(
                default=samenspel.basis.klok.today, help_text="Sinds wanneer het voorstel zo luidt."
            ),
        ),
        migrations.AddField(
            model_name="besluit",
            name="gezamenlijk",
            field=models.BooleanField(
                default=False,
                help_text="Alleen genomen door wie instemde; te weinig partners reageerden.",
            ),
        ),
        migrations.AddField(
            model_name="besluit",
            name="verlengd_op",
            field=models.DateField(
                blank=True,
                help_text="Wanneer de ronde is verlengd, omdat te weinig spraken.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="bijdrage",
            name="afgewezen",
            field=models.BooleanField(default=False, help_text="Het orgaan zei nee."),
        ),
        migrations.AddField(
            model_name="bijdrage",
            name="bewijs",
            field=models.CharField(
                blank=True,
                help_text="Nummer of adres van het besluit van het orgaan.",
                max_length=300,
            ),
        ),
        migrations.AddField(
            model_name="bijdrage",
            name="uiterlijk",
            field=models.DateField(blank=True, help_text="Wanneer het er moet zijn.", null=True),
        ),
        migrations.AddField(
            model_name="bijdrage",
            name="vervallen_op",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="bijdrage",
            name="vervallen_reden",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="reactie",
            name="antwoord",
            field=models.TextField(blank=True, help_text="Antwoord op een vraag."),
        ),
        migrations.AddField(
            model_name="reactie",
            name="beantwoord_door",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reactie",
            name="beantwoord_op",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="reactie",
            name="deel",
            field=models.CharField(
                blank=True, help_text="Over welk deel gaat het?", max_length=200
            ),
        ),
        migrations.AddField(
            model_name="reactie",
            name="fase",
            field=models.CharField(
                choices=[
                    ("voorbereiding", "In voorbereiding"),
                    ("beeldvorming", "Beeldvorming: is het helder?"),
                    ("oordeelsvorming", "Oordeelsvorming: wat vinden we?"),
                    ("besluitvorming", "Besluitvorming: kan iedereen ermee verder?"),
                    ("genomen", "Genomen"),
                    ("ingetrokken", "Ingetrokken"),
                ],
                default="besluitvorming",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="reactie",
            name="ingetrokken_op",
            field=models.DateTimeField(blank=True, help_text="Een vraag vervalt.", null=True),
        ),
        migrations.AddField(
            model_name="reactie",
            name="opgelost",
            field=models.BooleanField(
                default=False, help_text="Ons eerdere bezwaar op een kernbelang is opgelost."
            ),
        ),
        migrations.AddField(
            model_name="reactie",
            name="voorstelversie",
            field=models.PositiveIntegerField(
                default=1, help_text="Van welke versie van het voorstel dit is gezegd."
            ),
        ),
        migrations.AddField(
            model_name="reactie",
            name="wet",
            field=models.CharField(
                blank=True, help_text="Op welke wet rust het bezwaar?", max_length=200
            ),
        ),
        migrations.AlterField(
            model_name="reactie",
            name="op",
            field=models.DateTimeField(default=samenspel.basis.klok.now),
        ),
        migrations.AlterField(
            model_name="reactie",
            name="soort",
            field=models.CharField(
                choices=[
                    ("vraag", "Vraag"),
                    ("helder", "Niets toe te voegen"),
                    ("feit", "Feit"),
                    ("waarde", "Waarde"),
                    ("belang", "Belang"),
                    ("consent", "Consent"),
                    ("zorg", "Consent, met zorg"),
                    ("bezwaar", "Bezwaar"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="reactie",
            name="versie",
            field=models.PositiveIntegerField(
                default=1, help_text="Hoeveelste keer deze partner iets zei van dit voorstel."
            ),
        ),
        migrations.AddConstraint(
            model_name="besluit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("bevoegd__isnull", True),
                    models.Q(("bevoegdheid", ""), _negated=True),
                    _connector="OR",
                ),
                name="besluit_bevoegdheid_in_woorden",
            ),
        ),
        migrations.AddConstraint(
            model_name="bijdrage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("vervallen_op__isnull", True),
                    models.Q(
                        ("bekrachtigd_op__isnull", True),
                        models.Q(("vervallen_reden", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="bijdrage_vervallen_met_reden",
            ),
        ),
        migrations.RunSQL(SAID, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="reactie",
            constraint=models.UniqueConstraint(
                fields=("besluit", "organisatie", "versie"), name="reactie_volgorde"
            ),
        ),
        migrations.AddConstraint(
            model_name="reactie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("soort__in", ["consent", "helder"]),
                    models.Q(("toelichting", ""), _negated=True),
                    _connector="OR",
                ),
                name="reactie_met_reden",
            ),
        ),
        migrations.AddField(
            model_name="aanvaarding",
            name="bijdrage",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="aanvaardingen",
                to="overleg.bijdrage",
            ),
        ),
        migrations.AddField(
            model_name="aanvaarding",
            name="gebruiker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="aanvaarding",
            name="mandaat",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="overleg.mandaat",
            ),
        ),
        migrations.AddField(
            model_name="voorstelversie",
            name="besluit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versies",
                to="overleg.besluit",
            ),
        ),
        migrations.AddField(
            model_name="voorstelversie",
            name="gebruiker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="voorstelversie",
            name="vanwege",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="overleg.reactie",
            ),
        ),
        migrations.AddConstraint(
            model_name="voorstelversie",
            constraint=models.UniqueConstraint(
                fields=("besluit", "nummer"), name="voorstelversie_uniek"
            ),
        ),
        migrations.RunSQL(VERSIONS, migrations.RunSQL.noop),
    ]
