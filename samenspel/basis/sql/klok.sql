-- By how many days the clock of the example is put forward (basis/klok.py). Loading the example
-- makes the one row; without it the clock is what it is, and nobody can move it.

create or replace function vooruit() returns integer
language sql stable security definer set search_path = public, pg_temp
as $$ select dagen from basis_klok $$;
comment on function vooruit is 'Hoeveel dagen de klok van het voorbeeld vooruit loopt.';

create or replace function ga_vooruit(erbij integer) returns void
language plpgsql security definer set search_path = public, pg_temp
as $$ begin
    update basis_klok set dagen = dagen + erbij where erbij between 1 and 120;
    if not found then
        raise exception 'Deze klok kan niet vooruit.' using errcode = 'check_violation';
    end if;
end $$;
comment on function ga_vooruit is 'Zet de klok van het voorbeeld vooruit.';

-- This moment, by that clock.
create or replace function nu() returns timestamptz
language sql stable security definer set search_path = public, pg_temp
as $$ select clock_timestamp() + make_interval(days => coalesce(vooruit(), 0)) $$;
comment on function nu is 'Dit moment, in het voorbeeld zoveel dagen later als de klok vooruit loopt.';

revoke execute on function vooruit(), ga_vooruit(integer), nu() from public;
grant execute on function vooruit(), nu() to samenspel_web, samenspel_werker;
grant execute on function ga_vooruit(integer) to samenspel_web;
