#!/usr/bin/env python3
"""Makes the fonts of the workbench, and fonts.css beside them.

    python3 -m venv .cache/fonts
    .cache/fonts/bin/pip install --require-hashes -r web/fonts/requirements.txt
    .cache/fonts/bin/python web/fonts/build.py              writes the fonts
    .cache/fonts/bin/python web/fonts/build.py --check      fails if one would change
    .cache/fonts/bin/python web/fonts/build.py --collect    writes han.txt anew

The two source packages are fetched with npm where they are not in the folder
yet; a file whose hash differs from the one below is refused.
"""

import argparse
import hashlib
import io
import struct
import subprocess
import sys
import tarfile
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._n_a_m_e import table__n_a_m_e
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HAN = HERE / "han.txt"

SOURCE_SANS = (
    "source-sans@3.52.0",
    "source-sans-3.52.0.tgz",
    "49cf78ddd79b436591ee696785222b54ff28102922e3d3df297fe382d7fdfa88",
)
NOTO_SC = (
    "@expo-google-fonts/noto-sans-sc@0.4.3",
    "expo-google-fonts-noto-sans-sc-0.4.3.tgz",
    "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
)

# The licence reserves the name Source for the unchanged font.
FAMILY = "Landbridge Sans"
FAMILY_SC = "Noto Sans SC"

WEIGHTS = (400, 700)

# Blocks by file. They are what unicode-range says, too.
LATIN = [
    (0x0000, 0x024F),
    (0x0259, 0x0259),  # Azerbaijani
    (0x02B0, 0x036F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x2BFF),  # punctuation, currencies, arrows, mathematics, shapes
    (0xA720, 0xA7FF),
    (0xFB00, 0xFB06),
]
CYRILLIC = [(0x0400, 0x052F), (0x1C80, 0x1C8F), (0xA640, 0xA69F)]
GREEK = [(0x0370, 0x03FF), (0x1F00, 0x1FFF)]
# Punctuation that Chinese shares with Latin is in both: the order of the
# families in a style decides.
CHINESE_MARKS = [
    (0x00B7, 0x00B7),
    (0x2014, 0x2014),
    (0x2018, 0x2019),
    (0x201C, 0x201D),
    (0x2026, 0x2026),
    (0x3000, 0x301F),
    (0xFF01, 0xFF65),
    (0xFFE0, 0xFFE6),
]
HAN_BLOCKS = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)]

# Figures of Source Sans are lining and tabular by default: the font has no tnum
# or lnum, and pnum makes them proportional.
FEATURES = ["case", "ccmp", "kern", "liga", "locl", "mark", "mkmk", "pnum", "zero"]
FEATURES_SC = ["ccmp", "halt"]


def fetch(folder, package):
    spec, name, expected = package
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    if not path.exists():
        subprocess.run(["npm", "pack", "--silent", spec], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        sys.exit(f"{name} has SHA-256 {found}, expected {expected}")
    return path


def member(package, name):
    with tarfile.open(package) as archive:
        return archive.extractfile(f"package/{name}").read()


def font_of(data):
    return TTFont(io.BytesIO(data), recalcTimestamp=False)


def code_points(blocks):
    return {c for first, last in blocks for c in range(first, last + 1)}


def rename(font, family, style):
    """Names without the reserved one; copyright, trademark and licence stay."""
    old = font["name"]
    kept = {i: old.getDebugName(i) for i in (0, 7, 8, 9, 11, 13, 14)}
    version = old.getDebugName(5).split(";")[0]
    post = f"{family.replace(' ', '')}-{style.replace(' ', '')}"
    kept |= {1: family, 2: "Regular", 3: f"{version};{post}", 4: f"{family} {style}", 5: version, 6: post}
    if style == "SemiBold":
        kept |= {1: f"{family} {style}", 16: family, 17: style}
    new = table__n_a_m_e()
    new.names = []
    for name_id, text in sorted(kept.items()):
        if text:
            new.setName(text, name_id, 3, 1, 0x409)
    if "fvar" in font:
        font["fvar"].instances = []
        font["fvar"].axes[0].axisNameID = new.addName("Weight", platforms=((3, 1, 0x409),), minNameID=255)
    font["name"] = new
    for table in ("STAT", "DSIG", "BASE", "vhea", "vmtx"):
        if table in font:
            del font[table]


def subset(font, characters, features):
    options = Options()
    options.layout_features = features
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.hinting = False
    options.glyph_names = False
    options.drop_tables += ["gasp"]
    options.harfbuzz_repacker = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def woff2(font):
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def sans(data, blocks, weight):
    """A part of Source Sans 3: with the axis of weights, or at one weight."""
    font = font_of(data)
    font = instancer.instantiateVariableFont(font, {"wght": weight}, updateFontNames=False)
    limited = io.BytesIO()
    font.save(limited)
    font = font_of(limited.getvalue())
    if isinstance(weight, int):
        font["OS/2"].usWeightClass = weight
    else:
        font["OS/2"].usWeightClass = WEIGHTS[0]
    rename(font, FAMILY, {600: "SemiBold"}.get(weight, "Regular"))
    subset(font, code_points(blocks), FEATURES)
    return woff2(font)


def chinese(data, han):
    font = font_of(data)
    rename(font, FAMILY_SC, "Regular")
    missing = [c for c in han if ord(c) not in font.getBestCmap()]
    if missing:
        sys.exit(f"Noto Sans SC lacks {''.join(missing)}")
    subset(font, code_points(CHINESE_MARKS) | {ord(c) for c in han}, FEATURES_SC)
    return woff2(font)


def ranges(blocks):
    return ", ".join(f"U+{a:04X}" if a == b else f"U+{a:04X}-{b:04X}" for a, b in sorted(blocks))


def face(family, file, weight, blocks):
    return (
        "@font-face {\n"
        f'  font-family: "{family}";\n'
        "  font-style: normal;\n"
        f"  font-weight: {weight};\n"
        "  font-display: swap;\n"
        f'  src: url("{file}") format("woff2");\n'
        f"  unicode-range: {ranges(blocks)};\n"
        "}\n"
    )


def build(folder):
    package = fetch(folder, SOURCE_SANS)
    variable = member(package, "VF/SourceSans3VF-Upright.ttf")
    noto = fetch(folder, NOTO_SC)
    han = sorted(han_of_text(HAN.read_text(encoding="utf-8")))
    axis = (WEIGHTS[0], WEIGHTS[0], WEIGHTS[1])
    files = {}
    css = ["/* Written by build.py; see README.md. */\n"]
    for name, blocks in (("latin", LATIN), ("cyrillic", CYRILLIC), ("greek", GREEK)):
        file = f"landbridge-sans-{name}.woff2"
        files[file] = sans(variable, blocks, axis)
        css.append(face(FAMILY, file, f"{WEIGHTS[0]} {WEIGHTS[1]}", blocks))
    for name, weight in (("regular", 400), ("semibold", 600)):
        files[f"landbridge-sans-map-{name}.woff2"] = sans(variable, LATIN + CYRILLIC, weight)
    file = "noto-sans-sc-regular.woff2"
    files[file] = chinese(member(noto, "400Regular/NotoSansSC_400Regular.ttf"), han)
    css.append(face(FAMILY_SC, file, 400, CHINESE_MARKS + HAN_BLOCKS))
    files["fonts.css"] = "\n".join(css).encode()
    files["OFL-Source-Sans-3.txt"] = licence(member(package, "LICENSE.md"))
    files["OFL-Noto-Sans-SC.txt"] = licence(member(noto, "LICENSE_FONT"))
    return files


def licence(data):
    lines = data.decode("utf-8").replace("\r\n", "\n").split("\n")
    return ("\n".join(line.rstrip() for line in lines).strip() + "\n").encode()


def is_han(character):
    return any(first <= ord(character) <= last for first, last in HAN_BLOCKS)


def han_of_text(text):
    return {c for c in text if is_han(c)}


def han_of_world(path):
    """Han characters of the keys of the gazetteer, which hold all names."""
    import zstandard

    data = path.read_bytes()
    if data[:8] != b"LANDBRDG" or struct.unpack_from("<H", data, 8)[0] != 1:
        sys.exit(f"{path.name} is no world file of format 1")
    start = 28 + 20 * struct.unpack_from("<H", data, 10)[0]
    for at in range(28, start, 20):
        kind, packed, plain = struct.unpack_from("<IQQ", data, at)
        if kind == 4:
            names = zstandard.ZstdDecompressor().decompress(data[start : start + packed], max_output_size=plain)
            break
        start += packed
    else:
        sys.exit(f"{path.name} has no names")
    at = 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = names[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def text():
        nonlocal at
        length = number()
        at += length
        return names[at - length : at].decode("utf-8")

    han = set()
    for _ in range(number()):
        han |= han_of_text(text())  # the name
        number()  # kind
        number()  # target
        at += 16  # position
        text()  # country
        number()  # population
    return han | han_of_text(text())


def collect():
    """The characters that the fonts need, as lines of 50."""
    common = {bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)} - {""}
    tables = set()
    for path in sorted((ROOT / "data").rglob("*")):
        if path.suffix in (".csv", ".toml", ".txt", ".md", ".json"):
            tables |= han_of_text(path.read_text(encoding="utf-8"))
    world = han_of_world(ROOT / "data" / "world.lbn")
    rest = (tables | world) - common
    text = ""
    for title, characters in (("GB 2312 level 1", common), ("Further ones in names of places and in tables", rest)):
        ordered = "".join(sorted(characters))
        text += f"# {title}: {len(ordered)}\n"
        text += "".join(ordered[i : i + 50] + "\n" for i in range(0, len(ordered), 50))
    return text.encode()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packages", type=Path, default=ROOT / ".cache" / "packages", help="folder of the fetched packages")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file would change")
    parser.add_argument("--collect", action="store_true", help="write han.txt from the world file, the tables and GB 2312")
    options = parser.parse_args()
    files = {HAN.name: collect()} if options.collect else build(options.packages.resolve())
    for name, data in files.items():
        path = HERE / name
        if not options.check:
            path.write_bytes(data)
            print(f"{name}: {len(data)} bytes")
        elif not path.exists() or path.read_bytes() != data:
            sys.exit(f"{name} differs from what its sources give; run web/fonts/build.py")


if __name__ == "__main__":
    main()
