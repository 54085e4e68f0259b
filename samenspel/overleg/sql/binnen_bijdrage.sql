-- What is agreed with an organisatie never adds up to more than the besluit asks of it.
--
-- Two people who agree at the same moment each see only their own afspraak. Hence every change that
-- could make the sum too large first writes the bijdrage itself: the second one waits for the first,
-- and then counts what that one left (or, at a stricter isolation level, is told to begin again).

create or replace function binnen_bijdrage(van uuid, wie uuid) returns void
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    most bigint;
    agreed bigint;
begin
    update overleg_bijdrage set bedrag = bedrag where besluit_id = van and organisatie_id = wie
        returning case when bekrachtigd_op is null then 0 else bedrag end into most;
    select sum(i.bedrag) into agreed
        from overleg_afspraak a join opgaven_inzet i on i.id = a.inzet_id
        where a.besluit_id = van and a.organisatie_id = wie;
    if agreed > coalesce(most, 0) then
        raise exception 'agreed % of %', agreed, coalesce(most, 0)
            using errcode = 'check_violation', constraint = 'binnen_bijdrage';
    end if;
end $$;
revoke execute on function binnen_bijdrage(uuid, uuid) from public;
comment on function binnen_bijdrage is
    'Weigert meer af te spreken dan het besluit van een organisatie vraagt.';

create or replace function afspraak_binnen_bijdrage() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$ begin
    perform binnen_bijdrage(new.besluit_id, new.organisatie_id);
    return null;
end $$;
comment on function afspraak_binnen_bijdrage is
    'Telt wat is afgesproken, als er een afspraak bij komt of verandert.';
create or replace trigger binnen_bijdrage after insert or update of besluit_id, organisatie_id, inzet_id
    on overleg_afspraak for each row execute function afspraak_binnen_bijdrage();

create or replace function inzet_binnen_bijdrage() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$ begin
    perform binnen_bijdrage(besluit_id, organisatie_id)
        from overleg_afspraak where inzet_id = new.id;
    return null;
end $$;
comment on function inzet_binnen_bijdrage is
    'Telt wat is afgesproken, als een inzet een ander bedrag krijgt.';
create or replace trigger binnen_bijdrage after update of bedrag on opgaven_inzet
    for each row execute function inzet_binnen_bijdrage();

create or replace function bijdrage_draagt_afspraken() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$ begin
    perform binnen_bijdrage(old.besluit_id, old.organisatie_id);
    return null;
end $$;
comment on function bijdrage_draagt_afspraken is
    'Telt wat is afgesproken, als een bijdrage verandert of weggaat.';
create or replace trigger draagt_afspraken after update on overleg_bijdrage
    for each row when (old.* is distinct from new.*)
    execute function bijdrage_draagt_afspraken();
create or replace trigger draagt_afspraken_weg after delete on overleg_bijdrage
    for each row execute function bijdrage_draagt_afspraken();
