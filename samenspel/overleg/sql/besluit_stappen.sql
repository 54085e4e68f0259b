-- The website makes the steps of a besluit in their order and on their day, and a taken one stays as
-- it is. Only where row policies are in force: whoever owns the tables restores backups and tells
-- what happened before.

create or replace function besluit_stap() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    fout text;
begin
    if tg_op = 'INSERT' then
        if new.stand <> 'voorbereiding' or new.eerdere_regels or new.genomen_op is not null then
            fout := 'a proposal begins in preparation';
        end if;
    elsif old.stand in ('genomen', 'ingetrokken') then
        if to_jsonb(new) - 'zoektekst' <> to_jsonb(old) - 'zoektekst' then
            fout := 'what was taken or withdrawn stays as it is';
        end if;
    else
        fout := besluit_mag_niet(old, new);
    end if;
    if fout is not null then
        raise exception '%', fout using errcode = 'check_violation', constraint = 'besluit_stap';
    end if;
    return new;
end $$;
comment on function besluit_stap is
    'Laat de website een besluit alleen stap voor stap verder brengen, op de dag zelf.';
create or replace trigger stap before insert or update on overleg_besluit
    for each row when (row_security_active('overleg_besluit')) execute function besluit_stap();

create or replace function besluit_mag_niet(oud overleg_besluit, nieuw overleg_besluit) returns text
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    dag date := vandaag();
    stappen text[] := '{voorbereiding,beeldvorming,oordeelsvorming,besluitvorming,genomen}';
    klaar boolean := oud.stand = 'voorbereiding' or besluit_is_afgelopen(oud, dag);
    verder boolean := nieuw.stand <> oud.stand and nieuw.stand <> 'ingetrokken';
    ander boolean := (nieuw.titel, nieuw.voorstel, nieuw.bevoegd_id, nieuw.bevoegdheid,
            nieuw.geldt_van, nieuw.geldt_tot, nieuw.herzien_op, nieuw.openbare_tekst)
        is distinct from (oud.titel, oud.voorstel, oud.bevoegd_id, oud.bevoegdheid,
            oud.geldt_van, oud.geldt_tot, oud.herzien_op, oud.openbare_tekst);
begin
    return case
        when (nieuw.id, nieuw.opgave_id, nieuw.knelpunt_id, nieuw.organisatie_id, nieuw.maker_id,
                nieuw.eerdere_regels, nieuw.zichtbaarheid, nieuw.genoemden) is distinct from (
                oud.id, oud.opgave_id, oud.knelpunt_id, oud.organisatie_id, oud.maker_id,
                oud.eerdere_regels, oud.zichtbaarheid, oud.genoemden)
            then 'what it is about and who reads it stays'
        when verder and nieuw.zichtbaarheid not in ('partners', 'openbaar')
            then 'every partner reads what it decides about'
        when verder and (select o.stand from opgaven_opgave o where o.id = oud.opgave_id) = 'concept'
            then 'partners first agree how they decide'
        when verder and array_position(stappen, nieuw.stand::text)
                <> array_position(stappen, oud.stand::text) + 1
            then 'no round is skipped'
        when verder and not klaar then 'the round is not over'
        when verder and nieuw.stand <> 'genomen' and nieuw.geopend_op is distinct from dag
            then 'a round opens today'
        when nieuw.stand = 'genomen'
                and (nieuw.genomen_op at time zone 'Europe/Amsterdam')::date is distinct from dag
            then 'a besluit is taken today'
        when nieuw.stand = 'genomen' and (ander or nieuw.versie <> oud.versie)
            then 'what is taken is what was proposed'
        when nieuw.geopend_op is distinct from oud.geopend_op
                and nieuw.geopend_op is distinct from dag
            then 'a round opens today'
        when nieuw.versie < oud.versie or (ander and nieuw.versie = oud.versie)
            then 'another text is another version'
        when (nieuw.versie <> oud.versie or nieuw.gewijzigd_op <> oud.gewijzigd_op)
                and nieuw.gewijzigd_op <> dag
            then 'a version begins today'
        when not verder and nieuw.versie = oud.versie and (
                (nieuw.verlengd_op is null and oud.verlengd_op is not null)
                or nieuw.sluit_op is distinct from oud.sluit_op
                and coalesce(nieuw.sluit_op < oud.sluit_op, nieuw.sluit_op is null))
            then 'a round ends no sooner than announced'
        when nieuw.ronde <> oud.ronde and not (
                nieuw.ronde = oud.ronde + 1 and (verder or klaar and nieuw.versie > oud.versie)
                and nieuw.geopend_op = dag)
            then 'a round counts when the one before was over'
        when nieuw.verlengd_op is not null and nieuw.verlengd_op is distinct from oud.verlengd_op
                and not (nieuw.verlengd_op = dag and oud.verlengd_op is null and klaar)
            then 'a round is extended once, when it is over'
    end;
end $$;
revoke execute on function besluit_mag_niet(overleg_besluit, overleg_besluit) from public;
comment on function besluit_mag_niet is 'Waarom een stap met een besluit niet kan; leeg als het kan.';

-- A question is answered once, by the team and under her own name; who asked it withdraws it, and
-- herself says that she saw the answer.
create or replace function reactie_is_van_haar(oud overleg_reactie, nieuw overleg_reactie)
returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
    select (nieuw.ingetrokken_op is not distinct from oud.ingetrokken_op
            or oud.ingetrokken_op is null and nieuw.organisatie_id in (select mijn_stem()))
        and (nieuw.gelezen_op is not distinct from oud.gelezen_op
            or nieuw.gebruiker_id = mijn_id())
        and ((nieuw.antwoord, nieuw.beantwoord_op, nieuw.beantwoord_door_id)
                is not distinct from (oud.antwoord, oud.beantwoord_op, oud.beantwoord_door_id)
            or oud.beantwoord_op is null and nieuw.beantwoord_op is not null
                and nieuw.beantwoord_door_id = mijn_id() and exists (
                    select from overleg_besluit b where b.id = oud.besluit_id
                      and b.opgave_id in (select mijn_teamopgaven())))
$$;
comment on function reactie_is_van_haar is
    'Of zij mag antwoorden op een vraag, of haar eigen vraag intrekt.';

-- What was said stays: nothing is changed but the answer to a question, and its withdrawal.
create or replace function reactie_blijft() returns trigger
language plpgsql set search_path = public, pg_temp
as $$
declare
    later text[] := '{antwoord,beantwoord_door_id,beantwoord_op,gelezen_op,ingetrokken_op}';
begin
    if row_security_active('overleg_reactie') and not reactie_is_van_haar(old, new) then
        raise exception 'others answer and withdraw it'
            using errcode = 'check_violation', constraint = 'reactie_blijft';
    end if;
    if to_jsonb(new) - later <> to_jsonb(old) - later
            or (new.soort <> 'vraag' and new.* is distinct from old.*) then
        raise exception 'what was said stays'
            using errcode = 'check_violation', constraint = 'reactie_blijft';
    end if;
    return new;
end $$;
create or replace trigger blijft before update on overleg_reactie
    for each row execute function reactie_blijft();

-- A version is what its `Voorstelversie` keeps, and what is asked while that is written: after it
-- nothing is asked otherwise in a round but in a next version, and before it nothing is said.
create or replace function is_vastgelegd(b overleg_besluit) returns boolean
language sql volatile security definer set search_path = public, pg_temp
as $$ select exists (
    select from overleg_voorstelversie where besluit_id = b.id and nummer = b.versie) $$;
revoke execute on function is_vastgelegd(overleg_besluit) from public;
comment on function is_vastgelegd is 'Of vaststaat wat de versie is die nu voorligt.';

-- What is said is said of the proposal as it lies there now; whoever takes the besluit waits.
create or replace function zegt_nu() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    b overleg_besluit; van uuid; zegt jsonb := to_jsonb(new);
begin
    select coalesce((zegt ->> 'besluit_id')::uuid, (
        select besluit_id from overleg_bijdrage where id = (zegt ->> 'bijdrage_id')::bigint
    )) into van;
    select * into b from overleg_besluit where id = van for share;
    if b.stand not in ('beeldvorming', 'oordeelsvorming', 'besluitvorming')
            or new.voorstelversie <> b.versie or not is_vastgelegd(b) then
        raise exception 'the proposal lies there no more'
            using errcode = 'check_violation', constraint = 'zegt_nu';
    end if;
    if coalesce(zegt ->> 'fase', b.stand) <> b.stand
            or coalesce((zegt ->> 'ronde')::int, b.ronde) <> b.ronde then
        raise exception 'this round is over'
            using errcode = 'check_violation', constraint = 'zegt_nu';
    end if;
    if zegt ? 'organisatie_id' and not is_partner(b.opgave_id, (zegt ->> 'organisatie_id')::uuid)
            and b.id not in (select mijn_bezwaren()) then
        raise exception 'who takes no part has no say'
            using errcode = 'check_violation', constraint = 'zegt_nu';
    end if;
    return new;
end $$;
comment on function zegt_nu is 'Laat alleen iets zeggen van het voorstel zoals het er nu ligt.';
create or replace trigger zegt_nu before insert on overleg_reactie
    for each row when (row_security_active('overleg_reactie')) execute function zegt_nu();
create or replace trigger zegt_nu before insert on overleg_aanvaarding
    for each row when (row_security_active('overleg_aanvaarding')) execute function zegt_nu();

-- What an orgaan decided is a fact: which one, on which day, and by what others find it.
create or replace function is_besloten(x overleg_bijdrage, sinds date) returns boolean
language sql volatile security definer set search_path = public, pg_temp
as $$
    select coalesce(x.bekrachtigd_op, x.vervallen_op) between sinds and vandaag()
        and is_bewijs(x.bewijs) and case
            when x.orgaan_id is null
                then not exists (select from organisaties_orgaan where organisatie_id = x.organisatie_id)
            else exists (select from organisaties_orgaan
                where id = x.orgaan_id and organisatie_id = x.organisatie_id)
        end
$$;
revoke execute on function is_besloten(overleg_bijdrage, date) from public;
comment on function is_besloten is
    'Of vaststaat welk orgaan van wie iets gevraagd is besloot, op welke dag, en met welk bewijs.';

create or replace function bijdrage_blijft() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    b overleg_besluit;
    anders boolean := tg_op <> 'UPDATE' or (new.besluit_id, new.organisatie_id, new.wat,
        new.bevoegdheid, new.bedrag, new.uiterlijk) is distinct from (old.besluit_id,
        old.organisatie_id, old.wat, old.bevoegdheid, old.bedrag, old.uiterlijk);
begin
    select * into b from overleg_besluit
        where id = case when tg_op = 'INSERT' then new.besluit_id else old.besluit_id end for share;
    if b.stand = 'ingetrokken' or b.stand = 'genomen' and (anders or old.vervallen_op is not null
            or old.bekrachtigd_op is not null
            or new.organisatie_id <> all (array(select mijn_stem()))
            or not is_besloten(new, b.gewijzigd_op)
            or new.mandaat_id is distinct from old.mandaat_id) then
        raise exception 'what was decided stays'
            using errcode = 'check_violation', constraint = 'bijdrage_blijft';
    end if;
    if anders and (b.stand <> 'voorbereiding' and is_vastgelegd(b)
            or tg_op = 'UPDATE' and new.besluit_id <> old.besluit_id) then
        raise exception 'what is asked otherwise is another version'
            using errcode = 'check_violation', constraint = 'bijdrage_blijft';
    end if;
    return coalesce(new, old);
end $$;
comment on function bijdrage_blijft is
    'Laat in een ronde alleen in een nieuwe versie iets anders vragen; daarna meldt ieder haar orgaan.';
create or replace trigger blijft before insert or update or delete on overleg_bijdrage
    for each row when (row_security_active('overleg_bijdrage'))
    execute function bijdrage_blijft();

-- Whoever joins has the whole term: the rounds that are open end later.
create or replace function partner_krijgt_termijn() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$ begin
    update overleg_besluit b set sluit_op = besluit_einde(b)
        where b.opgave_id = new.opgave_id and b.sluit_op is not null
          and b.stand in ('beeldvorming', 'oordeelsvorming', 'besluitvorming');
    return null;
end $$;
comment on function partner_krijgt_termijn is 'Geeft wie erbij komt de hele termijn om te reageren.';
create or replace trigger krijgt_termijn after insert on opgaven_partner
    for each row execute function partner_krijgt_termijn();

-- Whoever objected may come back to it, also when her organisatie takes part no more; what rests on
-- a kernbelang goes along to later proposals about the knelpunt.
create or replace function mijn_bezwaren() returns setof uuid
language sql stable security definer rows 10 set search_path = public, pg_temp
as $$
    with recursive van_mij (wie) as (
        select mijn_stem()
        union
        select h.oud_id from organisaties_herindeling h join van_mij on h.nieuw_id = van_mij.wie
        where h.aard = 'geheel' and h.op <= vandaag()
    ), gezegd as (
        select r.besluit_id, r.kern from overleg_reactie r
        where r.soort = 'bezwaar' and r.organisatie_id = any (array(select wie from van_mij))
    )
    select b.id from gezegd g join overleg_besluit b on b.id = g.besluit_id
    where b.zichtbaarheid <> 'besloten'
    union
    select b.id from gezegd g
    join overleg_besluit v on v.id = g.besluit_id and v.stand <> 'genomen'
    join praktijk_knelpunt k on k.id = v.knelpunt_id
    join praktijk_knelpunt naast on naast.id = coalesce(k.opgegaan_in_id, k.id)
        or naast.opgegaan_in_id = coalesce(k.opgegaan_in_id, k.id)
    join overleg_besluit b on b.knelpunt_id = naast.id
    where g.kern and b.zichtbaarheid <> 'besloten' and b.stand <> 'voorbereiding'
$$;
comment on function mijn_bezwaren is
    'De voorstellen waarover een bezwaar gaat van haar organisatie, of van een die daarin opging.';
