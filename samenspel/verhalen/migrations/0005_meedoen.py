"""A verhaal without opgave is read where its gemeente itself said that it takes part.

Anybody who works for an organisatie can begin an opgave and call any gemeente a partner. A belang
only the gemeente itself can name, and the pen it holds itself.
"""

from django.db import migrations

OF_PARTNER = """
    create or replace function mijn_teamgemeenten() returns setof uuid
    language sql stable security definer rows 50 set search_path = public, pg_temp
    as $$
        select organisatie_id from opgaven_partner
        where opgave_id = any (array(select mijn_teamopgaven()))
    $$;
"""
OF_WHO_SAID_SO = """
    create or replace function mijn_teamgemeenten() returns setof uuid
    language sql stable security definer rows 50 set search_path = public, pg_temp
    as $$
        select p.organisatie_id from opgaven_partner p
        where p.opgave_id = any (array(select mijn_teamopgaven()))
          and (p.organisatie_id = any (array(select mijn_organisaties()))
               or exists (select from opgaven_opgave o
                          where o.id = p.opgave_id and o.organisatie_id = p.organisatie_id)
               or exists (select from opgaven_belang b
                          where b.opgave_id = p.opgave_id
                            and b.organisatie_id = p.organisatie_id))
    $$;
"""


def read_over(where: str) -> str:
    """Write the function by which a team reads over, as in 0002; `where` of what has no opgave."""
    return f"""
        create or replace function lees_verhaal_na(verhaal uuid, bij uuid, op date)
        returns boolean
        language sql volatile security definer set search_path = public, pg_temp
        as $$
            with nu as (
                update verhalen_verhaal set opgave_id = bij, nagelezen_op = op
                where id = verhaal and nagelezen_op is null
                  and bij = any (array(select mijn_teamopgaven()))
                  and (opgave_id = bij or (opgave_id is null and {where} and exists (
                      select from opgaven_partner p
                      where p.opgave_id = bij and p.organisatie_id = gemeente_id)))
                returning 1
            )
            select exists (select from nu)
        $$;
    """


READABLE = "gemeente_id = any (array(select mijn_teamgemeenten()))"


class Migration(migrations.Migration):
    dependencies = [("verhalen", "0004_opgegaan_in"), ("opgaven", "0004_wie_wijzigt_wat")]
    operations = [
        migrations.RunSQL(OF_WHO_SAID_SO + read_over(READABLE), OF_PARTNER + read_over("true"))
    ]
