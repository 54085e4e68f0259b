"""Row level security: who is working, and which rows are theirs.

The database decides who sees which row; nothing in Python filters on visibility.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, migrations, transaction

SETTING = "samenspel.gebruiker"


def set_user(gebruiker_id: int | None) -> None:
    """Tell the database who is working, until the running transaction ends."""
    if not connection.in_atomic_block:
        raise RuntimeError("rls.set_user() only works inside a transaction")
    with connection.cursor() as cursor:
        cursor.execute("select set_config(%s, %s, true)", [SETTING, str(gebruiker_id or "")])


@contextmanager
def as_user(gebruiker_id: int | None) -> Iterator[None]:
    """Run a block in one transaction as this gebruiker; refuses to be nested.

    A nested block would replace the outer gebruiker for good: PostgreSQL ends a local setting
    with the whole transaction, not with the savepoint.
    """
    with transaction.atomic(durable=True):
        set_user(gebruiker_id)
        yield


@contextmanager
def seen_by(gebruiker_id: int) -> Iterator[None]:
    """Let a job of the system, run as owner, see for a while only what this gebruiker may see.

    After an error the rolled back transaction brings back the role, hence no `finally`.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local role samenspel_web")
        set_user(gebruiker_id)
        yield
        set_user(None)
        cursor.execute("reset role")


def any_of(column: str, function: str) -> str:
    """The condition "`column` is one of the ids that `function()` gives for me".

    `= any (array(select ...))` is evaluated once per query and uses the index;
    `in (select ...)` reads the whole table.
    """
    return f"{column} = any (array(select {function}()))"


def in_my_organisaties(column: str = "organisatie_id") -> str:
    """The condition "this column names one of my organisaties"."""
    return any_of(column, "mijn_organisaties")


def in_my_teams(column: str = "opgave_id") -> str:
    """The condition "this column names an opgave in whose programmateam I am"."""
    return any_of(column, "mijn_teamopgaven")


def readable(table: str, column: str) -> str:
    """The condition "I may read the row of `table` that `column` names".

    A scalar subquery looks up one key per row. `exists` PostgreSQL may turn into a hash of the
    whole table, for which it checks the policy of every row in it (a knelpunt with 1,300 of
    100,000 casussen: 224 ms against 33 ms).
    """
    return f"(select true from {table} where {table}.id = {column})"


def visible_to_me(*, opgave: str = "opgave_id", asked: str = "") -> str:
    """The five visibilities as one condition on the columns of `organisaties.models.Zichtbaar`.

    openbaar: everybody. partners: every organisatie that is partner of the opgave.
    team: the programmateam. organisatie: colleagues. besloten: the people named.
    Whoever made the row sees it as long as she works for its organisatie. `asked` names a
    column with the organisatie that is asked something in this row: it may read the question,
    unless it is besloten.
    """
    own = in_my_organisaties()
    conditions = [
        "zichtbaarheid = 'openbaar'",
        f"(zichtbaarheid in ('partners', 'organisatie') and {own})",
        f"(zichtbaarheid = 'partners' and {any_of(opgave, 'mijn_partneropgaven')})",
        f"(zichtbaarheid in ('partners', 'team') and {in_my_teams(opgave)})",
        "(zichtbaarheid = 'besloten' and (select mijn_id()) = any (genoemden))",
        f"(maker_id = (select mijn_id()) and {own})",
    ]
    if asked:
        conditions.append(f"(zichtbaarheid <> 'besloten' and {in_my_organisaties(asked)})")
    return " or ".join(conditions)


def row_policy(
    table: str, *, read: str, insert: str, update: str | None = None, delete: str = "false"
) -> migrations.RunSQL:
    """Switch on row security for `table`, with one condition for each command.

    `update` is `insert` where it is not given. Whoever changes or removes a row must be able to
    read it: PostgreSQL itself asks that only of a statement that reads a column, so without it
    `update ... set zichtbaarheid = 'openbaar'` would reach rows that are closed to her.
    Frozen: landed migrations use this function. A new kind of policy gets a new function.
    """
    change = insert if update is None else update
    return migrations.RunSQL(
        sql=f"""
            alter table {table} enable row level security;
            create policy may_select on {table} for select using ({read});
            create policy may_insert on {table} for insert with check ({insert});
            create policy may_update on {table} for update
                using (({read}) and ({change})) with check ({change});
            create policy may_delete on {table} for delete using (({read}) and ({delete}));
        """,
        reverse_sql=f"""
            drop policy may_select on {table};
            drop policy may_insert on {table};
            drop policy may_update on {table};
            drop policy may_delete on {table};
            alter table {table} disable row level security;
        """,
    )


def in_place_of_the_old(policy: migrations.RunSQL) -> migrations.RunSQL:
    """Put `policy`, made by `row_policy`, in the place of the one that its table has.

    Going back keeps it: the old one may have allowed too much.
    """
    return migrations.RunSQL(f"{policy.reverse_sql}{policy.sql}", migrations.RunSQL.noop)


def row_policy_through(table: str, *, parent: str, column: str, write: str) -> migrations.RunSQL:
    """Let a row be read by whoever may read the row it belongs to; `write` says who changes it."""
    visible = readable(parent, column)
    return row_policy(table, read=visible, insert=f"{visible} and ({write})", delete=write)


def trail_policy(table: str, kind: str) -> migrations.RunSQL:
    """Let whoever may read a row of `table` read its spoor; `kind` is its name in the spoor."""
    return migrations.RunSQL(
        sql=f"""
            create policy trail_of_{kind} on spoor_gebeurtenis for select using (
                soort = '{kind}' and {readable(table, "object_id")}
            );
        """,
        reverse_sql=f"drop policy trail_of_{kind} on spoor_gebeurtenis;",
    )
