-- The spoor can only grow, and every row seals the one before it.

create or replace function spoor_verzegel() returns trigger
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
comment on function spoor_verzegel is
    'Zet een gebeurtenis achter de vorige, met een zegel over beide.';

create or replace trigger verzegel before insert on spoor_gebeurtenis
    for each row execute function spoor_verzegel();

create or replace function spoor_weiger() returns trigger language plpgsql
as $$ begin raise exception 'Het spoor kan niet worden gewijzigd.'; end $$;

create or replace trigger weiger before update or delete or truncate on spoor_gebeurtenis
    for each statement execute function spoor_weiger();
