#!/usr/bin/env python3
"""Set the flags of Landbridge beside those of Cardinal.

    compare.py OURS.json CARDINAL.json

OURS: `landbridge integrity flags FILE --currency USD --status flagged --format json`;
CARDINAL: `ocdscardinal indicators --settings settings-all.ini FILE`. Ends with 1 where
they differ otherwise than in a margin over a winning price of nothing or less (R024,
R058), which Landbridge does not compute.
"""
import collections
import json
import sys

GROUPS = {"process": "OCID", "buyer": "Buyer", "procuring-entity": "ProcuringEntity", "tenderer": "Tenderer"}
MARGINS = {"R024", "R058"}


def main():
    ours, cardinal = collections.defaultdict(dict), collections.defaultdict(dict)
    for row in json.load(open(sys.argv[1], encoding="utf-8")):
        if row["status"] == "flagged":
            ours[GROUPS[row["group"]], row["indicator"]][row["id"]] = row["value"]
    for group, by_id in json.load(open(sys.argv[2], encoding="utf-8")).items():
        if group in ("Meta", "Maps"):
            continue
        for key, flags in by_id.items():
            for code, value in flags.items():
                cardinal[group, code][key] = value
    unlike = False
    print(f"{'group':<16} flag  {'both':>7} {'ours alone':>11} {'Cardinal alone':>15} {'values differ':>14}")
    for group, code in sorted(set(ours) | set(cardinal)):
        a, b = ours[group, code], cardinal[group, code]
        both = set(a) & set(b)
        # Of tenderers Landbridge counts processes where Cardinal says 1 or 0.
        told = group == "OCID" and code in MARGINS or code in ("R025", "R038", "R048")
        differ = sum(told and a[k] != b[k] for k in both)
        alone = len(set(a) - both), len(set(b) - both)
        unlike |= (any(alone) or differ) and code not in MARGINS
        print(f"{group:<16} {code}  {len(both):>7} {alone[0]:>11} {alone[1]:>15} {differ:>14}")
    sys.exit(1 if unlike else 0)


if __name__ == "__main__":
    main()
