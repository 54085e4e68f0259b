-- The pen goes to somebody who is in the team because her own organisatie and she herself said so, and
-- only when she takes it: whoever holds it cannot leave, so nobody is given it. With her the pen goes
-- to her organisatie, so she speaks for that. The web role changes neither of these columns
-- (`opgave_blijft`). To a partner that never said itself that it takes part the pen cannot go: the
-- opgave would then count as carried by another (`is_gedragen`), while that other is whoever gave it.

create or replace function neem_pen(aanbod opgaven_uitnodiging, o opgaven_opgave) returns void
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    if aanbod.namens_id <> o.organisatie_id then
        raise exception using errcode = 'SS001', message =
            'De pen is intussen bij een ander. Dit aanbod geldt niet meer.';
    end if;
    if not exists (
        select from opgaven_teamlid t
        join organisaties_lidmaatschap m
            on m.gebruiker_id = t.gebruiker_id and m.organisatie_id = t.organisatie_id
        where t.opgave_id = o.id and t.gebruiker_id = aanbod.gebruiker_id
          and t.organisatie_id = aanbod.organisatie_id
          and (t.organisatie_id = o.organisatie_id or
               doet_mee(o.id, t.organisatie_id) and t.organisatie_id in (select mijn_stem()))
    ) then
        raise exception using errcode = 'SS001', message =
            'De pen gaat alleen naar iemand in het team, die spreekt voor een partner die zelf zei '
            'dat zij meedoet.';
    end if;
    update opgaven_opgave set organisatie_id = aanbod.organisatie_id where id = o.id;
    update opgaven_teamlid
        set rol = case when gebruiker_id = aanbod.gebruiker_id then 'regisseur' else 'lid' end
        where opgave_id = o.id and (gebruiker_id = aanbod.gebruiker_id or rol = 'regisseur');
    update opgaven_uitnodiging set stand = 'ingetrokken'
        where opgave_id = o.id and rol = 'regisseur' and stand = 'open';
end $$;
revoke execute on function neem_pen(opgaven_uitnodiging, opgaven_opgave) from public;
comment on function neem_pen is
    'Geeft de pen van een opgave aan wie haar aanneemt, en aan de organisatie waarvoor zij spreekt.';
