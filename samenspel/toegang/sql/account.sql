-- What of an account its owner knows, and what a beheerder knows of those of her people.

create or replace function mijn_account()
returns table (inlognaam text, email text, kalender_sleutel uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
    select inlognaam, email, kalender_sleutel from organisaties_account
    where gebruiker_id = mijn_id()
$$;
comment on function mijn_account is 'Haar eigen gebruikersnaam, e-mailadres en adres van de agenda.';

create or replace function accounts_van(organisatie uuid)
returns table (gebruiker_id bigint, email text, uitgenodigd boolean)
language sql stable security definer set search_path = public, pg_temp
as $$
    select a.gebruiker_id, a.email, a.wachtwoord = '' and not g.voorbeeld
    from organisaties_lidmaatschap l
    join organisaties_account a using (gebruiker_id)
    join organisaties_gebruiker g on g.id = l.gebruiker_id
    where l.organisatie_id = organisatie and organisatie = any (array(select mijn_beheer()))
$$;
comment on function accounts_van is
    'De e-mailadressen van haar mensen, en wie nog geen wachtwoord koos; alleen voor een beheerder.';

-- The account of this address, made where there is none; how many there are, if it can be used, and
-- whether its owner is yet to choose a password.
create or replace function account_voor(adres text, noem text, out wie bigint, out hoeveel bigint,
                                        out open boolean, out uitgenodigd boolean)
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('account ' || adres, 0));
    select count(*), min(a.gebruiker_id) into hoeveel, wie
        from organisaties_account a where lower(a.email) = adres or a.inlognaam = adres;
    if hoeveel = 0 then
        insert into organisaties_gebruiker (naam, is_active, mail_bij_werk, voorbeeld, doet)
            values (noem, true, true, false, '') returning id into wie;
        insert into organisaties_account (gebruiker_id, inlognaam, email, wachtwoord, kalender_sleutel)
            values (wie, adres, adres, '', gen_random_uuid());
        hoeveel := 1;
    end if;
    select g.is_active, a.wachtwoord = '' and not g.voorbeeld into open, uitgenodigd
        from organisaties_account a join organisaties_gebruiker g on g.id = a.gebruiker_id
        where a.gebruiker_id = wie;
end $$;
revoke execute on function account_voor(text, text) from public;
comment on function account_voor is
    'Zoekt of maakt het account bij een e-mailadres; de website komt er niet bij.';

create or replace function nodig_uit(adres text, noem text, bij uuid, out wie bigint,
                                     out hoeveel bigint, out open boolean, out uitgenodigd boolean)
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
    if bij = any (array(select mijn_beheer())) then
        select * into wie, hoeveel, open, uitgenodigd from account_voor(adres, noem);
        -- The first stays the one she works for until she chooses; the page tops say which.
        update organisaties_gebruiker set werkt_voor_id = (
            select organisatie_id from organisaties_lidmaatschap
            where gebruiker_id = wie order by id limit 1)
        where id = wie and werkt_voor_id is null and hoeveel = 1;
    end if;
end $$;
comment on function nodig_uit is
    'Zoekt of maakt het account van een collega, voor de beheerder van een organisatie.';

create or replace function wachtwoord_vergeten(adres text) returns void
language sql volatile security definer set search_path = public, pg_temp
as $$
    insert into taken_taak (id, soort, gegevens, gevraagd_op, stand, voortgang, stap,
                            stop_gevraagd, uitkomst)
    select gen_random_uuid(), 'mail wachtwoord vergeten',
           jsonb_build_object('gebruiker', a.gebruiker_id), now(), 'wacht', 0, '', false, ''
    -- A worker is asked either way: the answer takes as long.
    from (values (true)) always left join (
        organisaties_account a join organisaties_gebruiker g
            on g.id = a.gebruiker_id and g.is_active and not g.voorbeeld and a.email <> ''
    ) on lower(a.email) = adres or a.inlognaam = adres
$$;
comment on function wachtwoord_vergeten is
    'Laat wie dit e-mailadres heeft een link mailen, en zegt niet of er zo iemand is.';

create or replace function nieuwe_agenda() returns void
language sql volatile security definer set search_path = public, pg_temp
as $$
    update organisaties_account set kalender_sleutel = gen_random_uuid()
    where gebruiker_id = mijn_id()
$$;
comment on function nieuwe_agenda is 'Geeft haar eigen agenda een nieuw adres.';

-- The address of a calendar opens it, and no other does.
create or replace function agenda_volgt() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$ begin
    delete from organisaties_sleutel
        where gebruiker_id = new.gebruiker_id and waarvoor = 'agenda';
    insert into organisaties_sleutel (hash, gebruiker_id, waarvoor)
        values (gehasht(new.kalender_sleutel::text), new.gebruiker_id, 'agenda');
    return null;
end $$;
comment on function agenda_volgt is 'Laat alleen het nieuwe adres een agenda openen.';
create or replace trigger agenda_volgt after insert or update of kalender_sleutel
    on organisaties_account for each row execute function agenda_volgt();
