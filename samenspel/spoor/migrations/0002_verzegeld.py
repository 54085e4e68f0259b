"""The trail can only grow, and every row seals the one before it.

Who may read a row follows from the object it is about: each app adds a policy for its own.
"""

from django.db import migrations

SEAL = """
    create function spoor_verzegel() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare
        laatste record;
    begin
        -- One at a time, until the transaction ends: a chain has one end.
        perform pg_advisory_xact_lock(20261122);
        select volgnummer, hash into laatste
            from spoor_gebeurtenis order by volgnummer desc limit 1;
        new.volgnummer := coalesce(laatste.volgnummer, 0) + 1;
        new.vorige := coalesce(laatste.hash, repeat('0', 64));
        new.hash := encode(sha256(convert_to(new.vorige || new.inhoud, 'UTF8')), 'hex');
        return new;
    end $$;

    create function spoor_weiger() returns trigger language plpgsql
    as $$ begin raise exception 'Het spoor kan niet worden gewijzigd.'; end $$;

    create trigger verzegel before insert on spoor_gebeurtenis
        for each row execute function spoor_verzegel();
    create trigger weiger before update or delete or truncate on spoor_gebeurtenis
        for each statement execute function spoor_weiger();

    revoke update, delete on spoor_gebeurtenis from samenspel_web;
    alter table spoor_gebeurtenis enable row level security;
    create policy own_acts on spoor_gebeurtenis for select using (wie_id = mijn_id());
    create policy may_insert on spoor_gebeurtenis for insert with check (wie_id = mijn_id());
"""

UNSEAL = """
    alter table spoor_gebeurtenis disable row level security;
    drop policy own_acts on spoor_gebeurtenis;
    drop policy may_insert on spoor_gebeurtenis;
    drop trigger weiger on spoor_gebeurtenis;
    drop trigger verzegel on spoor_gebeurtenis;
    drop function spoor_weiger();
    drop function spoor_verzegel();
"""


class Migration(migrations.Migration):
    dependencies = [("spoor", "0001_initial"), ("organisaties", "0002_wie_ben_ik")]
    operations = [migrations.RunSQL(SEAL, UNSEAL)]
