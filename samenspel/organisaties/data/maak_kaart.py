"""Make the map of the country: `python -m samenspel.organisaties.data.maak_kaart FOLDER`.

From the borders of 342 gemeenten (CBS and PDOK) come two files: one quiet background for every
map, and per gemeente a shape and a point, to draw what a map is about. Samenspel never runs this.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import cos, radians
from typing import Any

from samenspel.organisaties.data import DATA
from samenspel.organisaties.data.maak import source_folder

BORDERS = "02_grenzen/gemeenten_2025_afgeleid_342_klein.geojson"
BACKGROUND = DATA.parent / "static" / "organisaties" / "nederland.svg"

WIDTH = 1000
WEST, EAST, SOUTH, NORTH = 3.33, 7.26, 50.73, 53.58
# One degree of longitude is shorter than one of latitude; over this small country one factor,
# that of its middle, is off by at most 3.3 percent.
SCALE_X = WIDTH / (EAST - WEST)
SCALE_Y = SCALE_X / cos(radians((SOUTH + NORTH) / 2))
HEIGHT = round((NORTH - SOUTH) * SCALE_Y)

Point = tuple[int, int]
Edge = tuple[Point, Point]


def main() -> None:
    """Write the background and the shapes."""
    features = json.loads((source_folder() / BORDERS).read_text(encoding="utf-8"))["features"]
    rings = {f["id"]: [_ring(r) for r in _rings(f["geometry"])] for f in features}
    points = {f["id"]: _project([f["properties"]["lon"], f["properties"]["lat"]]) for f in features}
    shapes = {
        code: {"x": points[code][0], "y": points[code][1], "vorm": _path(rings[code], close=True)}
        for code in sorted(rings)
    }
    kaart = {"breedte": WIDTH, "hoogte": HEIGHT, "gemeenten": shapes}
    (DATA / "kaart.json").write_text(
        json.dumps(kaart, separators=(",", ":")).replace('},"GM', '},\n"GM') + "\n",
        encoding="utf-8",
    )
    BACKGROUND.write_text(_svg(ring for found in rings.values() for ring in found))


def _rings(geometry: dict[str, Any]) -> Iterable[list[list[float]]]:
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return (ring for polygon in polygons for ring in polygon)


def _project(point: Sequence[float]) -> Point:
    return round((point[0] - WEST) * SCALE_X), round((NORTH - point[1]) * SCALE_Y)


def _ring(ring: list[list[float]]) -> list[Point]:
    """Project a ring; neighbouring points that fall together become one."""
    points = [_project(point) for point in ring]
    return [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]


def _svg(rings: Iterable[list[Point]]) -> str:
    """Draw the land with its coast, and each border between two gemeenten once."""
    count: dict[Edge, int] = defaultdict(int)
    for ring in rings:
        for a, b in pairwise(ring):
            count[min((a, b), (b, a))] += 1
    coast = _path(_chains(edge for edge, n in count.items() if n == 1), close=False)
    borders = _path(_chains(edge for edge, n in count.items() if n > 1), close=False)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">\n'
        "<!-- Borders: CBS and PDOK (CC BY 4.0), generalised. -->\n"
        '<g stroke-linejoin="round" stroke-linecap="round">\n'
        '<path fill="#eee7d9" fill-rule="evenodd" stroke="#b9b09d" stroke-width="2" '
        f'd="{coast}"/>\n'
        f'<path fill="none" stroke="#d6cdb9" stroke-width="1.2" d="{borders}"/>\n'
        "</g>\n</svg>\n"
    )


def _chains(edges: Iterable[Edge]) -> list[list[Point]]:
    """Join loose edges into lines, each edge once; a closed coast becomes one ring."""
    ends: dict[Point, set[Point]] = defaultdict(set)
    for a, b in sorted(edges):
        ends[a].add(b)
        ends[b].add(a)
    chains = []
    # Points where other than two edges meet come first: a line that began halfway would be cut.
    for start in sorted(ends, key=lambda point: (len(ends[point]) == 2, point)):
        while ends[start]:
            chain = [start]
            while following := ends[chain[-1]]:
                point = min(following)
                ends[chain[-1]].discard(point)
                ends[point].discard(chain[-1])
                chain.append(point)
            chains.append(chain)
    return chains


def _path(lines: Iterable[list[Point]], *, close: bool) -> str:
    """Write lines as one SVG path with relative steps, the shortest form."""
    parts = []
    for line in lines:
        steps = [f"{b[0] - a[0]},{b[1] - a[1]}" for a, b in pairwise(line)]
        if close:
            if len(steps) < 3:
                continue
            steps.pop()
        tail = "z" if close else ""
        parts.append(f"M{line[0][0]},{line[0][1]}l" + " ".join(steps).replace(" -", "-") + tail)
    return "".join(parts).replace(",-", "-")


if __name__ == "__main__":
    main()
