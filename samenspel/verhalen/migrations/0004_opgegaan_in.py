"""Where a knelpunt went up in another, its verhalen point at that one.

The three functions that name knelpunten, as in 0002 and 0003, now by way of `aangewezen`.
"""

from django.db import migrations

OPEN_TO = """
    (k.zichtbaarheid = 'openbaar'
     or (k.opgave_id = v.opgave_id and k.zichtbaarheid in ('partners', 'team')))
"""
OF_TELLER = "(v.maker_id = (select mijn_id()) or v.sleutel = (select mijn_sleutel()))"
# Only for the functions below: they say for whom. The web role may not read it.
VIEW = """
    create view verhalen_aangewezen as
        select distinct a.verhaal_id, coalesce(k.opgegaan_in_id, k.id) as knelpunt_id
        from verhalen_aanwijzing a join praktijk_knelpunt k on k.id = a.knelpunt_id;
    revoke all on verhalen_aangewezen from samenspel_web;
"""


def functions(links: str) -> str:
    """Write the three functions over the table or view `links`."""
    return f"""
    create or replace function verhaalpagina_knelpunten(bij uuid)
    returns table (id uuid, titel varchar)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select k.id, k.titel
        from {links} a
        join verhalen_verhaal v on v.id = a.verhaal_id
        join praktijk_knelpunt k on k.id = a.knelpunt_id
        where v.opgave_id = bij and v.nagelezen_op is not null and mag_verhaalpagina(bij)
          and {OPEN_TO}
        group by k.id
        having count(*) filter (where lezers = 'openbaar') >= 5
            or count(*) filter (where lezers <> 'openbaar') >= 5
    $$;

    create or replace function mijn_aanwijzingen(van uuid) returns table (id uuid, titel varchar)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select k.id, k.titel
        from {links} a
        join verhalen_verhaal v on v.id = a.verhaal_id
        join praktijk_knelpunt k on k.id = a.knelpunt_id
        where v.id = van and {OF_TELLER} and {OPEN_TO}
    $$;

    create or replace function verhaal_noemt(knelpunt uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select exists (
            select from (
                select distinct v.opgave_id
                from {links} a join verhalen_verhaal v on v.id = a.verhaal_id
                where a.knelpunt_id = knelpunt
            ) bij, lateral verhaalpagina_knelpunten(bij.opgave_id) named
            where named.id = knelpunt
        ) or exists (
            select from {links} a join verhalen_verhaal v on v.id = a.verhaal_id,
                lateral mijn_aanwijzingen(v.id) told
            where a.knelpunt_id = knelpunt and told.id = knelpunt and {OF_TELLER}
        )
    $$;
    """


class Migration(migrations.Migration):
    dependencies = [("verhalen", "0003_genoemd"), ("praktijk", "0004_opgegaan_in")]
    operations = [
        migrations.RunSQL(
            VIEW + functions("verhalen_aangewezen"),
            functions("verhalen_aanwijzing") + "drop view verhalen_aangewezen;",
        )
    ]
