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

-- Whoever makes an opgave takes the first place in its team, and her organisatie the first among its
-- partners.
create or replace function begint(opgave uuid, voor uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
    select exists (
        select from opgaven_opgave o
        where o.id = opgave and o.organisatie_id = voor and o.stand = 'concept'
          and o.maker_id = mijn_id()
          and not exists (select from opgaven_teamlid where opgave_id = o.id)
    )
$$;
comment on function begint is
    'Of zij een opgave net begon voor deze organisatie: een concept, nog zonder team.';
