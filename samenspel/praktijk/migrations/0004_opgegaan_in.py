"""Two knelpunten about the same thing become one, and can be taken apart again."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

# The links of a knelpunt that went into another one stay; the other gets copies, made and removed
# by the database: whoever merges may not read every casus that is linked.
DERIVE = """
    create function praktijk_herleid(doel uuid) returns void
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        delete from praktijk_koppeling where knelpunt_id = doel and via_id is not null;
        insert into praktijk_koppeling (casus_id, knelpunt_id, via_id, op)
            select distinct on (k.casus_id) k.casus_id, doel, k.knelpunt_id, k.op
              from praktijk_knelpunt opgegaan
              join praktijk_koppeling k on k.knelpunt_id = opgegaan.id
             where opgegaan.opgegaan_in_id = doel
             order by k.casus_id, k.op, k.id
            on conflict (casus_id, knelpunt_id) do nothing;
    end
    $$;

    create function praktijk_knelpunt_gaat_op() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        if exists (
            select from praktijk_knelpunt
             where id = new.opgegaan_in_id and opgegaan_in_id is not null
        ) then
            raise check_violation using message = 'dit knelpunt is zelf al opgegaan';
        end if;
        -- No chains: what went into this one goes along.
        update praktijk_knelpunt set opgegaan_in_id = new.opgegaan_in_id
         where opgegaan_in_id = new.id and new.opgegaan_in_id is not null;
        perform praktijk_herleid(doel)
           from unnest(array[new.id, old.opgegaan_in_id, new.opgegaan_in_id]) doel
          where doel is not null;
        return null;
    end
    $$;
    create trigger gaat_op after update of opgegaan_in_id on praktijk_knelpunt
        for each row when (old.opgegaan_in_id is distinct from new.opgegaan_in_id)
        execute function praktijk_knelpunt_gaat_op();

    create function praktijk_koppeling_volgt() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        perform praktijk_herleid(opgegaan_in_id) from praktijk_knelpunt
          where id = coalesce(new.knelpunt_id, old.knelpunt_id) and opgegaan_in_id is not null;
        return null;
    end
    $$;
    create trigger volgt after insert or delete on praktijk_koppeling
        for each row execute function praktijk_koppeling_volgt();
"""
DERIVE_NO_MORE = """
    drop trigger volgt on praktijk_koppeling;
    drop function praktijk_koppeling_volgt();
    drop trigger gaat_op on praktijk_knelpunt;
    drop function praktijk_knelpunt_gaat_op();
    drop function praktijk_herleid(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("praktijk", "0003_doorbraakplan")]
    operations = [
        migrations.AddField(
            "knelpunt",
            "opgegaan_in",
            models.ForeignKey(
                blank=True,
                help_text="Het knelpunt dat over hetzelfde gaat en dat nu voor beide telt.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ook_genoemd_als",
                to="praktijk.knelpunt",
            ),
        ),
        migrations.AddField(
            "koppeling",
            "via",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="praktijk.knelpunt",
            ),
        ),
        migrations.AlterField(
            "knelpunt",
            "casussen",
            models.ManyToManyField(
                related_name="knelpunten",
                through="praktijk.Koppeling",
                through_fields=("knelpunt", "casus"),
                to="praktijk.casus",
            ),
        ),
        migrations.AddIndex(
            "casus",
            models.Index(
                condition=Q(ingebracht_op__isnull=False),
                fields=["-ingebracht_op"],
                name="casus_ingebracht",
            ),
        ),
        migrations.AddConstraint(
            "knelpunt",
            models.CheckConstraint(
                condition=~Q(opgegaan_in=F("id")), name="knelpunt_niet_in_zichzelf"
            ),
        ),
        migrations.RunSQL(DERIVE, DERIVE_NO_MORE),
    ]
