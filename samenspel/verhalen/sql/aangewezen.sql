-- To which knelpunt a verhaal points; where that went up in another, to that one.

-- Only for the functions below: they say for whom. The web role may not read it.
create or replace view verhalen_aangewezen as
    select distinct a.verhaal_id, coalesce(k.opgegaan_in_id, k.id) as knelpunt_id
    from verhalen_aanwijzing a join praktijk_knelpunt k on k.id = a.knelpunt_id;

-- The teller hears to which knelpunt her verhaal points, by its title, whoever else may read it.
create or replace function mijn_aanwijzingen(van uuid) returns table (id uuid, titel varchar)
language sql stable security definer set search_path = public, pg_temp
as $$
    select k.id, k.titel
    from verhalen_aangewezen a
    join verhalen_verhaal v on v.id = a.verhaal_id
    join praktijk_knelpunt k on k.id = a.knelpunt_id
    where v.id = van
      and (v.maker_id = (select mijn_id()) or v.sleutel = (select mijn_sleutel()))
      and (k.zichtbaarheid = 'openbaar'
           or (k.opgave_id = v.opgave_id and k.zichtbaarheid in ('partners', 'team')))
$$;
comment on function mijn_aanwijzingen is
    'Naar welke knelpunten een verhaal wijst; alleen voor wie het vertelde.';

-- Whether a knelpunt is named to whoever asks: on a verhaalpagina, or to the teller.
create or replace function verhaal_noemt(knelpunt uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
    select exists (
        select from (
            select distinct v.opgave_id
            from verhalen_aangewezen a join verhalen_verhaal v on v.id = a.verhaal_id
            where a.knelpunt_id = knelpunt
        ) bij, lateral verhaalpagina_knelpunten(bij.opgave_id) named
        where named.id = knelpunt
    ) or exists (
        select from verhalen_aangewezen a join verhalen_verhaal v on v.id = a.verhaal_id,
            lateral mijn_aanwijzingen(v.id) told
        where a.knelpunt_id = knelpunt and told.id = knelpunt
          and (v.maker_id = (select mijn_id()) or v.sleutel = (select mijn_sleutel()))
    )
$$;
comment on function verhaal_noemt is
    'Of zij een knelpunt kent van een verhaalpagina of uit haar eigen verhaal.';
