-- Extensions and the roles that own nothing: `samenspel_web` draws pages, `samenspel_werker` does what
-- nobody waits for. The migrations run this file, again and again; where the owner of the database is
-- no superuser, a database administrator runs it once before (docs/beheer.md).
create extension if not exists vector;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

do $$
declare
    owner name := (select pg_get_userbyid(datdba) from pg_database where datname = current_database());
    nothing text := 'login nosuperuser nobypassrls nocreatedb nocreaterole noreplication';
begin
    if to_regrole('samenspel_web') is null then
        execute 'create role samenspel_web ' || nothing;
    end if;
    if to_regrole('samenspel_werker') is null then
        execute 'create role samenspel_werker ' || nothing;
    end if;
    -- A worker becomes the web role to see only what somebody may see; commands of the owner too.
    -- It has none of that role's rights unless it does: with its own policies they would be too much.
    if not pg_has_role('samenspel_werker', 'samenspel_web', 'member')
       or pg_has_role('samenspel_werker', 'samenspel_web', 'usage') then
        alter role samenspel_werker noinherit;
        execute 'grant samenspel_web to samenspel_werker' || case
            when current_setting('server_version_num')::int >= 160000 then ' with inherit false'
            else '' end;
    end if;
    if not pg_has_role(owner, 'samenspel_web', 'member') then
        execute format('grant samenspel_web to %I', owner);
    end if;
end $$;

-- Nobody reads in the list of connections what others ask at this moment.
do $$
declare
    wie name;
begin
    foreach wie in array array['samenspel_web', 'samenspel_werker'] loop
        if not exists (select from pg_db_role_setting
                       where setrole = to_regrole(wie) and 'track_activities=off' = any (setconfig))
        then
            execute format('alter role %I set track_activities = off', wie);
        end if;
    end loop;
exception when insufficient_privilege then
    raise notice 'Let a superuser run this file: it hides what others ask.';
end $$;

-- What the role may do with a table stands in each app's beleid.py; a table that no beleid.py names
-- is closed to it.
grant usage on schema public to samenspel_web, samenspel_werker;

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

-- Also when a superuser made it: the migrations run this file again as the owner of the database.
do $$
begin
    execute format(
        'alter function zonder_accenten(text) owner to %I',
        (select pg_get_userbyid(datdba) from pg_database where datname = current_database())
    );
end $$;
