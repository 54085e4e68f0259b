-- How far a knelpunt is, for whoever told about it or reads of it on a verhaalpagina. Only the step;
-- of what is besloten or stays within one organisatie not even that.

create or replace function knelpunt_stap(van uuid) returns text
language sql stable security definer set search_path = public, pg_temp
as $$
    select case
        when not verhaal_noemt(van) then null
        when exists (select from praktijk_les where knelpunt_id = van
                     and zichtbaarheid in ('openbaar', 'partners', 'team')) then 'les'
        when exists (select from overleg_afspraak a join overleg_besluit b
                     on b.id = a.besluit_id where b.knelpunt_id = van
                     and a.zichtbaarheid in ('openbaar', 'partners', 'team')) then 'afspraak'
        when exists (select from overleg_besluit where knelpunt_id = van
                     and stand not in ('voorbereiding', 'ingetrokken')
                     and zichtbaarheid in ('openbaar', 'partners', 'team')) then 'besluit'
        when exists (select from overleg_agendering where knelpunt_id = van
                     and stand <> 'ingetrokken'
                     and zichtbaarheid in ('openbaar', 'partners', 'team')) then 'agendering'
        else 'knelpunt'
    end
$$;
comment on function knelpunt_stap is 'Hoe ver een knelpunt is dat zij zo kent, in één woord.';
