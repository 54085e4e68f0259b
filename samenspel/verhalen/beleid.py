"""Who reads a verhaal, who holds its code, and who quotes it.

Nobody but the teller changes her consent or takes a verhaal back. What a council reads comes from
functions that count and quote under their owner's eyes and give nothing under five.
"""

from samenspel.basis.policy.conditions import Named, Of
from samenspel.basis.policy.tables import Also, Rows
from samenspel.organisaties.wie import TEAM, one_of
from samenspel.spoor.models import Gebeurtenis
from samenspel.verhalen.models import Aanwijzing, Citaat, Verhaal, Verhaalpagina

HET_VERHAAL = Of("verhaal", "het verhaal")
HET_KNELPUNT = Of("knelpunt", "het knelpunt")
DE_OPGAVE = Of("opgave", "de opgave")

VERTELLER = Named(
    "verteller",
    "Vertelde het zelf: ingelogd, of met de code die bij het verhaal hoort.",
    "{row}.maker_id = (select mijn_id()) or {row}.sleutel = (select mijn_sleutel())",
)
GEDRAGEN_TEAM = Named(
    "team van een gedragen opgave",
    "Zit in het programmateam van een vastgestelde opgave waaraan nog een ander dan wie de pen"
    " vasthoudt zelf zei dat zij meedoet.",
    one_of("opgave_id", "mijn_verhaalopgaven"),
)
TEAM_VAN_GEMEENTE = Named(
    "team bij de gemeente",
    "Zit in het programmateam van een gedragen opgave waarvan de gemeente zelf zei dat zij"
    " meedoet; het verhaal hoort nog bij geen opgave.",
    f"{{row}}.opgave_id is null and {one_of('gemeente_id', 'mijn_teamgemeenten')}",
)
GEPUBLICEERD = Named(
    "iedereen, als het openbaar en nagelezen is",
    "De verteller koos openbaar, en een team las het na.",
    "{row}.lezers = 'openbaar' and {row}.nagelezen_op is not null",
)
VERTELT = Named(
    "wie vertelt",
    "Zet haar eigen code erop, en haar naam als zij is ingelogd. Het is nog niet nagelezen. De"
    " opgave is vastgesteld en gedragen, of er is geen.",
    """
        {row}.maker_id is not distinct from (select mijn_id())
        and {row}.sleutel = (select mijn_sleutel()) and {row}.nagelezen_op is null
        and ({row}.opgave_id is null or exists (
            select from opgaven_opgave
            where id = {row}.opgave_id and stand = 'vastgesteld' and is_gedragen(id)))
    """,
)
LETTERLIJK = Named(
    "letterlijk",
    "De woorden staan zo in een nagelezen verhaal dat mag worden geciteerd.",
    """
        exists (
            select from verhalen_verhaal v
            where v.id = {row}.verhaal_id and v.citeren and v.nagelezen_op is not null
              and (position({row}.tekst in v.tekst) > 0 or position({row}.tekst in v.hielp) > 0))
    """,
)
# Of a verhaal that was taken back the spoor says so, and not which or whose.
ZONDER_NAAM = Named(
    "wie een verhaal intrekt",
    "Het spoor noemt haar niet, en ook het verhaal niet.",
    """
        {row}.wie_id is null and {row}.soort = 'verhaal' and {row}.wat = 'ingetrokken'
        and {row}.object_id = '00000000-0000-0000-0000-000000000000'
        and {row}.inhoud::jsonb - 'op' = jsonb_build_object(
            'wie', null, 'wat', {row}.wat, 'soort', {row}.soort, 'object', {row}.object_id)
    """,
)
OF_TEAM = HET_VERHAAL.has(GEDRAGEN_TEAM)
OF_BOTH = HET_VERHAAL.has(GEDRAGEN_TEAM | VERTELLER)

BELEID = [
    Rows(
        Verhaal,
        read=VERTELLER | GEDRAGEN_TEAM | TEAM_VAN_GEMEENTE | GEPUBLICEERD,
        insert=VERTELT,
        update=VERTELLER,
        delete=VERTELLER,
        # Her consent. Never her words under our hands.
        rights="select, insert, delete, update (lezers, citeren, toestemming, toestemming_op)",
    ),
    Rows(Citaat, read=OF_BOTH, insert=OF_TEAM & LETTERLIJK, delete=OF_BOTH),
    Rows(
        Aanwijzing,
        read=HET_VERHAAL & HET_KNELPUNT,
        insert=OF_TEAM & HET_KNELPUNT,
        delete=OF_BOTH,
    ),
    Rows(Verhaalpagina, read=DE_OPGAVE, insert=GEDRAGEN_TEAM, delete=TEAM),
    Also(Gebeurtenis, "verhaal_ingetrokken", insert=ZONDER_NAAM),
]
