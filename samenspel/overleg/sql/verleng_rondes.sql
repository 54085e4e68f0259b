-- Below quorum at the end of its term a round is extended, once, by itself: silence holds nobody for
-- ever. So is one in which somebody was silent who objects elsewhere on a kernbelang. The worker may
-- do this with a besluit, and nothing else.

create or replace function verleng_rondes() returns setof uuid
language sql volatile security definer set search_path = public, pg_temp
as $$
    update overleg_besluit b set verlengd_op = vandaag(),
        sluit_op = werkdagen_na(vandaag(), o.ronde_werkdagen)
    from opgaven_opgave o
    where o.id = b.opgave_id and b.stand = 'besluitvorming' and b.verlengd_op is null
        and besluit_einde(b) < vandaag()
        and (exists (select besluit_wacht_op(b))
            or (select count(*) from besluit_gehoord(b)) < all (
                select count(*) from opgaven_partner where opgave_id = b.opgave_id)
            and (select count(*) from besluit_gehoord(b)) * 100 <= all (
                select o.quorum * count(*) from opgaven_partner where opgave_id = b.opgave_id))
    returning b.id
$$;
revoke execute on function verleng_rondes() from public;
grant execute on function verleng_rondes() to samenspel_werker;
comment on function verleng_rondes is
    'Verlengt één keer elke ronde waarin te weinig partners reageerden, of niet wie elders een kernbezwaar heeft.';
