"""As whom this process logged in: pages and worker refuse a role that could do more than they need.

A process that somebody takes over can become whatever its login can become. So what counts is the
login (`session_user`), whatever role it plays meanwhile.
"""

from django.db import connection

from samenspel.basis.database import WEB, WERKER
from samenspel.basis.errors import RuleError

ACTS_AS: dict[str, list[str]] = {WEB: [], WERKER: [WEB]}
"""Which other roles each of ours may play."""

POWERS = """
    select session_user::text,
        case when rolsuper then 'zij is superuser' end,
        case when rolcreaterole then 'zij mag rollen maken' end,
        case when rolcreatedb then 'zij mag databases maken' end,
        case when rolbypassrls then 'zij gaat langs het rijbeleid' end,
        case when rolreplication then 'zij mag de database kopiëren' end,
        case when exists (select from pg_shdepend where refobjid = r.oid and deptype = 'o'
                          and refclassid = 'pg_authid'::regclass)
            then 'er is iets van haar' end,
        case when not rolsuper and exists (
                select from unnest(%s::text[]) other where pg_has_role(r.oid, other, 'usage'))
            then 'zij heeft vanzelf de rechten van een andere rol' end,
        case when has_schema_privilege('public', 'create') then 'zij mag tabellen maken' end,
        (select 'zij kan ook zijn: ' || string_agg(other.rolname, ', ' order by other.rolname)
         from pg_roles other
         where pg_has_role(r.oid, other.oid, 'member') and other.oid <> r.oid
           and not rolsuper and other.rolname <> all (%s))
    from pg_roles r where rolname = session_user
"""


def require_powerless(role: str) -> None:
    """Refuse to go on unless this process logged in as `role`, and that can do nothing more."""
    with connection.cursor() as cursor:
        cursor.execute(POWERS, [ACTS_AS[role], ACTS_AS[role]])
        name, *powers = cursor.fetchone()
    too_much = [power for power in powers if power]
    if name != role:
        too_much.insert(0, f"zij heet niet {role}")
    if too_much:
        raise RuleError(
            f"Samenspel start niet: de rol {name}, die in DATABASE_URL staat, past hier niet.\n"
            + "".join(f"- {one}\n" for one in too_much)
            + f"Laat dit proces inloggen als {role}, een rol waar niets van is. Laat een beheerder "
            "van de database die maken of verbeteren; docs/beheer.md zegt hoe (Rollen)."
        )
