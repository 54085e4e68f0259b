"""Whether a knelpunt is named to whoever asks: on a verhaalpagina, or to the teller."""

from django.db import migrations

NAMES = """
    create function verhaal_noemt(knelpunt uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select exists (
            select from (
                select distinct v.opgave_id
                from verhalen_aanwijzing a join verhalen_verhaal v on v.id = a.verhaal_id
                where a.knelpunt_id = knelpunt
            ) bij, lateral verhaalpagina_knelpunten(bij.opgave_id) named
            where named.id = knelpunt
        ) or exists (
            select from verhalen_aanwijzing a
            join verhalen_verhaal v on v.id = a.verhaal_id,
                lateral mijn_aanwijzingen(v.id) told
            where a.knelpunt_id = knelpunt and told.id = knelpunt
              and (v.maker_id = (select mijn_id()) or v.sleutel = (select mijn_sleutel()))
        )
    $$;
"""


class Migration(migrations.Migration):
    dependencies = [("verhalen", "0002_wie_ziet_wat")]
    operations = [migrations.RunSQL(NAMES, "drop function verhaal_noemt(uuid);")]
