-- The links of a knelpunt that went into another one stay; the other gets copies, made and removed
-- by the database: whoever merges may not read every casus that is linked.

create or replace function praktijk_herleid(doel uuid) returns void
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    delete from praktijk_koppeling where knelpunt_id = doel and via_id is not null;
    insert into praktijk_koppeling (casus_id, knelpunt_id, via_id, op)
        select distinct on (k.casus_id) k.casus_id, doel, k.knelpunt_id, k.op
          from praktijk_knelpunt opgegaan
          join praktijk_koppeling k on k.knelpunt_id = opgegaan.id
         where opgegaan.opgegaan_in_id = doel
         order by k.casus_id, k.op, k.id
        on conflict (casus_id, knelpunt_id) do nothing;
end
$$;
revoke execute on function praktijk_herleid(uuid) from public;
comment on function praktijk_herleid is
    'Zet de casussen van een opgegaan knelpunt ook bij het knelpunt waarin het opging.';

create or replace function praktijk_knelpunt_gaat_op() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    if exists (
        select from praktijk_knelpunt
         where id = new.opgegaan_in_id and opgegaan_in_id is not null
    ) then
        raise check_violation using message = 'dit knelpunt is zelf al opgegaan';
    end if;
    -- No chains: what went into this one goes along.
    update praktijk_knelpunt set opgegaan_in_id = new.opgegaan_in_id
     where opgegaan_in_id = new.id and new.opgegaan_in_id is not null;
    perform praktijk_herleid(doel)
       from unnest(array[new.id, old.opgegaan_in_id, new.opgegaan_in_id]) doel
      where doel is not null;
    return null;
end
$$;
comment on function praktijk_knelpunt_gaat_op is
    'Houdt dat bij als een knelpunt opgaat in een ander, of er weer uit komt.';

create or replace trigger gaat_op after update of opgegaan_in_id on praktijk_knelpunt
    for each row when (old.opgegaan_in_id is distinct from new.opgegaan_in_id)
    execute function praktijk_knelpunt_gaat_op();

create or replace function praktijk_koppeling_volgt() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    perform praktijk_herleid(opgegaan_in_id) from praktijk_knelpunt
      where id = coalesce(new.knelpunt_id, old.knelpunt_id) and opgegaan_in_id is not null;
    return null;
end
$$;
comment on function praktijk_koppeling_volgt is 'Houdt dat bij als er een casus bij komt of af gaat.';

create or replace trigger volgt after insert or delete on praktijk_koppeling
    for each row execute function praktijk_koppeling_volgt();
