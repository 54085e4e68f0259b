-- A partner of which something runs, only leaves by its own word: whoever else works here cannot let it
-- go. The worker asks `loopt_nog` itself.

-- An objection on a kernbelang runs on when its proposal is withdrawn.
create or replace function bezwaren_van(opgave uuid, wie uuid) returns setof uuid
language sql stable security definer rows 10 set search_path = public, pg_temp
as $$
    select b.id from overleg_besluit b
    where b.opgave_id = opgave and b.stand <> 'genomen' and exists (
        select from overleg_reactie r
        where r.besluit_id = b.id and r.organisatie_id = wie and r.soort = 'bezwaar'
    ) and (b.stand <> 'ingetrokken' or wie in (select besluit_kernbezwaren(b)))
$$;
comment on function bezwaren_van is 'De voorstellen waartegen een partner een bezwaar heeft lopen.';

-- What it agreed to ends by its yes, so the others do not send it away and end that without it.
create or replace function besluiten_met_ja(opgave uuid, wie uuid) returns setof uuid
language sql stable security definer rows 10 set search_path = public, pg_temp
as $$
    select b.id from overleg_besluit b
    where b.opgave_id = opgave and b.stand = 'genomen'
      and (b.geldt_tot is null or b.geldt_tot > vandaag())
      and exists (
          select from besluit_stemt_in(b) s (stem) where wie in (select opvolging(s.stem)))
$$;
comment on function besluiten_met_ja is 'De besluiten die gelden en waarmee een partner instemde.';

create or replace function loopt_nog(opgave uuid, wie uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
    select exists (select bezwaren_van(opgave, wie)) or exists (
        select from overleg_agendering a
        where a.opgave_id = opgave and a.aan_id = wie and a.stand in ('open', 'verlopen')
    ) or exists (
        select from overleg_bijdrage d join overleg_besluit b on b.id = d.besluit_id
        where b.opgave_id = opgave and d.organisatie_id = wie and b.stand = 'genomen'
          and d.bekrachtigd_op is null
    ) or exists (
        select from overleg_afspraak a
        where a.opgave_id = opgave and a.organisatie_id = wie and a.gedaan_op is null
    ) or exists (select besluiten_met_ja(opgave, wie))
$$;
comment on function loopt_nog is
    'Of een partner nog een bezwaar, een open vraag, een bijdrage, een afspraak of een geldend ja heeft.';

create or replace function partner_gaat() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$ begin
    if mijn_id() is not null and old.organisatie_id not in (select mijn_stem())
       and loopt_nog(old.opgave_id, old.organisatie_id) then
        raise exception using errcode = 'SS001', message =
            'Van deze partner loopt nog een bezwaar, een vraag of een afspraak, of er geldt een '
            'besluit waarmee zij instemde. '
            'De anderen kunnen niet zonder haar verder.';
    end if;
    update overleg_mandaat m
        set ingetrokken_op = (nu() at time zone 'Europe/Amsterdam')::date,
            ingetrokken_reden = 'Wie dit mandaat gaf, doet niet meer mee aan de opgave.'
        from organisaties_orgaan o
        where o.id = m.gever_id and o.organisatie_id = old.organisatie_id
          and m.opgave_id = old.opgave_id and m.ingetrokken_op is null;
    return old;
end $$;
comment on function partner_gaat is
    'Houdt een partner vast van wie iets loopt, tenzij zij zelf gaat; haar mandaten eindigen.';
create or replace trigger partner_gaat before delete on opgaven_partner
    for each row execute function partner_gaat();
