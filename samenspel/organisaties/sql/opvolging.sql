-- An organisatie, and every one in which it went up as a whole since.
create or replace function opvolging(wie uuid) returns setof uuid
language sql stable security definer rows 2 set search_path = public, pg_temp
as $$
    with recursive lijn (stap) as (
        select wie
        union
        select h.nieuw_id from organisaties_herindeling h join lijn on h.oud_id = lijn.stap
        where h.aard = 'geheel' and h.op <= vandaag()
    )
    select stap from lijn
$$;
comment on function opvolging is 'Een organisatie, en elke waarin zij sindsdien helemaal opging.';
