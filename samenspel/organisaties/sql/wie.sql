-- Who is working, and for which organisaties: the questions that row policies ask.
--
-- They run as their owner, so they may read memberships whatever policies there are. pg_temp comes
-- last: otherwise a temporary table with the same name would be read first.

create or replace function gehasht(sleutel text) returns text
language sql immutable strict parallel safe
as $$ select encode(sha256(convert_to(sleutel, 'UTF8')), 'hex') $$;

-- Whoever has her key is working: of a session, of a calendar, or one that `namens` made. Nobody can
-- say that she is somebody else, for that takes another key, and of those we keep only the hash.
create or replace function mijn_id() returns bigint
language plpgsql stable parallel safe security definer set search_path = public, pg_temp
as $$
declare
    sleutel text := nullif(current_setting('samenspel.sleutel', true), '');
begin
    return (
        select g.id
        from organisaties_sleutel s join organisaties_gebruiker g on g.id = s.gebruiker_id
        where s.hash = encode(sha256(convert_to(sleutel, 'UTF8')), 'hex')
          and s.waarvoor <> 'wachtwoord' and (s.tot is null or s.tot > now()) and g.is_active
    );
end $$;
comment on function mijn_id is 'Wie er werkt: van wie de sleutel is die bij de vraag zit.';

-- The program works for somebody: only its owner and the worker can. Makes a key that nobody gets to
-- see, and forgets the one before.
create or replace function namens(wie bigint) returns void
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
    nieuw text := case when wie is null then '' else gen_random_uuid()::text || gen_random_uuid() end;
begin
    delete from organisaties_sleutel
        where waarvoor = 'taak' and hash = gehasht(current_setting('samenspel.sleutel', true));
    insert into organisaties_sleutel (hash, gebruiker_id, waarvoor, tot)
        select gehasht(nieuw), wie, 'taak', now() + interval '1 day' where wie is not null;
    perform set_config('samenspel.sleutel', nieuw, true);
end $$;
revoke execute on function namens(bigint) from public;
grant execute on function namens(bigint) to samenspel_werker;
comment on function namens is 'Werkt vanaf hier voor iemand; alleen het programma zelf kan dat.';

create or replace function mijn_organisaties() returns setof uuid
language sql stable security definer rows 10 set search_path = public, pg_temp
as $$ select organisatie_id from organisaties_lidmaatschap where gebruiker_id = mijn_id() $$;
comment on function mijn_organisaties is 'De organisaties waarvoor zij werkt.';

-- Those for which she speaks.
create or replace function mijn_stem() returns setof uuid
language sql stable security definer rows 10 set search_path = public, pg_temp
as $$
    select organisatie_id from organisaties_lidmaatschap
    where gebruiker_id = mijn_id() and rol in ('vertegenwoordiger', 'beheerder')
$$;
comment on function mijn_stem is 'De organisaties waarvoor zij spreekt.';

create or replace function mijn_beheer() returns setof uuid
language sql stable security definer rows 10 set search_path = public, pg_temp
as $$
    select organisatie_id from organisaties_lidmaatschap
    where gebruiker_id = mijn_id() and rol = 'beheerder'
$$;
comment on function mijn_beheer is 'De organisaties die zij beheert.';
