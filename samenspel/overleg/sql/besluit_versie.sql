-- What partners consent to besides the text: whose power it uses, what it asks of whom, from when
-- until when it holds, what it does with an earlier besluit. The database notes it itself when a
-- version is kept, so that nobody can say afterwards that something else was proposed. Who reads
-- the proposal may not read the earlier besluit: then its title is not noted.

create or replace function besluit_daarbij(b overleg_besluit) returns jsonb
language sql stable security definer set search_path = public, pg_temp
as $$ select jsonb_build_object(
    'bevoegd', (select naam from organisaties_organisatie where id = b.bevoegd_id),
    'bevoegdheid', b.bevoegdheid,
    'gevraagd', coalesce((
        select jsonb_agg(
            jsonb_build_object('wie', o.naam, 'wat', x.wat, 'bedrag', x.bedrag, 'uiterlijk', x.uiterlijk)
            order by o.naam)
        from overleg_bijdrage x join organisaties_organisatie o on o.id = x.organisatie_id
        where x.besluit_id = b.id), '[]'),
    'geldt_van', b.geldt_van, 'geldt_tot', b.geldt_tot, 'herzien_op', b.herzien_op,
    'openbare_tekst', b.openbare_tekst,
    'opvolgt', (
        select jsonb_build_object(
            'aard', v.aard, 'deel', v.deel, 'op', (e.genomen_op at time zone 'Europe/Amsterdam')::date,
            'eerder', case when e.zichtbaarheid in (b.zichtbaarheid, 'openbaar') then e.titel end)
        from overleg_opvolging v join overleg_besluit e on e.id = v.eerder_id
        where v.besluit_id = b.id limit 1)) $$;
revoke execute on function besluit_daarbij(overleg_besluit) from public;
comment on function besluit_daarbij is 'Wat bij de tekst van een voorstel hoort.';

create or replace function versie_is_voorstel() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    b overleg_besluit;
begin
    select * into b from overleg_besluit where id = new.besluit_id for no key update;
    if b.stand not in ('beeldvorming', 'oordeelsvorming', 'besluitvorming')
            or (new.nummer, new.ronde, new.titel, new.voorstel)
                <> (b.versie, b.ronde, b.titel, b.voorstel) then
        raise exception 'a version is what is proposed now'
            using errcode = 'check_violation', constraint = 'versie_is_voorstel';
    end if;
    return new;
end $$;
comment on function versie_is_voorstel is
    'Bewaart als versie alleen wat nu wordt voorgesteld.';
create or replace trigger is_voorstel before insert on overleg_voorstelversie
    for each row when (row_security_active('overleg_voorstelversie'))
    execute function versie_is_voorstel();

create or replace function versie_noteert() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$ begin
    select besluit_daarbij(b) into new.daarbij from overleg_besluit b where b.id = new.besluit_id;
    return new;
end $$;
comment on function versie_noteert is 'Noteert bij een versie wat bij haar tekst hoort.';
create or replace trigger noteert before insert on overleg_voorstelversie
    for each row execute function versie_noteert();
