-- Who holds the pen hands it over, to somebody who is in the team because her own organisatie and she
-- herself said so. The web role changes neither of these columns (`opgave_blijft`). To a partner that
-- never said itself that it takes part the pen cannot go: the opgave would then count as carried by
-- another (`is_gedragen`), while that other is whoever gave the pen.

create or replace function geef_pen(aan bigint) returns void
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    lid opgaven_teamlid;
begin
    select t.* into lid
        from opgaven_teamlid t
        join opgaven_opgave o on o.id = t.opgave_id
        join organisaties_lidmaatschap m
            on m.gebruiker_id = t.gebruiker_id and m.organisatie_id = t.organisatie_id
        where t.id = aan and o.organisatie_id in (select mijn_stem())
          and (t.organisatie_id = o.organisatie_id or doet_mee(o.id, t.organisatie_id))
        for no key update of o;
    if not found then
        raise exception using errcode = 'SS001', message =
            'De pen gaat alleen van wie haar voert naar iemand in het team, van een partner die zelf '
            'zei dat zij meedoet.';
    end if;
    update opgaven_opgave set organisatie_id = lid.organisatie_id where id = lid.opgave_id;
    update opgaven_teamlid set rol = case when id = aan then 'regisseur' else 'lid' end
        where opgave_id = lid.opgave_id and (id = aan or rol = 'regisseur');
end $$;
comment on function geef_pen is
    'Geeft de pen van een opgave aan iemand in het team en haar organisatie; alleen wie haar voert doet dat.';
