"""The policy in words, for whoever must judge it and reads no code.

``docs/rijbeleid.md`` says who sees and changes which row, ``docs/functies.md`` which functions see
more than whoever calls them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from samenspel.basis.database import WEB
from samenspel.basis.policy.conditions import (
    IEDEREEN,
    NIEMAND,
    Called,
    Condition,
    ModelClass,
    Named,
)
from samenspel.basis.policy.state import State
from samenspel.basis.policy.tables import ALL, Open, Rows

HEAD = """# Wie ziet en wijzigt wat

Gemaakt uit de code door `python -m samenspel.project.documenten`; niet met de hand te wijzigen.
De database bewaakt dit zelf, rij voor rij, ook als er in een pagina een fout zit. Wie een rij
wijzigt of verwijdert, moet haar ook mogen lezen. *Én*: allebei nodig. *Of*: één is genoeg.
*X bij Y*: zij mag Y lezen, en is daar X. *Idem*: wie mag toevoegen. Wat een woord precies betekent,
staat onder de tabel. Staat er een reden bij, dan zijn alle rijen voor de website gelijk. Een tabel
die nergens staat, is dicht. Functies die meer zien dan wie ze aanroept, staan in
[functies.md](functies.md).

| Tabel | Lezen | Toevoegen | Wijzigen | Verwijderen |
|---|---|---|---|---|
"""
WERKER = """
## De werker

Wat de werker uit zichzelf met alle rijen mag, zoals mailen en vragen laten stijgen. Wie om werk
vroeg, krijgt dat met wat zij zelf mag lezen en wijzigen. Andere tabellen zijn voor de werker dicht.

| Tabel | De werker mag |
|---|---|
"""
WORDS = """
## De woorden

`rij` is de rij waar het om gaat; `mijn_...()` geeft wat hoort bij wie er werkt. Voluit staat er
`= any (array(select mijn_...()))` waar hier `in mijn_...()` staat, en `(select mijn_...())`.

"""
FUNCTIONS = """# Functies die meer zien dan wie ze aanroept

Gemaakt uit de code door `python -m samenspel.project.documenten`; niet met de hand te wijzigen.
De database voert ze uit namens haar eigenaar, dus zonder [rijbeleid](rijbeleid.md). Elk zegt of
doet daarom niet meer dan er staat.
"""
CALLED_BY_WEB = "Wie de website gebruikt, kan ze aanroepen"
BY_THEMSELVES = "De database voert ze zelf uit, als er iets wijzigt"
INSIDE = "De website kan ze niet aanroepen"
COMMANDS = {"select": "lezen", "insert": "toevoegen", "update": "wijzigen", "delete": "verwijderen"}
IN_MINE = re.compile(r"= any \(array\(select (mijn_\w+\(\))\)\)")
MINE = re.compile(r"\(select (mijn_\w+\(\))\)")
REVOKED = re.compile(r"^revoke execute on function (.*) from public;", re.MULTILINE)
GRANTED = re.compile(rf"^grant execute on function (.*) to {WEB}\b", re.MULTILINE)
TRIGGER = re.compile(r"^create or replace function (\w+)\(\) returns trigger", re.MULTILINE)
NAMED = re.compile(r"\w+(?=\()")
TOLD = re.compile(r"^comment on function (\w+) is\s+'((?:[^']|'')*)';", re.MULTILINE)


def paper(state: State) -> str:
    """Write who sees and changes which row, as one page of Markdown."""
    with_policy = ((one.model, _who(one, state)) for one in state.rows)
    rows = _table([*with_policy, *((one.model, _all_rows(one)) for one in state.open)])
    own: list[Rows | Open] = [*state.rows, *state.open]
    by_worker = _table((one.model, [_can(one.werker)]) for one in own if one.werker)
    return "".join([HEAD, *rows, WERKER, *by_worker, WORDS, *_words(state)])


def functions_paper(state: State) -> str:
    """Write which functions act as their owner, by who can call them, as one page of Markdown."""
    by_whom: dict[str, list[str]] = {CALLED_BY_WEB: [], BY_THEMSELVES: [], INSIDE: []}
    text = "".join(script.read_text() for script in state.scripts)
    triggers = set(TRIGGER.findall(text))
    inside = _all_named(REVOKED, text) - _all_named(GRANTED, text)
    for name, sentence in sorted(told_of(state)):
        whom = BY_THEMSELVES if name in triggers else INSIDE if name in inside else CALLED_BY_WEB
        by_whom[whom].append(f"- `{name}`: {sentence}\n")
    return FUNCTIONS + "".join(
        f"\n## {whom}\n\n{''.join(lines)}" for whom, lines in by_whom.items()
    )


def _all_named(statement: re.Pattern[str], text: str) -> set[str]:
    return {name for found in statement.findall(text) for name in NAMED.findall(found)}


def told_of(state: State) -> Iterator[tuple[str, str]]:
    """Give the name of each function with a comment in the database, and that comment."""
    for script in state.scripts:
        for name, told in TOLD.findall(script.read_text()):
            yield name, told.replace("''", "'")


def _table(entries: Iterable[tuple[ModelClass, list[str]]]) -> Iterator[str]:
    """Write a line for each table; tables of which the same holds share one."""
    same: dict[tuple[str, ...], list[str]] = {}
    for model, cells in entries:
        same.setdefault(tuple(cells), []).append(_name(model))
    for said, tables in same.items():
        yield f"| {' | '.join([', '.join(tables), *said])} |\n"


def _name(model: ModelClass) -> str:
    """Name a table as people do: without its app, and in more words where there are."""
    if model._meta.auto_created:
        return model._meta.db_table.removeprefix(f"{model._meta.app_label}_").replace("_", " ")
    return str(model._meta.verbose_name)


def _who(rows: Rows, state: State) -> list[str]:
    also = [one for one in state.also if one.model is rows.model]
    columns = re.search(r"update \((.*)\)", rows.rights)
    update = f"{rows.update.woorden}, alleen {columns[1]}" if columns else rows.update.woorden
    if rows.becomes:
        update += f"; de nieuwe rij: {rows.becomes.woorden}"
    read = _either(rows.read, *(one.read for one in also))
    insert = _either(rows.insert, *(one.insert for one in also))
    return [
        read,
        insert,
        *("idem" if one == insert else one for one in (update, rows.delete.woorden)),
    ]


def _either(first: Condition, *more: Condition) -> str:
    names = [first.woorden, *(one.woorden for one in more if one is not NIEMAND)]
    return " of ".join(dict.fromkeys(names))


def _all_rows(entry: Open) -> list[str]:
    """Say it as if there were a policy: the website reads all of it or nothing, and why."""
    who = {"": NIEMAND, "select": IEDEREEN}[entry.rights]
    return [f"{who.woorden}: {entry.waarom}", NIEMAND.woorden, "idem", "idem"]


def _can(rights: str) -> str:
    if rights in (ALL, ""):
        return "alles" if rights else "niets"
    columns = re.search(r"\w+ \((.*)\)", rights)
    can = [dutch for command, dutch in COMMANDS.items() if command in rights]
    return ", ".join(can) + (f" (alleen {columns[1]})" if columns else "")


def _words(state: State) -> list[str]:
    """Explain each name once, with the SQL that says it for most tables."""
    used: dict[str, Counter[Named | Called]] = {}
    for condition in _conditions(state):
        for part in condition.parts():
            used.setdefault(part.naam, Counter())[part] += 1
    return [_word(naam, found) for naam, found in sorted(used.items())]


def _word(naam: str, found: Counter[Named | Called]) -> str:
    ((part, _),) = found.most_common(1)
    if isinstance(part, Called):
        return f"- **{naam}**: {part.condition.woorden}.\n"
    sql = " ".join(MINE.sub(r"\1", IN_MINE.sub(r"in \1", part.formule)).split())
    sql = sql.replace("{row}", "rij").replace("( ", "(")
    others = " Zo ook elders." if len(found) > 1 else ""
    return f"- **{naam}**: {part.zin} `{sql}`{others}\n"


def _conditions(state: State) -> Iterator[Condition]:
    for rows in state.rows:
        yield from (rows.read, rows.insert, rows.update, rows.becomes or NIEMAND, rows.delete)
    for also in state.also:
        yield from (also.read, also.insert)
