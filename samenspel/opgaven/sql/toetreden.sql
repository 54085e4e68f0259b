-- Who takes part said so itself: partners and teamleden are made here, of an accepted uitnodiging.

create or replace function is_partner(opgave uuid, wie uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
    select exists (
        select from opgaven_partner p where p.opgave_id = opgave and p.organisatie_id = wie
    )
$$;
comment on function is_partner is 'Of een organisatie meedoet aan een opgave.';

-- What an invitation shows, to whoever may answer it: the opgave itself she may not read yet.
create or replace function uitnodiging_inhoud(welke uuid)
returns table (
    titel text, bedoeling text, ronde_werkdagen int, verval_na_rondes int, quorum int, versie int,
    stand text, partners text[]
)
language sql stable security definer rows 1 set search_path = public, pg_temp
as $$
    select o.titel, o.bedoeling, o.ronde_werkdagen, o.verval_na_rondes, o.quorum, o.versie, o.stand,
        array(
            select at.kort from opgaven_partner p
            join organisaties_organisatie at on at.id = p.organisatie_id
            where p.opgave_id = o.id order by lower(at.kort)
        )
    from opgaven_uitnodiging u join opgaven_opgave o on o.id = u.opgave_id
    where u.id = welke and u.stand in ('open', 'aangenomen', 'afgewezen')
      and (u.gebruiker_id = mijn_id() or u.organisatie_id in (select mijn_stem()))
$$;
comment on function uitnodiging_inhoud is
    'Wat iemand leest voordat zij op een uitnodiging antwoordt, en niet meer.';

create or replace function treed_toe() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    o opgaven_opgave;
begin
    select * into o from opgaven_opgave where id = new.opgave_id for no key update;
    if o.stand = 'afgerond' then
        raise exception using errcode = 'SS001', message =
            'Deze opgave is afgerond. Er kan niemand meer bij komen.';
    end if;
    if new.rol = 'regisseur' then
        perform neem_pen(new, o);
    elsif new.rol <> 'teamlid' then
        if new.versie is distinct from o.versie then
            raise exception using errcode = 'SS001', message =
                'De opgave is intussen gewijzigd. Lees haar opnieuw en antwoord dan.';
        end if;
        insert into opgaven_partner (opgave_id, organisatie_id, rol, toegetreden_op)
            values (new.opgave_id, new.organisatie_id, new.rol,
                    (new.beantwoord_op at time zone 'Europe/Amsterdam')::date)
            on conflict do nothing;
    elsif new.gebruiker_id is not null then
        if not is_partner(new.opgave_id, new.organisatie_id) or not exists (
            select from organisaties_lidmaatschap
            where gebruiker_id = new.gebruiker_id and organisatie_id = new.organisatie_id
        ) then
            raise exception using errcode = 'SS001', message =
                'In het team komt alleen wie voor een partner werkt.';
        end if;
        insert into opgaven_teamlid (opgave_id, gebruiker_id, organisatie_id, rol)
            values (new.opgave_id, new.gebruiker_id, new.organisatie_id, 'lid')
            on conflict do nothing;
    end if;
    return null;
end $$;
comment on function treed_toe is
    'Maakt van een aangenomen uitnodiging een partner of een teamlid, of geeft de pen; anders gebeurt dat niet.';
create or replace trigger treed_toe after update of stand on opgaven_uitnodiging
    for each row when (old.stand = 'open' and new.stand = 'aangenomen')
    execute function treed_toe();
