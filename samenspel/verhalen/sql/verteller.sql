-- Who told, and who may read before anybody else does.

-- The setting holds the code, not its hash: whoever reads a hash in a row she may see, cannot use
-- it.
create or replace function mijn_sleutel() returns bytea
language sql stable parallel safe set search_path = public, pg_temp
as $$
    select sha256(convert_to(nullif(current_setting('samenspel.verhaal', true), ''), 'UTF8'))
$$;

-- Power over verhalen comes only from an opgave that more than its maker carries.
create or replace function mijn_verhaalopgaven() returns setof uuid
language sql stable security definer rows 10 set search_path = public, pg_temp
as $$ select opgave from mijn_teamopgaven() opgave where is_gedragen(opgave) $$;
comment on function mijn_verhaalopgaven is
    'De gedragen opgaven waarvan zij in het team zit.';

-- A verhaal without opgave is read where its gemeente itself said that it takes part, whoever began
-- that opgave.
create or replace function mijn_teamgemeenten() returns setof uuid
language sql stable security definer rows 50 set search_path = public, pg_temp
as $$
    select d.organisatie_id
    from opgaven_deelnemer d join opgaven_opgave o on o.id = d.opgave_id
    where d.opgave_id = any (array(select mijn_verhaalopgaven())) and o.stand = 'vastgesteld'
$$;
comment on function mijn_teamgemeenten is
    'De gemeenten die zelf meedoen aan een gedragen opgave waarvan zij in het team zit.';

-- A team reads a verhaal and takes it to its opgave. Of the row it may change nothing else, hence
-- a function instead of the right to update.
create or replace function lees_verhaal_na(verhaal uuid, bij uuid, op date) returns boolean
language sql volatile security definer set search_path = public, pg_temp
as $$
    with nu as (
        update verhalen_verhaal set opgave_id = bij, nagelezen_op = op
        where id = verhaal and nagelezen_op is null
          and bij = any (array(select mijn_verhaalopgaven()))
          and (opgave_id = bij
               or (opgave_id is null and doet_mee(bij, gemeente_id)
                   and exists (select from opgaven_opgave
                               where id = bij and stand = 'vastgesteld')))
        returning 1
    )
    select exists (select from nu)
$$;
comment on function lees_verhaal_na is
    'Zegt dat een team een verhaal nalas, en zet het bij zijn opgave; wijzigt niets anders.';
