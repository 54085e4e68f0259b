-- The register of besluiten: who sat at the table, and from when until when a besluit is in force.

-- Partners and werkafspraken change later; whoever looks back must see those of that day.
create or replace function tafel_van_toen() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    dag date := (new.genomen_op at time zone 'Europe/Amsterdam')::date;
begin
    new.geldt_van := greatest(new.geldt_van, dag);
    if new.geldt_tot <= new.geldt_van then
        raise exception 'ends before it begins'
            using errcode = 'check_violation', constraint = 'besluit_geldt_na_begin';
    end if;
    select jsonb_build_object(
        'ronde_werkdagen', o.ronde_werkdagen, 'verval_na_rondes', o.verval_na_rondes,
        'quorum', o.quorum, 'toegetreden_op', max(p.toegetreden_op),
        'partners', coalesce(jsonb_agg(p.organisatie_id) filter (where p.id is not null), '[]'))
        into new.tafel
        from opgaven_opgave o left join opgaven_partner p on p.opgave_id = o.id
        where o.id = new.opgave_id group by o.id;
    return new;
end $$;
comment on function tafel_van_toen is
    'Bewaart bij een genomen besluit wie partner was en welke werkafspraken golden.';
create or replace trigger tafel_van_toen before update on overleg_besluit
    for each row when (new.stand = 'genomen' and old.stand <> 'genomen')
    execute function tafel_van_toen();

-- The earlier besluit may be one that its reader reads and the later one not: its end stands with it.
create or replace function besluit_volgt_op() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$ begin
    update overleg_besluit b
        set geldt_tot = greatest(b.geldt_van, least(b.geldt_tot, new.geldt_van))
        from overleg_opvolging v
        where v.besluit_id = new.id and v.eerder_id = b.id and v.deel = ''
          and v.aard in ('vervangt', 'trekt in') and b.opgave_id = new.opgave_id
          and b.stand = 'genomen';
    return null;
end $$;
comment on function besluit_volgt_op is
    'Laat een besluit ophouden te gelden als een ander het vervangt of intrekt.';
create or replace trigger volgt_op after update on overleg_besluit
    for each row when (new.stand = 'genomen' and old.stand <> 'genomen')
    execute function besluit_volgt_op();

create or replace function opvolging_blijft() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    van overleg_besluit; over overleg_besluit;
begin
    select * into van from overleg_besluit
        where id = case when tg_op = 'DELETE' then old.besluit_id else new.besluit_id end for share;
    if tg_op <> 'DELETE' then
        select * into over from overleg_besluit where id = new.eerder_id;
    end if;
    if van.stand in ('genomen', 'ingetrokken') or (tg_op <> 'DELETE' and (
            over.stand <> 'genomen' or over.opgave_id <> van.opgave_id)) then
        raise exception 'what was decided stays'
            using errcode = 'check_violation', constraint = 'opvolging_blijft';
    end if;
    if van.stand <> 'voorbereiding' and is_vastgelegd(van) then
        raise exception 'what it does with another is another version'
            using errcode = 'check_violation', constraint = 'opvolging_blijft';
    end if;
    return coalesce(new, old);
end $$;
comment on function opvolging_blijft is
    'Laat alleen in een nieuwe versie van een voorstel noemen wat van een eerder besluit wordt.';
create or replace trigger blijft before insert or update or delete on overleg_opvolging
    for each row when (row_security_active('overleg_opvolging'))
    execute function opvolging_blijft();

-- Looking again is the only way to another review day; whoever reads the besluit reads why.
create or replace function herziening_schuift() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$ begin
    update overleg_besluit set herzien_op = new.herzien_op
        where id = new.besluit_id and stand = 'genomen';
    return null;
end $$;
comment on function herziening_schuift is
    'Schuift de dag waarop partners opnieuw kijken op, als zij zagen dat het besluit nog klopt.';
create or replace trigger schuift after insert on overleg_herziening
    for each row execute function herziening_schuift();

-- Before `schuift`, by its name: it compares with the day that was agreed.
create or replace function herziening_op_tijd() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    dag date := vandaag();
begin
    perform from overleg_besluit b where b.id = new.besluit_id
        and b.herzien_op <= werkdagen_na(dag, 10) and new.herzien_op <= dag + 731
        and (b.geldt_tot is null or b.geldt_tot > dag) for no key update;
    if not found then
        raise exception 'partners look again around the day that they agreed'
            using errcode = 'check_violation', constraint = 'herziening_op_tijd';
    end if;
    return null;
end $$;
comment on function herziening_op_tijd is
    'Laat het team alleen rond de afgesproken dag zeggen dat een besluit nog klopt, en niet te lang uitstellen.';
create or replace trigger op_tijd after insert on overleg_herziening
    for each row when (row_security_active('overleg_herziening'))
    execute function herziening_op_tijd();

-- What everybody reads stands in a table of its own: of a besluit itself, nothing is opened. Of
-- partners that everybody knows it says where they stood, without a word of theirs.
create or replace function besluit_openbaar() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$ begin
    insert into overleg_openbaarbesluit
        (besluit_id, titel, tekst, genomen_op, geldt_van, geldt_tot, standpunten)
    select new.id, new.titel, new.openbare_tekst,
        (new.genomen_op at time zone 'Europe/Amsterdam')::date, new.geldt_van, new.geldt_tot,
        coalesce((
            select jsonb_agg(jsonb_build_object('naam', g.naam, 'soort', r.soort) order by g.naam)
            from opgaven_opgave o
            join opgaven_partner p on p.opgave_id = o.id
            join organisaties_organisatie g on g.id = p.organisatie_id
            join lateral (
                select x.soort, x.voorstelversie from overleg_reactie x
                where x.besluit_id = new.id and x.organisatie_id = p.organisatie_id
                  and x.fase = 'besluitvorming'
                order by x.id desc limit 1) r on true
            where o.id = new.opgave_id and o.zichtbaarheid = 'openbaar'
              and (r.soort = 'bezwaar' or r.voorstelversie = new.versie)), '[]')
    on conflict (besluit_id) do update set geldt_tot = excluded.geldt_tot;
    return null;
end $$;
comment on function besluit_openbaar is
    'Zet in het openbare register wat partners van een genomen besluit voor iedereen opschreven.';
create or replace trigger openbaar after update on overleg_besluit
    for each row when (new.stand = 'genomen' and new.openbare_tekst <> ''
        and new.zichtbaarheid in ('partners', 'openbaar')
        and (old.stand <> 'genomen' or new.geldt_tot is distinct from old.geldt_tot))
    execute function besluit_openbaar();
