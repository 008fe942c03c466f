"""Sea routes of Landbridge beside those of the package searoute 1.6.0.

Draws pairs of searoute's ports, asks both, compares the length on the sea
network and the straits and canals used, and lists every pair that differs
with its reason. `run.sh sea` calls it.

searoute runs with its defaults: the Northwest Passage is closed, the route is
the shortest on the network between the nodes nearest to both ports in plain
degrees, and the stretch between port and node is left out
(append_orig_dest=False). Landbridge is asked by UN/LOCODE, which ties a port
to its node by the same rule; its own stretches between port and node are taken
off again. searoute names twelve straits and canals; the Dardanelles, which its
network marks and it does not name, are left out of the comparison.
"""

import argparse
import collections
import json
import random
import statistics
import subprocess
import time
import warnings

import searoute
from searoute.classes.passages import Passage
from searoute.searoute import setup_M, setup_P
from searoute.utils import distance

SEED = 20251231
PAIRS = 500
# Most of what lies farther from the sea network lies inland; --all draws it too.
REACH_KM = 70
# Pairs that the program answers one after the other.
ALONE = 25
# Same node: Landbridge stores whole 1e-5 degrees.
SAME_KM = 0.05
WITHIN = 0.01


def ports(all_ports):
    """Ports by UN/LOCODE; a code that stands at two positions names no port."""
    found = collections.defaultdict(list)
    for position, data in setup_P()._node.items():
        if data.get("port"):
            found[data["port"]].append(position)
    single = {code: at[0] for code, at in found.items() if len(at) == 1}
    near = {code: at for code, at in single.items() if off_network(at) <= REACH_KM}
    print(f"{len(found)} codes, {len(single)} with one position, {len(near)} of them within {REACH_KM} km of the sea network")
    return single if all_ports else near


def off_network(at):
    return distance(setup_M().kdtree.query(at), at)


def ask(origin, destination):
    """Kilometres and passages by searoute, None where it has no way."""
    route = searoute.searoute(list(origin), list(destination), return_passages=True)
    if not route.geometry["coordinates"]:
        return None
    return route.properties["length"], set(route.properties["traversed_passages"])


def apart(km, other):
    if max(km, other) < 1:
        return 0.0
    return abs(km - other) / max(other, 1)


def agree(ours, theirs):
    return ours[1] == theirs[1] and apart(ours[0], theirs[0]) <= WITHIN


def reason(ports_at, ours, theirs, ends):
    """Why an answer differs, tried out where it can be."""
    nodes = [end["node"] for end in ends]
    inland = [end["name"] for end in ends if end["node"] is None]
    if inland:
        return f"{' and '.join(inland)} has no sea dock in Landbridge and starts on the nearest lane; {way(ours, theirs)}"
    other = [i for i in (0, 1) if distance(setup_M().kdtree.query(ports_at[i]), nodes[i]) > SAME_KM]
    if other:
        moved = [distance(ends[i]["port"], ports_at[i]) for i in other]
        what = "; ".join(
            f"{ends[i]['name']} stands {km:.0f} km away in our terminal table" if km > 0.5 else f"{ends[i]['name']} is tied to another node"
            for i, km in zip(other, moved)
        )
        again = ask(*nodes)
        if again and agree(ours, again):
            return what + " (between our nodes both agree)"
        return what + "; and " + way(ours, again)
    return way(ours, theirs)


def way(ours, theirs):
    if theirs is None:
        return "searoute finds no way"
    more, fewer = ours[1] - theirs[1], theirs[1] - ours[1]
    if more or fewer:
        return f"other passages: ours also {sorted(more) or 'none'}, theirs also {sorted(fewer) or 'none'}; {ours[0] - theirs[0]:+.0f} km"
    return f"another way with the same passages: {ours[0] - theirs[0]:+.0f} km"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built program sea")
    parser.add_argument("--all", action="store_true", help="draw inland ports too")
    parser.add_argument("--pairs", type=int, default=PAIRS)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    at = ports(options.all)
    draw = random.Random(options.seed)
    pairs = [tuple(draw.sample(sorted(at), 2)) for _ in range(options.pairs)]
    text = "".join(f"{a} {b}\n" for a, b in pairs)
    lines = subprocess.run([options.program], input=text, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    assert len(lines) == len(pairs), "one answer a pair"
    differences, same, outside, millis, objectives = [], 0, [], [], collections.Counter()
    ask(*[at[p] for p in pairs[0]])
    for (a, b), line in zip(pairs, lines):
        answer = json.loads(line)
        start = time.perf_counter()
        theirs = ask(at[a], at[b])
        millis.append((time.perf_counter() - start) * 1000)
        if "error" in answer or theirs is None:
            outside.append((a, b, None, None, answer.get("error", "searoute finds no way with the Northwest Passage closed")))
            continue
        ends = answer["ends"]
        ours = (answer["km"] - ends[0]["km"] - ends[1]["km"], set(answer["passages"]) & Passage.valid_passages())
        objectives[answer["objective"]] += 1
        difference = apart(ours[0], theirs[0])
        differences.append(difference)
        same += ours[1] == theirs[1]
        if not agree(ours, theirs):
            outside.append((a, b, ours[0], theirs[0], reason((at[a], at[b]), ours, theirs, ends)))
    differences.sort()
    n = len(differences)
    print(f"seed {options.seed}: {len(pairs)} pairs drawn, {n} routed by both")
    print(f"same passages: {same} of {n} ({same / n:.1%})")
    print(f"length: median difference {statistics.median(differences):.3%}, p90 {differences[n * 9 // 10]:.3%}, largest {differences[-1]:.1%}")
    print(f"within {WITHIN:.0%}: {sum(d <= WITHIN for d in differences)} of {n}; with the same passages too: {len(pairs) - len(outside)} of {len(pairs)}")
    print(f"objective of our shortest way: {dict(objectives)}")
    ours_ms = sorted(json.loads(line).get("ms", 0) for line in lines[:ALONE])
    millis.sort()
    print("\n| graph | tool | preparation s | re-weighting ms | median ms | p99 |\n|---|---|---|---|---|---|")
    print(f"| sea network | searoute, networkx (its default), path alone | 0 | 0 | {statistics.median(millis):.0f} | {millis[n * 99 // 100]:.0f} |")
    print(f"| all modes | Landbridge, the whole answer: all arcs priced, three ways by cost, time and CO2e, next best ({ALONE} pairs) | 0 | within | {statistics.median(ours_ms):.0f} | {ours_ms[-1]:.0f} |")
    if outside:
        print("\n| pair | ours km | theirs km | reason |\n|---|---|---|---|")
    for a, b, ours, theirs, why in outside:
        kilometres = " | ".join("–" if km is None else f"{km:,.0f}" for km in (ours, theirs))
        print(f"| {a} {b} | {kilometres} | {why} |")


if __name__ == "__main__":
    main()
