-- Signing in, out, and choosing a password. No password or key comes out of the database: what the
-- pages bring is compared here.

create or replace function sessie_voor(wie bigint, sleutel text) returns void
language sql volatile security definer set search_path = public, pg_temp
as $$
    -- Whoever signs in has no use for a link to choose a password.
    delete from organisaties_sleutel
        where gebruiker_id = wie and (waarvoor = 'wachtwoord' or tot < now());
    insert into organisaties_sleutel (hash, gebruiker_id, waarvoor, tot)
        values (gehasht(sleutel), wie, 'sessie', now() + interval '12 hours');
$$;
revoke execute on function sessie_voor(bigint, text) from public;
comment on function sessie_voor is 'Begint een sessie; niemand kan hem zelf aanroepen.';

-- How a password must be hashed to be compared: everything but the hash itself.
create or replace function inlog_zout(naam_van text) returns text
language sql stable security definer set search_path = public, pg_temp
as $$
    select regexp_replace(wachtwoord, '[^$]*$', '') from organisaties_account
    where inlognaam = naam_van and wachtwoord <> ''
$$;
comment on function inlog_zout is
    'Hoe een wachtwoord gehasht wordt om het te vergelijken; nooit de hash.';

create or replace function meld_aan(naam_van text, oude_hash text, nieuwe_hash text, sleutel text)
returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
    wie bigint := (
        select a.gebruiker_id
        from organisaties_account a join organisaties_gebruiker g on g.id = a.gebruiker_id
        where a.inlognaam = naam_van and a.wachtwoord = oude_hash and oude_hash <> ''
          and g.is_active);
begin
    if wie is null then
        return false;
    end if;
    update organisaties_account set wachtwoord = nieuwe_hash
        where gebruiker_id = wie and nieuwe_hash <> '';
    perform sessie_voor(wie, sleutel);
    return true;
end $$;
comment on function meld_aan is
    'Begint een sessie voor wie het wachtwoord weet; zet er een betere hash voor in de plaats.';

create or replace function meld_aan_als_voorbeeld(wie bigint, sleutel text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
    if not exists (select from organisaties_gebruiker where id = wie and voorbeeld and is_active) then
        return false;
    end if;
    perform sessie_voor(wie, sleutel);
    return true;
end $$;
comment on function meld_aan_als_voorbeeld is
    'Begint een sessie als iemand uit het voorbeeld; echte mensen kan dat niet.';

create or replace function meld_af() returns void
language sql volatile security definer set search_path = public, pg_temp
as $$
    delete from organisaties_sleutel
        where waarvoor = 'sessie' and hash = gehasht(current_setting('samenspel.sleutel', true))
$$;
comment on function meld_af is 'Beëindigt haar eigen sessie.';

create or replace function link_van(link text) returns bigint
language sql stable security definer set search_path = public, pg_temp
as $$
    select g.id from organisaties_sleutel s join organisaties_gebruiker g on g.id = s.gebruiker_id
    where s.hash = gehasht(link) and s.waarvoor = 'wachtwoord' and s.tot > now()
      and g.is_active and not g.voorbeeld
$$;
revoke execute on function link_van(text) from public;
comment on function link_van is 'Wie met een link een wachtwoord mag kiezen.';

create or replace function inlognaam_bij(link text) returns text
language sql stable security definer set search_path = public, pg_temp
as $$ select inlognaam from organisaties_account where gebruiker_id = link_van(link) $$;
comment on function inlognaam_bij is
    'De gebruikersnaam van wie een link kreeg om een wachtwoord te kiezen.';

create or replace function kies_wachtwoord(link text, nieuwe_hash text, sleutel text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
    wie bigint := link_van(link);
begin
    -- The one of two at once that finds the link still there.
    delete from organisaties_sleutel s where s.hash = gehasht(link) and s.gebruiker_id = wie;
    if not found or nieuwe_hash = '' then
        return false;
    end if;
    update organisaties_account set wachtwoord = nieuwe_hash where gebruiker_id = wie;
    delete from organisaties_sleutel where gebruiker_id = wie and waarvoor = 'sessie';
    perform sessie_voor(wie, sleutel);
    return true;
end $$;
comment on function kies_wachtwoord is
    'Geeft wie een link kreeg een wachtwoord en een sessie; elders is zij dan uitgelogd.';

create or replace function wijzig_wachtwoord(oude_hash text, nieuwe_hash text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
    update organisaties_account set wachtwoord = nieuwe_hash
        where gebruiker_id = mijn_id() and wachtwoord = oude_hash
          and oude_hash <> '' and nieuwe_hash <> '';
    if not found then
        return false;
    end if;
    delete from organisaties_sleutel
        where gebruiker_id = mijn_id() and waarvoor in ('sessie', 'wachtwoord')
          and hash <> gehasht(current_setting('samenspel.sleutel', true));
    return true;
end $$;
comment on function wijzig_wachtwoord is
    'Wijzigt haar eigen wachtwoord, als zij het oude weet; elders is zij dan uitgelogd.';
