-- How often somebody knocked lately (basis/throttle.py). The web role counts, and takes back what
-- it counted; it reads nothing: who knocked where is nobody's business.

create or replace function tel_mee(deur bytea, seconden integer) returns integer
language sql security definer set search_path = public, pg_temp
as $$
    insert into basis_teller as t values (deur, 1, now() + make_interval(secs => seconden))
    on conflict (sleutel) do update set
        aantal = case when t.tot > now() then t.aantal + 1 else 1 end,
        tot = case when t.tot > now() then t.tot else excluded.tot end
    returning aantal
$$;
comment on function tel_mee is 'Telt hoe vaak iemand iets probeert, en geeft dat aantal.';

create or replace function tel_terug(deur bytea) returns void
language sql security definer set search_path = public, pg_temp
as $$ update basis_teller set aantal = aantal - 1 where sleutel = deur and aantal > 0 $$;
comment on function tel_terug is 'Telt één poging niet mee.';

create or replace function vergeet_tellers() returns void
language sql security definer set search_path = public, pg_temp
as $$ delete from basis_teller where tot < now() $$;
comment on function vergeet_tellers is 'Vergeet wat niet meer telt.';

revoke execute on function tel_mee(bytea, integer), tel_terug(bytea), vergeet_tellers() from public;
grant execute on function vergeet_tellers() to samenspel_werker;
grant execute on function tel_mee(bytea, integer), tel_terug(bytea) to samenspel_web;
