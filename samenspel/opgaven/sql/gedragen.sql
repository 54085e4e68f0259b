-- Who said itself that it takes part, and which opgave more than its maker carries.
--
-- Anybody who works for an organisatie can begin an opgave and be its team of one. Only somebody who
-- speaks for an organisatie can accept its invitation, say yes for it, or name its belang. Partners
-- of before there were invitations show by the last that they take part.

-- All of them at once: who asks it of a hundred partners need not call a function a hundred times.
-- Only for functions; the web role may not read it.
create or replace view opgaven_deelnemer as
    select p.opgave_id, p.organisatie_id from opgaven_partner p
    where exists (
            select from opgaven_belang b
            where b.opgave_id = p.opgave_id and b.organisatie_id = p.organisatie_id
        )
        or exists (
            select from opgaven_uitnodiging u
            where u.opgave_id = p.opgave_id and u.organisatie_id = p.organisatie_id
              and u.stand = 'aangenomen' and u.gebruiker_id is null and u.rol <> 'teamlid'
        )
        or exists (
            select from opgaven_instemming i join opgaven_wijziging w on w.id = i.wijziging_id
            where w.opgave_id = p.opgave_id and i.organisatie_id = p.organisatie_id and i.ja
        );

create or replace function doet_mee(opgave uuid, wie uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
    select exists (
        select from opgaven_deelnemer d where d.opgave_id = opgave and d.organisatie_id = wie
    )
$$;
comment on function doet_mee is
    'Of een partner zelf zei dat zij meedoet: bij haar uitnodiging, een instemming of een belang.';

create or replace function is_gedragen(opgave uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
    select exists (
        select from opgaven_opgave o join opgaven_deelnemer d on d.opgave_id = o.id
        where o.id = opgave and o.stand <> 'concept' and d.organisatie_id <> o.organisatie_id
    )
$$;
comment on function is_gedragen is
    'Of een opgave vastgesteld is, en een ander dan wie de pen vasthoudt eraan meedoet.';
