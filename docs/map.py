"""Draws the itineraries of an answer on a map.

    landbridge route "Xi'an" Mannheim --format geojson > answer.geojson
    python docs/map.py answer.geojson docs/xian-mannheim.png

Needs matplotlib and pyshp, and the package geopandas 0.14.4 as
`cargo xtask network` leaves it in .cache/packages (its Natural Earth outlines).
"""

import io
import json
import sys
import zipfile
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import shapefile

WHEEL = Path(__file__).parent.parent / ".cache/packages/geopandas-0.14.4-py3-none-any.whl"
LAND, SEA, COAST = "#dcdbd3", "#edf2f8", "#b9b7ab"
STYLE = {"time": ("fastest", "#c0362c"), "cost": ("cheapest", "#2858a5"), "co2": ("lowest emission", "#2c8a57")}
MARGIN = 8.0


def outlines():
    with zipfile.ZipFile(WHEEL) as wheel:
        stem = next(n for n in wheel.namelist() if n.endswith("naturalearth_lowres.shp"))[:-4]
        parts = {k: io.BytesIO(wheel.read(f"{stem}.{k}")) for k in ("shp", "shx", "dbf")}
    for shape in shapefile.Reader(**parts).shapes():
        ends = [*shape.parts[1:], len(shape.points)]
        for start, end in zip(shape.parts, ends):
            yield zip(*shape.points[start:end])


def main(answer, picture):
    features = [f for f in json.loads(Path(answer).read_text())["features"] if f["geometry"]["type"] == "LineString"]
    figure, axes = plt.subplots(figsize=(10, 5.4), dpi=100)
    axes.set_facecolor(SEA)
    for lon, lat in outlines():
        axes.fill(lon, lat, facecolor=LAND, edgecolor=COAST, linewidth=0.5)
    lons, lats, modes = [], [], {}
    for feature in features:
        properties = feature["properties"]
        objective, mode = properties["objective"], properties["mode"]
        lon, lat = zip(*feature["geometry"]["coordinates"])
        axes.plot(lon, lat, color=STYLE[objective][1], linewidth=2, linestyle="--" if mode == "air" else "-", solid_capstyle="round")
        lons += lon
        lats += lat
        shown = modes.setdefault(objective, [])
        if mode not in ("access", *shown[-1:]) and feature["properties"]["km"] > 100:
            shown.append(mode)
    for objective, (title, colour) in STYLE.items():
        if objective in modes:
            label = f"{title} ({', '.join(modes[objective])})"
            axes.plot([], [], color=colour, linewidth=2, linestyle="--" if "air" in modes[objective] else "-", label=label)
    for name, (lon, lat) in ends(features).items():
        axes.annotate(name, (lon, lat), xytext=(6, -12), textcoords="offset points", fontsize=10)
    axes.set_xlim(min(lons) - MARGIN, max(lons) + MARGIN)
    axes.set_ylim(min(lats) - MARGIN, max(lats) + MARGIN)
    axes.set_aspect(1.3)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.legend(loc="lower left", frameon=False)
    figure.tight_layout()
    figure.savefig(picture, bbox_inches="tight")


def ends(features):
    """First and last place with its position."""
    first, last = features[0], features[-1]
    return {
        first["properties"]["from"]: first["geometry"]["coordinates"][0],
        last["properties"]["to"]: last["geometry"]["coordinates"][-1],
    }


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: map.py ANSWER.geojson PICTURE.png")
    main(*sys.argv[1:])
