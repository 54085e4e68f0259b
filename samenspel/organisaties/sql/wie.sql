-- Who is working, and for which organisaties: the questions that row policies ask.
--
-- They run as their owner, so they may read memberships whatever policies there are. pg_temp comes
-- last: otherwise a temporary table with the same name would be read first.

create or replace function mijn_id() returns bigint
language sql stable parallel safe set search_path = public, pg_temp
as $$ select nullif(current_setting('samenspel.gebruiker', true), '')::bigint $$;

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
