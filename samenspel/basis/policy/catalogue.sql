-- What the database has of policies, rights, functions, triggers and views: its name, how PostgreSQL
-- writes it, and what removes it. Nothing is written of a table that is closed to our roles.

select 'tabel ' || relname,
       concat_ws(E'\n',
           case when relrowsecurity then 'row security' end,
           case when relforcerowsecurity then 'forced' end,
           (select string_agg(concat_ws(' ', polname, polcmd, polpermissive, polroles::regrole[],
                                        pg_get_expr(polqual, polrelid), 'check',
                                        pg_get_expr(polwithcheck, polrelid)),
                              E'\n' order by polname)
            from pg_policy where polrelid = t.oid),
           (select string_agg(concat_ws(' ', privilege_type, grantee::regrole), E'\n' order by 1)
            from aclexplode(relacl) where (grantee = 0 or grantee = any (%(roles)s::regrole[]))),
           (select string_agg(concat_ws(' ', attname, privilege_type, grantee::regrole),
                              E'\n' order by attname, privilege_type, grantee)
            from pg_attribute, aclexplode(attacl)
            where attrelid = t.oid and (grantee = 0 or grantee = any (%(roles)s::regrole[]))),
           (select string_agg(pg_get_constraintdef(oid), E'\n' order by conname) from pg_constraint
            where conrelid = t.oid and conname in ('een_regel', 'een_keuze'))),
       concat_ws(';',
           (select string_agg(format('drop policy %%I on %%s', polname, t.oid::regclass), ';')
            from pg_policy where polrelid = t.oid),
           (select string_agg(format('alter table %%s drop constraint %%I', t.oid::regclass, conname), ';')
            from pg_constraint where conrelid = t.oid and conname in ('een_regel', 'een_keuze')),
           case when relrowsecurity then
               format('alter table %%s disable row level security', t.oid::regclass) end,
           case when relforcerowsecurity then
               format('alter table %%s no force row level security', t.oid::regclass) end,
           format('revoke all on %%s %%s from public, %%s',
                  case relkind when 'S' then 'sequence' else 'table' end, t.oid::regclass,
                  array_to_string(%(roles)s::regrole[], ', ')))
from pg_class t
where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
  and not exists (select from pg_depend where objid = t.oid and deptype = 'e')

union all
select 'trigger ' || tgname || ' op ' || relname,
       concat_ws(' ', pg_get_triggerdef(t.oid), tgenabled),
       format('drop trigger %%I on %%s', tgname, tgrelid::regclass)
from pg_trigger t join pg_class on pg_class.oid = tgrelid
where relnamespace = 'public'::regnamespace and not tgisinternal
  and (relname = any (%(ours)s) or 'trigger ' || tgname || ' op ' || relname = any (%(known)s))

union all
select 'view ' || relname,
       pg_get_viewdef(oid),
       format('drop view %%s', oid::regclass)
from pg_class
where relnamespace = 'public'::regnamespace and relkind = 'v'
  and 'view ' || relname = any (%(known)s)

union all
select 'function ' || proname,
       string_agg(concat_ws(' ', pg_get_functiondef(oid),
                            (select array_agg(has_function_privilege(role, f.oid, 'execute'))
                             from unnest(%(roles)s::text[]) role)),
                  E'\n' order by oid::regprocedure::text),
       string_agg(format('drop routine %%s', oid::regprocedure), ';')
from pg_proc f
where pronamespace = 'public'::regnamespace and prokind in ('f', 'p')
  and not exists (select from pg_depend where objid = f.oid and deptype = 'e')
group by proname
having bool_or(prosecdef) or 'function ' || proname = any (%(known)s)
