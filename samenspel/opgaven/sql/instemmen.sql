-- What partners change together: whose word counts, and what happens once every one said yes.

create or replace function mag_instemmen(welke uuid, wie uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
    select exists (
        select from opgaven_wijziging w join opgaven_partner p on p.opgave_id = w.opgave_id
        where w.id = welke and w.stand = 'open' and p.organisatie_id = wie
          and not (w.soort = 'partner weg' and w.organisatie_id = wie)
    )
$$;
comment on function mag_instemmen is
    'Of een organisatie iets te zeggen heeft over een wijziging: zij is partner, en zij gaat niet weg.';

-- What every partner said, null as long as it is silent. Runs as whoever asks: a reader sees what she
-- may see, the functions below see all. Whoever accepted its invitation to this very version already
-- said yes to it.
create or replace function stemmen_over(welke uuid)
returns table (organisatie_id uuid, ja boolean, reden text)
language sql stable rows 10 set search_path = public, pg_temp
as $$
    select p.organisatie_id,
        coalesce(i.ja, case when w.soort = 'vaststellen' and exists (
            select from opgaven_uitnodiging u
            where u.opgave_id = w.opgave_id and u.organisatie_id = p.organisatie_id
              and u.gebruiker_id is null and u.rol <> 'teamlid' and u.stand = 'aangenomen'
              and u.versie = w.versie
        ) then true end),
        coalesce(i.reden, '')
    from opgaven_wijziging w
    join opgaven_partner p on p.opgave_id = w.opgave_id
    left join opgaven_instemming i
        on i.wijziging_id = w.id and i.organisatie_id = p.organisatie_id
    where w.id = welke and not (w.soort = 'partner weg' and p.organisatie_id = w.organisatie_id)
$$;

-- Did one of these partners say nothing yet?
create or replace function zwijgt(welke uuid, wie uuid[]) returns boolean
language sql stable set search_path = public, pg_temp
as $$
    select exists (
        select from stemmen_over(welke) s where s.ja is null and s.organisatie_id = any (wie)
    )
$$;

create or replace function pas_wijziging_toe(w opgaven_wijziging, o opgaven_opgave, op date) returns void
language plpgsql security definer set search_path = public, pg_temp
as $$ begin
    if w.soort = 'vaststellen' then
        update opgaven_opgave set stand = 'vastgesteld' where id = o.id;
    elsif w.soort = 'inhoud' then
        insert into opgaven_eerdereversie
            (opgave_id, versie, titel, bedoeling, reden, gewijzigd_door_id, gewijzigd_op)
            values (o.id, o.versie, o.titel, o.bedoeling, w.reden, w.maker_id, nu());
        update opgaven_opgave
            set titel = w.titel, bedoeling = w.bedoeling, ronde_werkdagen = w.ronde_werkdagen,
                verval_na_rondes = w.verval_na_rondes, quorum = w.quorum, versie = o.versie + 1
            where id = o.id;
    elsif w.soort = 'partner erbij' then
        insert into opgaven_uitnodiging
            (id, opgave_id, organisatie_id, rol, door_id, namens_id, gemaakt_op, uiterlijk, stand,
             reden)
            values (gen_random_uuid(), o.id, w.organisatie_id, w.rol, w.maker_id, w.namens_id,
                    nu(), op + (w.uiterlijk - w.gemaakt_op::date), 'open', '')
            on conflict do nothing;
    else
        delete from opgaven_teamlid where opgave_id = o.id and organisatie_id = w.organisatie_id;
        delete from opgaven_partner where opgave_id = o.id and organisatie_id = w.organisatie_id;
    end if;
end $$;
revoke execute on function pas_wijziging_toe(opgaven_wijziging, opgaven_opgave, date) from public;
comment on function pas_wijziging_toe is 'Doet wat de partners afspraken.';

-- Everybody may call it: it does only what the partners said. Who speaks last waits here for who
-- speaks at the same moment, and then counts that too.
create or replace function sluit_wijziging(welke uuid, nu timestamptz) returns text
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    w opgaven_wijziging;
    o opgaven_opgave;
    uitkomst text;
begin
    select * into o from opgaven_opgave
        where id = (select opgave_id from opgaven_wijziging where id = welke) for no key update;
    select * into w from opgaven_wijziging where id = welke for no key update;
    if w.stand is distinct from 'open' then
        return w.stand;
    end if;
    if o.stand = 'afgerond' or (w.soort in ('vaststellen', 'inhoud') and w.versie <> o.versie)
       or (w.soort <> 'partner weg' and (o.stand = 'concept') <> (w.soort = 'vaststellen'))
       or (w.soort = 'partner weg' and w.organisatie_id = o.organisatie_id)
       -- What they said yes to, is what the opgave says.
       or (w.soort = 'vaststellen'
           and (w.titel, w.bedoeling, w.ronde_werkdagen, w.verval_na_rondes, w.quorum)
            <> (o.titel, o.bedoeling, o.ronde_werkdagen, o.verval_na_rondes, o.quorum)) then
        uitkomst := 'vervallen';
    elsif exists (select from stemmen_over(welke) s where not s.ja) then
        uitkomst := 'gestopt';
    elsif exists (select from stemmen_over(welke) s where s.ja is null)
       or not exists (select from stemmen_over(welke)) then
        return 'open';
    else
        uitkomst := 'aangenomen';
        perform pas_wijziging_toe(w, o, (nu at time zone 'Europe/Amsterdam')::date);
    end if;
    update opgaven_wijziging set stand = uitkomst, gesloten_op = nu where id = welke;
    return uitkomst;
end $$;
comment on function sluit_wijziging is
    'Kijkt of alle partners ja zeiden, en doet dan wat is afgesproken; een nee stopt het.';

-- A row as it will be, beside the row as it is.
create or replace function opgave_blijft(nieuw opgaven_opgave) returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
    select (nieuw.organisatie_id, nieuw.zichtbaarheid, nieuw.genoemden)
         = (o.organisatie_id, o.zichtbaarheid, o.genoemden)
      and (nieuw.stand = 'concept') = (o.stand = 'concept')
      and ((nieuw.titel, nieuw.bedoeling, nieuw.ronde_werkdagen, nieuw.verval_na_rondes,
            nieuw.quorum, nieuw.versie)
         = (o.titel, o.bedoeling, o.ronde_werkdagen, o.verval_na_rondes, o.quorum, o.versie)
        or o.stand = 'concept' and nieuw.versie > o.versie)
      and (nieuw.begint_op, nieuw.eindigt_op, nieuw.deel_van_id, nieuw.voorbeeld)
        is not distinct from (o.begint_op, o.eindigt_op, o.deel_van_id, o.voorbeeld)
      -- What came of it is written on the day that it is closed; it may be opened again.
      and case
        when nieuw.stand = 'afgerond' and o.stand = 'vastgesteld'
            then nieuw.slotzin <> '' and nieuw.afgerond_op = vandaag()
        when nieuw.stand = 'vastgesteld' and o.stand = 'afgerond'
            then nieuw.slotzin = o.slotzin and nieuw.afgerond_op is null
        else (nieuw.stand, nieuw.slotzin, nieuw.afgerond_op)
            is not distinct from (o.stand, o.slotzin, o.afgerond_op)
      end
    from opgaven_opgave o where o.id = nieuw.id
$$;
comment on function opgave_blijft is
    'Of een wijziging laat staan wie de opgave leest, haar dagen, en wat partners alleen samen wijzigen; een concept krijgt een hogere versie.';
