-- Who said itself that it takes part, and which opgave more than its maker carries.
--
-- Anybody who works for an organisatie can begin an opgave, be its team of one, call it vastgesteld
-- and call others its partners. Only somebody who speaks for an organisatie can name its belang:
-- that is the one deed by which a partner shows that it takes part.

create or replace function doet_mee(opgave uuid, wie uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
    select exists (
        select from opgaven_partner p
        join opgaven_belang b using (opgave_id, organisatie_id)
        where p.opgave_id = opgave and p.organisatie_id = wie
    )
$$;
comment on function doet_mee is
    'Of een partner van een opgave zelf zei dat zij meedoet: zij noemde een belang.';

create or replace function is_gedragen(opgave uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
    select exists (
        select from opgaven_opgave o join opgaven_partner p on p.opgave_id = o.id
        where o.id = opgave and o.stand <> 'concept'
          and p.organisatie_id <> o.organisatie_id and doet_mee(o.id, p.organisatie_id)
    )
$$;
comment on function is_gedragen is
    'Of een opgave vastgesteld is, en een ander dan wie de pen vasthoudt eraan meedoet.';
