-- What day it is and which days are working days, as basis/klok.py and basis/werkdagen.py say.

create or replace function vandaag() returns date
language sql volatile set search_path = public, pg_temp
as $$ select (nu() at time zone 'Europe/Amsterdam')::date $$;

create or replace function paaszondag(jaar integer) returns date
language plpgsql immutable strict parallel safe set search_path = public, pg_temp
as $$
declare
    a int := jaar % 19; b int := jaar / 100; c int := jaar % 100;
    d int := b / 4; e int := b % 4; i int := c / 4; k int := c % 4;
    h int := (19 * a + b - d - (8 * b + 13) / 25 + 15) % 30;
    l int := (32 + 2 * e + 2 * i - h - k) % 7;
    m int := (a + 11 * h + 19 * l) / 433;
    maand int := (h + l - 7 * m + 90) / 25;
begin
    return make_date(jaar, maand, (h + l - 7 * m + 33 * maand + 19) % 32);
end $$;

create or replace function is_werkdag(dag date) returns boolean
language sql immutable strict parallel safe set search_path = public, pg_temp
as $$
    select extract(isodow from dag) < 6
        and dag - paaszondag(extract(year from dag)::int) not in (-2, 1, 39, 50)
        and to_char(dag, 'MMDD') not in ('0101', '0505', '1225', '1226')
        and not (to_char(dag, 'MMDD') = '0427')
        and not (to_char(dag, 'MMDD') = '0426' and extract(isodow from dag + 1) = 7)
$$;

create or replace function werkdagen_na(dag date, aantal integer) returns date
language plpgsql immutable strict parallel safe set search_path = public, pg_temp
as $$
begin
    while aantal > 0 loop
        dag := dag + 1;
        if is_werkdag(dag) then aantal := aantal - 1; end if;
    end loop;
    return dag;
end $$;
