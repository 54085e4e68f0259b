"""Take the example away, and whatever was made in it."""

from typing import Any

from django.db import connection, transaction

from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Gebruiker, Lidmaatschap, Organisatie
from samenspel.praktijk.models import Casus

# In SQL, because together they hold each other: their foreign keys are checked at the end.
GONE = [
    "delete from overleg_afspraak where opgave_id = any(%(opgaven)s)",
    "delete from overleg_reactie where besluit_id in "
    "(select id from overleg_besluit where opgave_id = any(%(opgaven)s))",
    "delete from overleg_bijdrage where besluit_id in "
    "(select id from overleg_besluit where opgave_id = any(%(opgaven)s))",
    "delete from overleg_besluit where opgave_id = any(%(opgaven)s)",
    "delete from overleg_mandaat where opgave_id = any(%(opgaven)s)",
    "delete from overleg_agendering where opgave_id = any(%(opgaven)s)",
    "delete from leren_overname where les_id in "
    "(select id from praktijk_les where opgave_id = any(%(opgaven)s)) or variant_id in "
    "(select id from leren_variant where opgave_id = any(%(opgaven)s))",
    "delete from leren_uitkomst where variant_id in "
    "(select id from leren_variant where opgave_id = any(%(opgaven)s))",
    "delete from leren_variant where opgave_id = any(%(opgaven)s)",
    # Quotes and links go with their verhaal; nothing else knows it.
    "delete from verhalen_verhaal where opgave_id = any(%(opgaven)s) or maker_id = any(%(mensen)s)",
    "delete from verhalen_verhaalpagina where opgave_id = any(%(opgaven)s)",
    "delete from inzichten_navraag where casus_id = any(%(casussen)s) or knelpunt_id in "
    "(select id from praktijk_knelpunt where opgave_id = any(%(opgaven)s)) "
    "or maker_id = any(%(mensen)s)",
    "delete from inzichten_vermoedencasus where casus_id = any(%(casussen)s) or vermoeden_id in "
    "(select id from inzichten_vermoeden where maker_id = any(%(mensen)s) or knelpunt_id in "
    "(select id from praktijk_knelpunt where opgave_id = any(%(opgaven)s)))",
    "delete from inzichten_vermoeden where maker_id = any(%(mensen)s) or knelpunt_id in "
    "(select id from praktijk_knelpunt where opgave_id = any(%(opgaven)s))",
    "delete from praktijk_les where opgave_id = any(%(opgaven)s)",
    "delete from praktijk_koppeling where casus_id = any(%(casussen)s) or knelpunt_id in "
    "(select id from praktijk_knelpunt where opgave_id = any(%(opgaven)s))",
    "delete from praktijk_maatregel where plan_id in "
    "(select id from praktijk_doorbraakplan where casus_id = any(%(casussen)s))",
    "delete from praktijk_kostenpost where plan_id in "
    "(select id from praktijk_doorbraakplan where casus_id = any(%(casussen)s))",
    "delete from praktijk_doorbraakplan where casus_id = any(%(casussen)s)",
    "delete from praktijk_casus_regelingen where casus_id = any(%(casussen)s)",
    "delete from praktijk_knelpunt_regelingen where knelpunt_id in "
    "(select id from praktijk_knelpunt where opgave_id = any(%(opgaven)s))",
    "delete from praktijk_casus where id = any(%(casussen)s)",
    "update praktijk_knelpunt set opgegaan_in_id = null where opgegaan_in_id in "
    "(select id from praktijk_knelpunt where opgave_id = any(%(opgaven)s))",
    "delete from praktijk_knelpunt where opgave_id = any(%(opgaven)s)",
    "delete from opgaven_inzet where opgave_id = any(%(opgaven)s)",
    "delete from opgaven_belang where opgave_id = any(%(opgaven)s)",
    "delete from opgaven_teamlid where opgave_id = any(%(opgaven)s)",
    "delete from opgaven_eerdereversie where opgave_id = any(%(opgaven)s)",
    "delete from opgaven_partner where opgave_id = any(%(opgaven)s)",
    "delete from opgaven_opgave where id = any(%(opgaven)s)",
]


@transaction.atomic
def verwijder() -> int:
    """Remove the example; returns how many opgaven went.

    Example people lose their memberships and cannot sign in; their names stay in the spoor,
    which cannot be changed.
    """
    opgaven = list(Opgave.objects.filter(voorbeeld=True).values_list("pk", flat=True))
    people = Gebruiker.objects.filter(voorbeeld=True)
    casussen = Casus.objects.filter(opgave__in=opgaven) | Casus.objects.filter(maker__in=people)
    ids: dict[str, list[Any]] = {
        "opgaven": opgaven,
        "casussen": list(casussen.values_list("pk", flat=True)),
        "mensen": list(people.values_list("pk", flat=True)),
    }
    with connection.cursor() as cursor:
        for statement in GONE:
            cursor.execute(statement, ids)
    Lidmaatschap.objects.filter(gebruiker__in=people).delete()
    people.update(is_active=False)
    Organisatie.objects.filter(voorbeeld=True).delete()
    return len(opgaven)
