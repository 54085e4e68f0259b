-- What a council reads of many verhalen: functions count and quote as their owner. It is made of whole
-- fives, so that nothing follows about a smaller group.
--
-- Of verhalen that only the team may read, each group (one thema, one gemeente) speaks for itself:
-- first between 0 and 4 are taken off, always as many for the same group and known to nobody, then
-- whole fives remain. No other number on the page depends on them (docs/decisions/0018).

create or replace function mag_verhaalpagina(bij uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
    select bij = any (array(select mijn_verhaalopgaven())) or exists (
        select from verhalen_verhaalpagina p join opgaven_opgave o on o.id = p.opgave_id
        where p.opgave_id = bij and o.zichtbaarheid = 'openbaar')
$$;
comment on function mag_verhaalpagina is
    'Of zij de verhaalpagina van een opgave mag zien: het team, en iedereen als die openbaar is.';

-- The web role neither reads the secret nor calls the function that rounds: it would tell what is
-- taken off.
create or replace function verhalen_vijftallen(aantal bigint, groep text) returns bigint
language sql stable security definer set search_path = public, pg_temp
as $$
    select greatest(0, (aantal - af) / 5 * 5)
    from (
        select ('x' || left(encode(sha256(convert_to(sleutel || groep, 'UTF8')), 'hex'), 15)
               )::bit(60)::bigint % 5 as af
        from verhalen_geheim
    ) secret
$$;
revoke execute on function verhalen_vijftallen(bigint, text) from public;
comment on function verhalen_vijftallen is
    'Rondt zo af dat over een kleine groep niets te zeggen is; niemand kan hem zelf aanroepen.';

-- `dicht`: verhalen that only the team may read count here too, and can be quoted.
create or replace function verhaalpagina_cellen(bij uuid)
returns table (thema varchar, gemeente_id uuid, aantal bigint, dicht boolean)
language sql stable security definer set search_path = public, pg_temp
as $$
    with plek as (
        select v.thema, v.gemeente_id, count(*) filter (where lezers = 'openbaar') as open,
               verhalen_vijftallen(
                   count(*) filter (where lezers <> 'openbaar'),
                   concat_ws('|', bij, v.thema, v.gemeente_id)) as dicht
        from verhalen_verhaal v
        where v.opgave_id = bij and nagelezen_op is not null and mag_verhaalpagina(bij)
        group by 1, 2
    )
    select p.thema, p.gemeente_id, sum(open + p.dicht)::bigint, sum(p.dicht) > 0
    from plek p
    group by grouping sets ((1), (1, 2))
    having sum(open + p.dicht) >= 5
$$;
comment on function verhaalpagina_cellen is
    'Telt de verhalen per thema en gemeente; nooit minder dan vijf.';

create or replace function verhaalpagina_citaten(bij uuid)
returns table (id uuid, thema varchar, tekst text, gemeente_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
    select c.id, v.thema, c.tekst, plek.gemeente_id
    from verhalen_verhaal v
    join verhalen_citaat c on c.verhaal_id = v.id
    join verhaalpagina_cellen(bij) heel on heel.thema = v.thema and heel.gemeente_id is null
    left join verhaalpagina_cellen(bij) plek
        on plek.thema = v.thema and plek.gemeente_id = v.gemeente_id
    where v.opgave_id = bij and v.citeren and v.nagelezen_op is not null
      and (v.lezers = 'openbaar' or plek.dicht)
$$;
comment on function verhaalpagina_citaten is
    'De citaten bij thema''s die zo geteld zijn, zonder te zeggen uit welk verhaal.';

create or replace function verhaalpagina_knelpunten(bij uuid)
returns table (id uuid, titel varchar)
language sql stable security definer set search_path = public, pg_temp
as $$
    select k.id, k.titel
    from (
        select a.knelpunt_id, count(*) filter (where lezers = 'openbaar')
               + verhalen_vijftallen(
                   count(*) filter (where lezers <> 'openbaar'),
                   concat_ws('|', bij, v.thema, v.gemeente_id, a.knelpunt_id)) as aantal
        from verhalen_aangewezen a
        join verhalen_verhaal v on v.id = a.verhaal_id
        where v.opgave_id = bij and v.nagelezen_op is not null and mag_verhaalpagina(bij)
        group by a.knelpunt_id, v.thema, v.gemeente_id
    ) groep
    join praktijk_knelpunt k on k.id = groep.knelpunt_id
    where k.zichtbaarheid = 'openbaar'
       or (k.opgave_id = bij and k.zichtbaarheid in ('partners', 'team'))
    group by k.id
    having sum(groep.aantal) >= 5
$$;
comment on function verhaalpagina_knelpunten is
    'De knelpunten waarnaar minstens vijf verhalen wijzen, met hun titel.';
