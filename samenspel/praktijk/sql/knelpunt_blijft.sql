-- Who reads a knelpunt stays: others asked, proposed and decided about it, for everybody who reads it.
-- The pages change none of this. Only where row policies are in force: the owner restores backups.

create or replace function knelpunt_blijft() returns trigger
language plpgsql set search_path = public, pg_temp
as $$ begin
    raise exception 'who reads a knelpunt stays'
        using errcode = 'check_violation', constraint = 'knelpunt_blijft';
end $$;
create or replace trigger blijft before update on praktijk_knelpunt
    for each row when (
        row_security_active('praktijk_knelpunt')
        and (new.opgave_id, new.organisatie_id, new.maker_id, new.zichtbaarheid, new.genoemden)
            is distinct from
            (old.opgave_id, old.organisatie_id, old.maker_id, old.zichtbaarheid, old.genoemden)
    )
    execute function knelpunt_blijft();
