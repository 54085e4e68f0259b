-- Whatever is asked stands in the queue in the same transaction. The web role does not reach the
-- queue itself: it cannot have work done in another's name, nor see or stop that of others.
create or replace function taak_in_de_rij() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
        insert into procrastinate_jobs (queue_name, task_name, args)
            values ('default', 'taak', jsonb_build_object('pk', new.id));
        return null;
    end
    $$;
comment on function taak_in_de_rij is 'Zet een taak in de rij van de werker.';
revoke execute on function taak_in_de_rij() from public;

create or replace trigger taak_in_de_rij after insert on taken_taak
    for each row execute function taak_in_de_rij();
