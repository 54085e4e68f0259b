-- In which opgaven somebody takes part.

create or replace function mijn_partneropgaven() returns setof uuid
language sql stable security definer rows 10 set search_path = public, pg_temp
as $$
    select opgave_id from opgaven_partner
    where organisatie_id = any (array(select mijn_organisaties()))
$$;
comment on function mijn_partneropgaven is 'De opgaven waaraan een organisatie van haar meedoet.';

create or replace function mijn_teamopgaven() returns setof uuid
language sql stable security definer rows 10 set search_path = public, pg_temp
as $$
    -- Whoever leaves her organisatie leaves its place in the team too.
    select opgave_id from opgaven_teamlid
    where gebruiker_id = mijn_id()
      and organisatie_id = any (array(select mijn_organisaties()))
$$;
comment on function mijn_teamopgaven is 'De opgaven waarvan zij in het programmateam zit.';

-- Whoever makes an opgave takes the first place in its team; a team never empties after that.
create or replace function mijn_nieuwe_opgaven() returns setof uuid
language sql stable security definer rows 10 set search_path = public, pg_temp
as $$
    select id from opgaven_opgave
    where maker_id = mijn_id()
      and organisatie_id = any (array(select mijn_organisaties()))
      and not exists (select from opgaven_teamlid where opgave_id = opgaven_opgave.id)
$$;
comment on function mijn_nieuwe_opgaven is 'De opgaven die zij begon en die nog geen team hebben.';
