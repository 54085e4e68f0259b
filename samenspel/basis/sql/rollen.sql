-- Extensions and the web role. The first migration runs this file; where the migrating role is
-- no superuser, a database administrator runs it once before (see docs/beheer.md).
create extension if not exists vector;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

do $$
begin
    if not exists (select from pg_roles where rolname = 'samenspel_web') then
        create role samenspel_web login nosuperuser nobypassrls nocreatedb nocreaterole;
    end if;
end $$;

-- Whoever migrates must be able to act as the web role: the tests and a start with one
-- DATABASE_URL do.
do $$
begin
    if not pg_has_role(current_user, 'samenspel_web', 'member') then
        execute format('grant samenspel_web to %I', current_user);
    end if;
end $$;

-- What the role may do with a table stands in each app's beleid.py; a table that no beleid.py names
-- is closed to it.
grant usage on schema public to samenspel_web;

-- Text search under row security uses its index only when the operator may run before the row
-- policy. These functions raise no error that depends on what a row says. Comparing trigrams
-- takes some 15 microseconds; told so, PostgreSQL prefers the index to reading a table of 1,700
-- titles (29 ms against 1).
do $$
begin
    alter function ts_match_vq(tsvector, tsquery) leakproof;
    alter function word_similarity_commutator_op(text, text) leakproof cost 200;
    alter function word_similarity_op(text, text) leakproof cost 200;
    alter function similarity_op(text, text) leakproof cost 200;
exception when insufficient_privilege then
    raise notice 'Search works but is slower: let a superuser run this file.';
end $$;

-- unaccent() depends on a dictionary that could change, hence is not immutable; naming the
-- dictionary makes it safe to index.
create or replace function zonder_accenten(tekst text) returns text
    language sql immutable strict parallel safe
    as $$ select public.unaccent('public.unaccent', tekst) $$;
