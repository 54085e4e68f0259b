"""Reading and writing maps: CSV, GraphML and Kumu blueprints.

A file is text, a path, or something with ``read()``. Columns and fields may carry the Dutch name
or the usual English one (`FIELDS`); upper and lower case are the same. A kracht may be ``+`` or
``-``. In CSV a semicolon or tab as separator brings the decimal comma with it, as Dutch
spreadsheets do; a row without target is a factor without arrows.

References
----------
GraphML: Brandes et al. (2002), *GraphML progress report*, doi:10.1007/3-540-45848-4_59.
Kumu: the JSON blueprint format in the Kumu documentation.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO, TypedDict
from xml.etree import ElementTree

from samenspel.analyse.errors import AnalyseError

Source = str | Path | TextIO

FIELDS = {
    "van": ("van", "from", "source", "bron"),
    "op": ("op", "to", "target", "naar"),
    "kracht": ("kracht", "strength", "weight", "gewicht", "sign", "polarity", "type"),
    "laag": ("laag", "low", "lower"),
    "hoog": ("hoog", "high", "upper"),
    "vertraging": ("vertraging", "delay"),
    "bewijs": ("bewijs", "evidence", "description"),
}
NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"


class Row(TypedDict):
    """One arrow as plain values, with the names of the fields of `Invloed`."""

    van: str
    op: str
    kracht: float
    laag: float | None
    hoog: float | None
    vertraging: int
    bewijs: str


def read_csv(source: Source) -> tuple[list[str], list[Row]]:
    """Return the sorted names of the factors, and the arrows."""
    text = _text(source)
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    table = csv.DictReader(io.StringIO(text), delimiter=separator)
    names: set[str] = set()
    rows: list[Row] = []
    for cells in table:
        where = f"Regel {table.line_num}"
        values = _known({str(key): cells[key] or "" for key in cells if key is not None})
        if separator != ",":
            numeric = values.keys() & {"kracht", "laag", "hoog"}
            values |= {key: values[key].replace(",", ".") for key in numeric}
        if "van" not in values:
            raise AnalyseError(
                f"{where}: de kolom van is leeg of ontbreekt. Vul een factor in.",
                code="missing_column",
            )
        names.add(values["van"])
        if "op" in values:
            rows.append(_row(values, where))
            names.add(values["op"])
        elif "kracht" in values:
            raise AnalyseError(
                f"{where}: de kolom op is leeg of ontbreekt. Vul een factor in.",
                code="missing_column",
            )
    return sorted(names), rows


def write_csv(names: Sequence[str], rows: Sequence[Row]) -> str:
    """Return CSV with a header; factors without arrows come last, without target."""
    target = io.StringIO()
    table = csv.DictWriter(target, fieldnames=list(FIELDS), lineterminator="\n", restval="")
    table.writeheader()
    table.writerows(rows)
    linked = {name for row in rows for name in (row["van"], row["op"])}
    table.writerows({"van": name} for name in names if name not in linked)
    return target.getvalue()


def read_graphml(source: Source) -> tuple[list[str], list[Row]]:
    """Return the names in the order of the file, and the arrows.

    A factor is called by its data field ``label`` or ``name``, else by the id of the node.
    """
    text = _text(source)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        # Entities can blow up a small file to gigabytes; GraphML needs none.
        raise AnalyseError(
            "Dit GraphML-bestand heeft een DOCTYPE. Haal die regels eruit.", code="doctype"
        )
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 (no entities can be declared)
    except ElementTree.ParseError as error:
        raise AnalyseError(
            f"Dit is geen leesbaar GraphML-bestand ({error}).", code="not_graphml"
        ) from error
    graph = root.find(f"{NAMESPACE}graph")
    if graph is None or graph.get("edgedefault") != "directed":
        raise AnalyseError(
            "Het GraphML-bestand bevat geen graaf met gerichte pijlen (directed).",
            code="not_directed",
        )
    keys = {str(key.get("id")): str(key.get("attr.name")) for key in root.iter(f"{NAMESPACE}key")}
    labels: dict[str, str] = {}
    for node in graph.findall(f"{NAMESPACE}node"):
        data = _data(node, keys)
        labels[str(node.get("id"))] = data.get("label") or data.get("name") or str(node.get("id"))
    rows = []
    for number, edge in enumerate(graph.findall(f"{NAMESPACE}edge"), start=1):
        ends = {
            "van": labels.get(str(edge.get("source")), ""),
            "op": labels.get(str(edge.get("target")), ""),
        }
        rows.append(_row(_known(_data(edge, keys) | ends), f"Pijl {number}"))
    return list(labels.values()), rows


def write_graphml(names: Sequence[str], rows: Sequence[Row]) -> str:
    """Return GraphML in which every node is its own name."""
    types = {"kracht": "double", "laag": "double", "hoog": "double", "vertraging": "int"}
    fields = [field for field in FIELDS if field not in ("van", "op")]
    root = ElementTree.Element("graphml", xmlns=NAMESPACE[1:-1])
    for field in fields:
        key = {"id": field, "for": "edge", "attr.name": field}
        ElementTree.SubElement(root, "key", key | {"attr.type": types.get(field, "string")})
    graph = ElementTree.SubElement(root, "graph", edgedefault="directed")
    for name in names:
        ElementTree.SubElement(graph, "node", id=name)
    for row in rows:
        edge = ElementTree.SubElement(graph, "edge", source=row["van"], target=row["op"])
        for field, value in _filled(row).items():
            ElementTree.SubElement(edge, "data", key=field).text = str(value)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def read_kumu(source: Source) -> tuple[list[str], list[Row]]:
    """Return the names in the order of the elements, and the arrows.

    Understands a blueprint (fields beside the label) and a project export (``_id`` and fields
    under ``attributes``).
    """
    try:
        blueprint = json.loads(_text(source))
        elements = {
            str(flat.get("_id", flat["label"])): str(flat["label"])
            for flat in map(_flat, blueprint["elements"])
        }
        connections = [_flat(connection) for connection in blueprint.get("connections", [])]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise AnalyseError(
            "Dit is geen leesbaar Kumu-bestand: het is JSON met elements, elk met een label.",
            code="not_kumu",
        ) from error
    rows = []
    for number, connection in enumerate(connections, start=1):
        if connection.get("direction", "directed") != "directed":
            raise AnalyseError(
                f"Verbinding {number} heeft geen richting. Maak er een pijl van.",
                code="not_directed",
            )
        values = _known({key: "" if value is None else value for key, value in connection.items()})
        for end in ("van", "op"):
            values[end] = elements.get(values.get(end, ""), values.get(end, ""))
        rows.append(_row(values, f"Verbinding {number}"))
    ends = (name for row in rows for name in (row["van"], row["op"]))
    return list(dict.fromkeys([*elements.values(), *ends])), rows


def write_kumu(names: Sequence[str], rows: Sequence[Row]) -> str:
    """Return a Kumu blueprint; the sign is also given as the type that Kumu draws."""
    connections = [
        {
            "from": row["van"],
            "to": row["op"],
            "direction": "directed",
            "type": "+" if row["kracht"] >= 0 else "-",
            **_filled(row),
        }
        for row in rows
    ]
    blueprint = {"elements": [{"label": name} for name in names], "connections": connections}
    return json.dumps(blueprint, ensure_ascii=False, indent=2) + "\n"


def _text(source: Source) -> str:
    if isinstance(source, str) and ("\n" in source or source.lstrip()[:1] in ("<", "{")):
        return source
    if isinstance(source, str | Path):
        try:
            return Path(source).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise AnalyseError(
                f"Het bestand {source} is niet te lezen: {error}.", code="cannot_read"
            ) from error
    return source.read()


def _known(fields: Mapping[str, Any]) -> dict[str, str]:
    """Keep the filled fields we know, under our own name."""
    given = {key.strip().lower(): str(value).strip() for key, value in fields.items()}
    return {
        field: value
        for field, names in FIELDS.items()
        if (value := next((given[name] for name in names if given.get(name)), ""))
    }


def _row(values: Mapping[str, str], where: str) -> Row:
    """Turn texts into an arrow; `where` tells the user which one is wrong."""
    if missing := [field for field in ("van", "op", "kracht") if field not in values]:
        raise AnalyseError(
            f"{where}: {missing[0]} is leeg of ontbreekt. Vul het in.", code="missing_column"
        )

    def number(field: str) -> float | None:
        text = {"+": "1", "-": "-1"}.get(values.get(field, ""), values.get(field))
        return None if text is None else float(text)

    try:
        return Row(
            van=values["van"],
            op=values["op"],
            kracht=float(number("kracht") or 0.0),
            laag=number("laag"),
            hoog=number("hoog"),
            vertraging=int(values.get("vertraging", "0")),
            bewijs=values.get("bewijs", ""),
        )
    except ValueError as error:
        raise AnalyseError(
            f"{where}: hier staat geen getal waar dat wel moet ({error}).", code="not_a_number"
        ) from error


def _filled(row: Row) -> dict[str, Any]:
    ends = ("van", "op")
    return {key: value for key, value in row.items() if key not in ends and value not in (None, "")}


def _data(element: ElementTree.Element, keys: Mapping[str, str]) -> dict[str, str]:
    parts: Iterable[ElementTree.Element] = element.findall(f"{NAMESPACE}data")
    return {keys.get(str(part.get("key")), str(part.get("key"))): part.text or "" for part in parts}


def _flat(item: Mapping[str, Any]) -> dict[str, Any]:
    flat = {**item, **item.get("attributes", {})}
    return {key.strip().lower(): value for key, value in flat.items()}
