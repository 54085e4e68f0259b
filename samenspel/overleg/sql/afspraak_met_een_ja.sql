-- Nobody agrees for an organisatie that said no yes, by whatever way (afspraken/actions.py says it in
-- words): what the besluit asks of it binds it, or it asks nothing and the organisatie offers it
-- itself. That it then stays, `afspraak.sql` says. Only where row policies are in force, and after
-- they let the row in.

create or replace function afspraak_met_een_ja() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    gebonden boolean;
begin
    perform from overleg_besluit b where b.id = new.besluit_id and b.stand = 'genomen';
    if not found then
        raise exception 'nothing is agreed before its besluit'
            using errcode = 'check_violation', constraint = 'afspraak_met_een_ja';
    end if;
    select x.bekrachtigd_op is not null into gebonden from overleg_bijdrage x
        where x.besluit_id = new.besluit_id and x.organisatie_id = new.organisatie_id;
    if not coalesce(gebonden, new.organisatie_id in (select mijn_stem())
            or (new.eigenaar_id = mijn_id()
                and new.organisatie_id in (select mijn_organisaties()))) then
        raise exception 'nobody agrees for who said no yes'
            using errcode = 'check_violation', constraint = 'afspraak_met_een_ja';
    end if;
    return null;
end $$;
comment on function afspraak_met_een_ja is
    'Laat alleen afspreken wat bindt, of wat een organisatie zelf aanbiedt.';
create or replace trigger alleen_met_een_ja after insert on overleg_afspraak
    for each row when (row_security_active('overleg_afspraak'))
    execute function afspraak_met_een_ja();
