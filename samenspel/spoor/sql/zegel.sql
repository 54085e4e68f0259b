-- The spoor can only grow, and every row seals the one before it. What is sealed is written here:
-- whoever adds a row says what was done, to what, and a few plain values that explain it (as JSON,
-- in `inhoud`). The web role cannot even say when (beleid.py).

create or replace function spoor_verzegel() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    laatste record;
    uitleg jsonb := new.inhoud;
begin
    if exists (
        select from jsonb_each(uitleg) where jsonb_typeof(value) in ('object', 'array')
    ) then
        raise exception 'Een gebeurtenis wordt uitgelegd met losse waarden.'
            using errcode = 'check_violation';
    end if;
    perform (uitleg ->> 'organisatie')::uuid; -- of which a page tells the name
    -- One at a time, until the transaction ends: a chain has one end.
    perform pg_advisory_xact_lock(20261122);
    select volgnummer, hash into laatste
        from spoor_gebeurtenis order by volgnummer desc limit 1;
    new.volgnummer := coalesce(laatste.volgnummer, 0) + 1;
    new.op := coalesce(new.op, nu());
    new.inhoud := uitleg || jsonb_build_object(
        'op', new.op, 'wie', new.wie_id, 'wat', new.wat, 'soort', new.soort,
        'object', new.object_id
    );
    if length(new.inhoud) > 2000 then
        raise exception 'Een gebeurtenis is kort.' using errcode = 'check_violation';
    end if;
    new.vorige := coalesce(laatste.hash, repeat('0', 64));
    new.hash := encode(sha256(convert_to(new.vorige || new.inhoud, 'UTF8')), 'hex');
    return new;
end $$;
comment on function spoor_verzegel is
    'Schrijft wat er gebeurde achter de vorige gebeurtenis, met een zegel over beide.';

create or replace trigger verzegel before insert on spoor_gebeurtenis
    for each row execute function spoor_verzegel();

create or replace function spoor_weiger() returns trigger language plpgsql
as $$ begin raise exception 'Het spoor kan niet worden gewijzigd.'; end $$;

create or replace trigger weiger before update or delete or truncate on spoor_gebeurtenis
    for each statement execute function spoor_weiger();
