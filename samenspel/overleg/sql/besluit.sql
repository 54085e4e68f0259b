-- Nobody is bound without having said yes: what a besluit needs, whoever writes it and however.
--
-- besluiten/consent.py says the same in sentences, before somebody acts. Here it is checked once
-- more while the besluit becomes `genomen`. Functions that look are volatile: whoever waited for
-- another must see what that one wrote.

create or replace function besluit_gehoord(b overleg_besluit) returns table (wie uuid, soort text)
language sql volatile security definer set search_path = public, pg_temp
as $$
    select distinct on (r.organisatie_id) r.organisatie_id, r.soort
    from overleg_reactie r
    join opgaven_partner p on p.opgave_id = b.opgave_id and p.organisatie_id = r.organisatie_id
    where r.besluit_id = b.id and r.fase = b.stand and r.voorstelversie = b.versie
    order by r.organisatie_id, r.id desc
$$;
revoke execute on function besluit_gehoord(overleg_besluit) from public;
comment on function besluit_gehoord is
    'Wat elke partner het laatst zei van deze versie van een voorstel, in deze ronde.';

create or replace function besluit_einde(b overleg_besluit) returns date
language sql volatile security definer set search_path = public, pg_temp
as $$
    select greatest(b.sluit_op, werkdagen_na(
        greatest(b.geopend_op, b.gewijzigd_op, b.verlengd_op,
            (select max(toegetreden_op) from opgaven_partner where opgave_id = b.opgave_id)),
        (select ronde_werkdagen from opgaven_opgave where id = b.opgave_id)))
$$;
revoke execute on function besluit_einde(overleg_besluit) from public;
comment on function besluit_einde is 'De laatste dag van de ronde waarin een voorstel ligt.';

create or replace function besluit_kernbezwaren(b overleg_besluit) returns setof uuid
language sql volatile security definer set search_path = public, pg_temp
as $$
    with gezegd as (
        select r.id, r.organisatie_id, r.kern, r.opgelost, r.soort
        from overleg_reactie r
        join overleg_besluit v on v.id = r.besluit_id
        join praktijk_knelpunt k on k.id = v.knelpunt_id
        where r.fase = 'besluitvorming' and (r.besluit_id = b.id or (
            (v.stand <> 'genomen' or r.opgelost) and coalesce(k.opgegaan_in_id, k.id) = (select coalesce(opgegaan_in_id, id)
                from praktijk_knelpunt where id = b.knelpunt_id)))
    )
    select distinct g.organisatie_id from gezegd g
    where g.kern and g.soort = 'bezwaar' and not exists (
        select from gezegd o where o.opgelost and o.id > g.id and (
            o.organisatie_id in (select opvolging(g.organisatie_id))))
$$;
revoke execute on function besluit_kernbezwaren(overleg_besluit) from public;
comment on function besluit_kernbezwaren is
    'Wie een bezwaar op een kernbelang heeft dat staat, ook van een eerder voorstel.';

-- Whether an objection on a kernbelang elsewhere in the opgave holds here too, its owner says.
create or replace function besluit_wacht_op(b overleg_besluit) returns setof uuid
language sql volatile security definer set search_path = public, pg_temp
as $$
    select k.wie from overleg_besluit v cross join lateral besluit_kernbezwaren(v) k (wie)
        where v.opgave_id = b.opgave_id and v.stand <> 'genomen'
    intersect select organisatie_id from opgaven_partner where opgave_id = b.opgave_id
    except select wie from besluit_gehoord(b)
    except select besluit_kernbezwaren(b)
$$;
revoke execute on function besluit_wacht_op(overleg_besluit) from public;
comment on function besluit_wacht_op is
    'Welke partner elders in de opgave een bezwaar op een kernbelang heeft, en hier nog niets zei.';

create or replace function besluit_bezwaren(b overleg_besluit) returns setof uuid
language sql volatile security definer set search_path = public, pg_temp
as $$
    select l.organisatie_id from (
        select distinct on (r.organisatie_id) r.organisatie_id, r.soort, r.kern
        from overleg_reactie r where r.besluit_id = b.id and r.fase = b.stand
        order by r.organisatie_id, r.id desc) l
    where l.soort = 'bezwaar' and not l.kern
        and b.ronde <= (select verval_na_rondes from opgaven_opgave where id = b.opgave_id)
$$;
revoke execute on function besluit_bezwaren(overleg_besluit) from public;
comment on function besluit_bezwaren is 'Wie een ander bezwaar heeft dat nog telt.';

create or replace function besluit_is_afgelopen(b overleg_besluit, dag date) returns boolean
language sql volatile security definer set search_path = public, pg_temp
as $$
    select besluit_einde(b) < dag or not exists (
        select organisatie_id from opgaven_partner where opgave_id = b.opgave_id
        except select wie from besluit_gehoord(b)
    ) and not exists (select besluit_kernbezwaren(b)) and not exists (select besluit_bezwaren(b))
$$;
revoke execute on function besluit_is_afgelopen(overleg_besluit, date) from public;
comment on function besluit_is_afgelopen is
    'Of de ronde voorbij is: haar termijn, of omdat elke partner iets zei en geen bezwaar staat.';

-- Can another read back what an orgaan decided? By a number or an address.
create or replace function is_bewijs(bewijs text) returns boolean
language sql immutable set search_path = public, pg_temp
as $$ select bewijs ~ '[0-9]|https://[^[:space:]]+[.][^[:space:]]' $$;

-- Who consents is read as it stood in besluitvorming, whether its members still take part.
create or replace function besluit_stemt_in(b overleg_besluit) returns setof uuid
language sql volatile security definer set search_path = public, pg_temp
as $$
    select l.organisatie_id from (
        select distinct on (r.organisatie_id) r.organisatie_id, r.soort from overleg_reactie r
        where r.besluit_id = b.id and r.fase = 'besluitvorming' and r.voorstelversie = b.versie
        order by r.organisatie_id, r.id desc) l where l.soort in ('consent', 'zorg')
$$;
revoke execute on function besluit_stemt_in(overleg_besluit) from public;
comment on function besluit_stemt_in is 'Wie instemt met de versie die voorligt, of is genomen.';

-- What partners agreed to ends by the yes of each of them; what is closed opens by everybody's.
create or replace function besluit_mist(b overleg_besluit) returns setof uuid
language sql volatile security definer set search_path = public, pg_temp
as $$
    select p.organisatie_id from opgaven_partner p where p.opgave_id = b.opgave_id and (
        b.openbare_tekst <> '' and b.zichtbaarheid <> 'openbaar' or exists (
            select from overleg_opvolging v join overleg_besluit e on e.id = v.eerder_id
            cross join lateral besluit_stemt_in(e) s (wie)
            where v.besluit_id = b.id and v.aard in ('vervangt', 'trekt in')
              and p.organisatie_id in (select opvolging(s.wie))))
    except select besluit_stemt_in(b)
$$;
revoke execute on function besluit_mist(overleg_besluit) from public;
comment on function besluit_mist is
    'Wier ja nodig is, omdat het voorstel een besluit beëindigt waarmee zij instemde, of iets openbaar maakt.';

-- What must hold of a besluit at any time, also years later.
create or replace function besluit_gebreken(b overleg_besluit) returns setof text
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
    stemt_in uuid[] := array(select besluit_stemt_in(b));
begin
    if b.eerdere_regels then return; end if;
    if cardinality(stemt_in) = 0 then return next 'niemand stemde in'; end if;
    if b.bevoegd_id is not null and b.bevoegd_id <> all (stemt_in) then
        return next 'gebruikt een bevoegdheid van wie niet instemde';
    end if;
    if exists (select from overleg_bijdrage x where x.besluit_id = b.id and x.bevoegdheid
            and (x.bedrag > 0 or x.organisatie_id is distinct from b.bevoegd_id)) then
        return next 'vraagt om een bevoegdheid die het niet gebruikt';
    end if;
    if exists (select from besluit_kernbezwaren(b)) then
        return next 'er staat een bezwaar op een kernbelang';
    end if;
    return query select format('bindt %s, die niet instemde', x.organisatie_id)
        from overleg_bijdrage x where x.besluit_id = b.id and x.vervallen_op is null
            and x.organisatie_id <> all (stemt_in);
    return query select format('bindt %s zonder bewijs', x.organisatie_id)
        from overleg_bijdrage x left join organisaties_orgaan o on o.id = x.orgaan_id
        where x.besluit_id = b.id and x.bekrachtigd_op is not null and x.mandaat_id is null
            and (not is_bewijs(x.bewijs) or o.organisatie_id is distinct from
                case when x.orgaan_id is null then null else x.organisatie_id end);
    return query select format('bindt %s op een mandaat dat niemand gebruikte', x.organisatie_id)
        from overleg_bijdrage x
        join overleg_mandaat m on m.id = x.mandaat_id
        join organisaties_orgaan g on g.id = m.gever_id
        where x.besluit_id = b.id and x.bekrachtigd_op is not null and (
            g.organisatie_id <> x.organisatie_id or m.opgave_id <> b.opgave_id or not exists (
                select from overleg_aanvaarding a where a.bijdrage_id = x.id
                    and a.mandaat_id = m.id and a.gebruiker_id = m.houder_id
                    and a.voorstelversie = b.versie and a.wat = x.wat and a.bedrag = x.bedrag
                    and not exists (select from overleg_aanvaarding n where n.id > a.id
                        and n.bijdrage_id = x.id and n.gebruiker_id = a.gebruiker_id)));
    return query select format('mandaat %s is te vaak gebruikt', m.id)
        from overleg_mandaat m where m.id in (
            select mandaat_id from overleg_bijdrage where besluit_id = b.id)
        and m.bedrag < (select sum(x.bedrag) from overleg_bijdrage x
            join overleg_besluit v on v.id = x.besluit_id
            where x.mandaat_id = m.id and (v.stand = 'genomen' or v.id = b.id));
end $$;
revoke execute on function besluit_gebreken(overleg_besluit) from public;
comment on function besluit_gebreken is 'Wat er niet klopt aan een genomen besluit; niets als het klopt.';

-- What must hold at the moment that it is taken; partners and werkafspraken change later.
create or replace function besluit_te_vroeg(b overleg_besluit, dag date) returns setof text
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
    gehoord int; partners int; quorum int;
begin
    b.stand := 'besluitvorming';
    select count(*) into gehoord from besluit_gehoord(b);
    select count(*) into partners from opgaven_partner where opgave_id = b.opgave_id;
    select o.quorum into quorum from opgaven_opgave o where o.id = b.opgave_id;
    if not besluit_is_afgelopen(b, dag) then return next 'de ronde is niet voorbij'; end if;
    if b.gezamenlijk is distinct from
            (not (gehoord >= partners or gehoord * 100 > quorum * partners)) then
        return next 'te weinig partners reageerden';
    end if;
    if b.bevoegd_id is not null and not exists (select from overleg_bijdrage x
            where x.besluit_id = b.id and x.organisatie_id = b.bevoegd_id) then
        return next 'om de bevoegdheid is niet gevraagd';
    end if;
    if b.verlengd_op is null and (b.gezamenlijk or exists (select besluit_wacht_op(b))) then
        return next 'de ronde is nog niet verlengd';
    end if;
    if exists (select besluit_bezwaren(b)) then return next 'er staat een bezwaar'; end if;
    if exists (select besluit_mist(b)) then
        return next 'eindigt of opent iets zonder het ja van wie daarbij hoort';
    end if;
    return query select format('mandaat %s geldt niet', m.id)
        from overleg_bijdrage x join overleg_mandaat m on m.id = x.mandaat_id
        where x.besluit_id = b.id and x.bekrachtigd_op is not null and not (
            m.begint_op <= dag and dag < m.eindigt_op
            and (m.ingetrokken_op is null or m.ingetrokken_op > dag));
end $$;
revoke execute on function besluit_te_vroeg(overleg_besluit, date) from public;
comment on function besluit_te_vroeg is 'Waarom een besluit op deze dag niet genomen kan worden.';

create or replace function besluit_wordt_genomen() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    dag date := (new.genomen_op at time zone 'Europe/Amsterdam')::date;
    fout text;
begin
    -- One at a time of an opgave: two at once would each find room on the same mandaat.
    perform from opgaven_opgave where id = new.opgave_id for no key update;
    if old.stand <> 'besluitvorming' or dag is null then
        raise exception 'only after besluitvorming'
            using errcode = 'check_violation', constraint = 'besluit_genomen';
    end if;
    select string_agg(w, '; ') into fout from (
        select besluit_gebreken(new) w union all select besluit_te_vroeg(new, dag)) alle;
    if exists (select from overleg_bijdrage x where x.besluit_id = new.id
            and x.bekrachtigd_op is not null and x.mandaat_id is null) then
        fout := concat_ws('; ', fout, 'een orgaan besluit pas na het besluit');
    end if;
    if fout is not null then
        raise exception '%', fout using errcode = 'check_violation', constraint = 'besluit_genomen';
    end if;
    return new;
end $$;
comment on function besluit_wordt_genomen is
    'Gaat bij het nemen van een besluit alle regels nog eens na.';
create or replace trigger wordt_genomen before update on overleg_besluit
    for each row when (new.stand = 'genomen' and old.stand <> 'genomen')
    execute function besluit_wordt_genomen();
