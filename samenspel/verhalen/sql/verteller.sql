-- Who told, and who may read before anybody else does.

-- The setting holds the code, not its hash: whoever reads a hash in a row she may see, cannot use
-- it.
create or replace function mijn_sleutel() returns bytea
language sql stable parallel safe set search_path = public, pg_temp
as $$
    select sha256(convert_to(nullif(current_setting('samenspel.verhaal', true), ''), 'UTF8'))
$$;

-- A verhaal without opgave is read where its gemeente itself said that it takes part. Anybody who
-- works for an organisatie can begin an opgave and call any gemeente a partner. A belang only the
-- gemeente itself can name, and the pen it holds itself.
create or replace function mijn_teamgemeenten() returns setof uuid
language sql stable security definer rows 50 set search_path = public, pg_temp
as $$
    select p.organisatie_id from opgaven_partner p
    where p.opgave_id = any (array(select mijn_teamopgaven()))
      and (p.organisatie_id = any (array(select mijn_organisaties()))
           or exists (select from opgaven_opgave o
                      where o.id = p.opgave_id and o.organisatie_id = p.organisatie_id)
           or exists (select from opgaven_belang b
                      where b.opgave_id = p.opgave_id
                        and b.organisatie_id = p.organisatie_id))
$$;
comment on function mijn_teamgemeenten is
    'De gemeenten die zelf meedoen aan een opgave waarvan zij in het team zit.';

-- A team reads a verhaal and takes it to its opgave. Of the row it may change nothing else, hence
-- a function instead of the right to update.
create or replace function lees_verhaal_na(verhaal uuid, bij uuid, op date) returns boolean
language sql volatile security definer set search_path = public, pg_temp
as $$
    with nu as (
        update verhalen_verhaal set opgave_id = bij, nagelezen_op = op
        where id = verhaal and nagelezen_op is null
          and bij = any (array(select mijn_teamopgaven()))
          and (opgave_id = bij
               or (opgave_id is null and gemeente_id = any (array(select mijn_teamgemeenten()))
                   and exists (select from opgaven_partner p
                               where p.opgave_id = bij and p.organisatie_id = gemeente_id)))
        returning 1
    )
    select exists (select from nu)
$$;
comment on function lees_verhaal_na is
    'Zegt dat een team een verhaal nalas, en zet het bij zijn opgave; wijzigt niets anders.';
