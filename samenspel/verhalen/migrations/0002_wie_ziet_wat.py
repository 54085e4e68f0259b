"""Who reads a verhaal, who holds its code, and what is told of many verhalen together.

Nobody but the teller changes her consent or takes a verhaal back. What a council reads comes from
three functions that count and quote under their owner's eyes and give nothing under five.
"""

from django.db import migrations

from samenspel.basis.rls import any_of, in_my_teams, readable, row_policy

# The setting holds the code, not its hash: who reads a hash in a row she may see, cannot use it.
WHO = """
    create function mijn_sleutel() returns bytea
    language sql stable parallel safe set search_path = public, pg_temp
    as $$
        select sha256(convert_to(nullif(current_setting('samenspel.verhaal', true), ''), 'UTF8'))
    $$;

    create function mijn_teamgemeenten() returns setof uuid
    language sql stable security definer rows 50 set search_path = public, pg_temp
    as $$
        select organisatie_id from opgaven_partner
        where opgave_id = any (array(select mijn_teamopgaven()))
    $$;
"""
OF_TELLER = "(maker_id = (select mijn_id()) or sleutel = (select mijn_sleutel()))"
OF_TEAM = f"""(
    {in_my_teams()}
    or (opgave_id is null and {any_of("gemeente_id", "mijn_teamgemeenten")})
)"""
READ = f"{OF_TELLER} or {OF_TEAM} or (lezers = 'openbaar' and nagelezen_op is not null)"
TELL = """
    maker_id is not distinct from (select mijn_id()) and sleutel = (select mijn_sleutel())
    and nagelezen_op is null
    and (opgave_id is null or exists (
        select from opgaven_opgave where id = opgave_id and stand = 'vastgesteld'))
"""
TEAM_OF = f"exists (select from verhalen_verhaal where id = verhaal_id and {in_my_teams()})"
TELLER_OF = f"exists (select from verhalen_verhaal where id = verhaal_id and {OF_TELLER})"
LITERAL = """
    exists (
        select from verhalen_verhaal v
        where v.id = verhaal_id and v.citeren and v.nagelezen_op is not null
          and (position(verhalen_citaat.tekst in v.tekst) > 0
               or position(verhalen_citaat.tekst in v.hielp) > 0)
    )
"""
OF_VERHAAL = readable("verhalen_verhaal", "verhaal_id")
BOTH_ENDS = f"{OF_VERHAAL} and {readable('praktijk_knelpunt', 'knelpunt_id')}"

# A team reads a verhaal and takes it to its opgave. Of the row it may change nothing else, hence
# a function instead of the right to update.
READ_OVER = """
    create function lees_verhaal_na(verhaal uuid, bij uuid, op date) returns boolean
    language sql volatile security definer set search_path = public, pg_temp
    as $$
        with nu as (
            update verhalen_verhaal set opgave_id = bij, nagelezen_op = op
            where id = verhaal and nagelezen_op is null
              and bij = any (array(select mijn_teamopgaven()))
              and (opgave_id = bij or (opgave_id is null and exists (
                  select from opgaven_partner p
                  where p.opgave_id = bij and p.organisatie_id = gemeente_id)))
            returning 1
        )
        select exists (select from nu)
    $$;
"""

# Of verhalen that only the team may read (`dicht`) less than five are never counted or quoted, and
# a gemeente is named only where those outside the gemeenten named are none or five again: once for
# `dicht` (`mee`), and once for all of them (`genoemd`). Each verhaal counts at one thema, and there
# is no total but the sum of what is shown: nothing follows by subtraction, also not for who counts
# the openbare verhalen herself.
PAGE = """
    create function mag_verhaalpagina(bij uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select bij = any (array(select mijn_teamopgaven())) or exists (
            select from verhalen_verhaalpagina p join opgaven_opgave o on o.id = p.opgave_id
            where p.opgave_id = bij and o.zichtbaarheid = 'openbaar')
    $$;

    create function verhaalpagina_cellen(bij uuid)
    returns table (thema varchar, gemeente_id uuid, aantal bigint, dicht boolean)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        with cel as (
            select v.thema, v.gemeente_id,
                   count(*) filter (where lezers = 'openbaar') as open,
                   count(*) filter (where lezers <> 'openbaar') as dicht
            from verhalen_verhaal v
            where v.opgave_id = bij and nagelezen_op is not null and mag_verhaalpagina(bij)
            group by 1, 2
        ), heel as (
            select c.thema, sum(open) as open, sum(c.dicht) as dicht,
                   sum(c.dicht) filter (where c.dicht < 5) as rest
            from cel c group by 1
        ), mee as (
            select c.*, c.dicht >= 5 and not (coalesce(rest, 0) between 1 and 4 and 1 =
                       row_number() over (partition by c.thema
                                          order by c.dicht < 5, c.dicht, c.gemeente_id)) as mee
            from cel c join heel h on h.thema = c.thema
        ), geheel as (
            select h.thema, h.dicht >= 5 as mee,
                   (open + case when h.dicht >= 5 then h.dicht else 0 end)::bigint as aantal
            from heel h
        ), plek as (
            select m.thema, m.gemeente_id, m.mee,
                   open + case when m.mee then m.dicht else 0 end as aantal
            from mee m
        ), genoemd as (
            select p.*, row_number() over (partition by p.thema
                                           order by p.aantal < 5, p.aantal, p.gemeente_id) as nr,
                   g.aantal - coalesce(sum(p.aantal) filter (where p.aantal >= 5)
                                       over (partition by p.thema), 0) as rest
            from plek p join geheel g on g.thema = p.thema
        )
        select g.thema, null::uuid, g.aantal, g.mee from geheel g where g.aantal >= 5
        union all
        select n.thema, n.gemeente_id, n.aantal, n.mee from genoemd n
        where n.aantal >= 5 and not (n.rest between 1 and 4 and n.nr = 1)
    $$;

    create function verhaalpagina_citaten(bij uuid)
    returns table (id uuid, thema varchar, tekst text, gemeente_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select c.id, v.thema, c.tekst, plek.gemeente_id
        from verhalen_verhaal v
        join verhalen_citaat c on c.verhaal_id = v.id
        join verhaalpagina_cellen(bij) heel on heel.thema = v.thema and heel.gemeente_id is null
        left join verhaalpagina_cellen(bij) plek
            on plek.thema = v.thema and plek.gemeente_id = v.gemeente_id
            and (plek.dicht or v.lezers = 'openbaar')
        where v.opgave_id = bij and v.citeren and v.nagelezen_op is not null
          and (heel.dicht or v.lezers = 'openbaar')
    $$;

    create function verhaalpagina_knelpunten(bij uuid) returns table (id uuid, titel varchar)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select k.id, k.titel
        from verhalen_aanwijzing a
        join verhalen_verhaal v on v.id = a.verhaal_id
        join praktijk_knelpunt k on k.id = a.knelpunt_id
        where v.opgave_id = bij and v.nagelezen_op is not null and mag_verhaalpagina(bij)
          and (k.zichtbaarheid = 'openbaar'
               or (k.opgave_id = bij and k.zichtbaarheid in ('partners', 'team')))
        group by k.id
        having count(*) filter (where lezers = 'openbaar') >= 5
            or count(*) filter (where lezers <> 'openbaar') >= 5
    $$;
"""

# The teller hears to which knelpunt her verhaal points, by its title, whoever else may read it.
BACK = f"""
    create function mijn_aanwijzingen(van uuid) returns table (id uuid, titel varchar)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select k.id, k.titel
        from verhalen_aanwijzing a
        join verhalen_verhaal v on v.id = a.verhaal_id
        join praktijk_knelpunt k on k.id = a.knelpunt_id
        where v.id = van and {OF_TELLER.replace("maker_id", "v.maker_id")}
          and (k.zichtbaarheid = 'openbaar'
               or (k.opgave_id = v.opgave_id and k.zichtbaarheid in ('partners', 'team')))
    $$;
"""

# Of a verhaal that was taken back the trail says so, and not which or whose.
TRAIL = """
    create policy verhaal_ingetrokken on spoor_gebeurtenis for insert with check (
        wie_id is null and soort = 'verhaal' and wat = 'ingetrokken'
        and object_id = '00000000-0000-0000-0000-000000000000'
        and inhoud::jsonb - 'op' = jsonb_build_object(
            'wie', null, 'wat', wat, 'soort', soort, 'object', object_id)
    );
"""

# What the teller may change of a row that is hers: her consent. Never her words under our hands.
COLUMNS = """
    revoke update on verhalen_verhaal from samenspel_web;
    grant update (lezers, citeren, toestemming, toestemming_op) on verhalen_verhaal
        to samenspel_web;
"""


def goes_with_verhaal(table: str) -> migrations.RunSQL:
    """Let the database remove a row with its verhaal, whoever takes that back."""
    return migrations.RunSQL(
        f"""
        alter table {table} add constraint {table}_verhaal foreign key (verhaal_id)
            references verhalen_verhaal (id) on delete cascade deferrable initially deferred
        """,
        f"alter table {table} drop constraint {table}_verhaal",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("verhalen", "0001_initial"),
        ("opgaven", "0002_wie_ziet_wat"),
        ("praktijk", "0002_wie_ziet_wat"),
        ("spoor", "0002_verzegeld"),
    ]
    operations = [
        migrations.RunSQL(WHO, "drop function mijn_teamgemeenten(); drop function mijn_sleutel();"),
        row_policy("verhalen_verhaal", read=READ, insert=TELL, update=OF_TELLER, delete=OF_TELLER),
        migrations.RunSQL(COLUMNS, "grant update on verhalen_verhaal to samenspel_web;"),
        goes_with_verhaal("verhalen_citaat"),
        goes_with_verhaal("verhalen_aanwijzing"),
        row_policy(
            "verhalen_citaat",
            read=f"{TEAM_OF} or {TELLER_OF}",
            insert=f"{TEAM_OF} and {LITERAL}",
            update="false",
            delete=f"{TEAM_OF} or {TELLER_OF}",
        ),
        row_policy(
            "verhalen_aanwijzing",
            read=BOTH_ENDS,
            insert=f"{BOTH_ENDS} and {TEAM_OF}",
            update="false",
            delete=f"{TEAM_OF} or {TELLER_OF}",
        ),
        row_policy(
            "verhalen_verhaalpagina",
            read=readable("opgaven_opgave", "opgave_id"),
            insert=in_my_teams(),
            update="false",
            delete=in_my_teams(),
        ),
        migrations.RunSQL(READ_OVER, "drop function lees_verhaal_na(uuid, uuid, date);"),
        migrations.RunSQL(
            PAGE,
            """
            drop function verhaalpagina_knelpunten(uuid);
            drop function verhaalpagina_citaten(uuid);
            drop function verhaalpagina_cellen(uuid);
            drop function mag_verhaalpagina(uuid);
            """,
        ),
        migrations.RunSQL(BACK, "drop function mijn_aanwijzingen(uuid);"),
        migrations.RunSQL(TRAIL, "drop policy verhaal_ingetrokken on spoor_gebeurtenis;"),
    ]
