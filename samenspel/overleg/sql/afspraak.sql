-- What was agreed stays as it was agreed, and a mandaat as it was given. Only where row policies are
-- in force, as for a besluit (`besluit_stappen.sql`).

create or replace function afspraak_blijft() returns trigger
language plpgsql set search_path = public, pg_temp
as $$
declare
    later text[] := '{bewijs,resultaat,gedaan_op,les_id,zichtbaarheid,genoemden,zoektekst,versie}';
begin
    if to_jsonb(new) - later <> to_jsonb(old) - later then
        raise exception 'what was agreed stays'
            using errcode = 'check_violation', constraint = 'afspraak_blijft';
    end if;
    return new;
end $$;
create or replace trigger blijft before update on overleg_afspraak
    for each row when (row_security_active('overleg_afspraak')) execute function afspraak_blijft();

create or replace function inzet_blijft() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$ begin
    if exists (select from overleg_afspraak where inzet_id = new.id) then
        raise exception 'what was agreed stays'
            using errcode = 'check_violation', constraint = 'inzet_blijft';
    end if;
    return new;
end $$;
comment on function inzet_blijft is 'Laat het bedrag staan dat is afgesproken.';
create or replace trigger blijft before update of bedrag, organisatie_id on opgaven_inzet
    for each row when (row_security_active('opgaven_inzet')
        and (old.bedrag, old.organisatie_id) is distinct from (new.bedrag, new.organisatie_id))
    execute function inzet_blijft();

create or replace function mandaat_blijft() returns trigger
language plpgsql set search_path = public, pg_temp
as $$
declare
    later text[] := '{ingetrokken_op,ingetrokken_reden}';
begin
    if to_jsonb(new) - later <> to_jsonb(old) - later or old.ingetrokken_op <> new.ingetrokken_op
            or (old.ingetrokken_op is not null and new.ingetrokken_op is null) then
        raise exception 'a mandaat is only withdrawn'
            using errcode = 'check_violation', constraint = 'mandaat_blijft';
    end if;
    return new;
end $$;
create or replace trigger blijft before update on overleg_mandaat
    for each row when (row_security_active('overleg_mandaat')) execute function mandaat_blijft();
