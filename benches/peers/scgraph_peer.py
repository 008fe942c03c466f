"""Times scgraph on a graph that the program peers wrote, and checks it.

Prints rows of the table of README.md. Usage: scgraph_peer.py NAME GRAPH PAIRS
"""

import multiprocessing
import sys
import time

import scgraph

# Its contraction is given up after this many seconds.
PATIENCE_S = 180
# scgraph answers in hundreds of milliseconds without preparation.
PLAIN_PAIRS = 25


def read(graph_file, pairs_file):
    with open(graph_file) as lines:
        nodes, _ = map(int, next(lines).split())
        graph = [{} for _ in range(nodes)]
        for _ in range(nodes):
            next(lines)
        for line in lines:
            tail, head, weight = map(int, line.split())
            if tail != head and weight < graph[tail].get(head, weight + 1):
                graph[tail][head] = weight
    with open(pairs_file) as lines:
        pairs = [tuple(map(int, line.split())) for line in lines]
    half = len(pairs) // 2
    return graph, pairs[:half], pairs[half:]


def measure(ask, pairs):
    times = []
    for source, target, right in pairs:
        start = time.perf_counter()
        found = ask(source, target)
        times.append((time.perf_counter() - start) * 1000)
        if round(found["length"]) != right:
            sys.exit(f"scgraph: {source} to {target} is {found['length']}, the shortest {right}")
        if (found["path"][0], found["path"][-1]) != (source, target):
            sys.exit(f"scgraph: {source} to {target}: the path has other ends")
    times.sort()
    return f"{times[len(times) // 2]:.2f} | {times[len(times) * 99 // 100]:.2f}"


def main():
    name, graph_file, pairs_file = sys.argv[1:]
    graph, random_pairs, long_pairs = read(graph_file, pairs_file)
    plain = scgraph.Graph(graph)
    plain.bidirectional_buckets(*random_pairs[0][:2])
    row = [measure(plain.bidirectional_buckets, pairs[:PLAIN_PAIRS]) for pairs in (random_pairs, long_pairs)]
    print(f"| {name} | scgraph, bidirectional buckets (its default; {PLAIN_PAIRS} pairs) | 0 | 0 | {' | '.join(row)} |", flush=True)
    work = multiprocessing.Process(target=hierarchy, args=(name, plain, random_pairs, long_pairs))
    work.start()
    work.join(PATIENCE_S)
    if work.is_alive():
        work.kill()
        print(f"| {name} | scgraph, contraction hierarchy | given up after {PATIENCE_S} | | | | | |")
    elif work.exitcode:
        sys.exit(work.exitcode)


def hierarchy(name, plain, random_pairs, long_pairs):
    start = time.perf_counter()
    made = plain.create_contraction_hierarchy()
    seconds = time.perf_counter() - start
    row = [measure(made.search, pairs) for pairs in (random_pairs, long_pairs)]
    print(f"| {name} | scgraph, contraction hierarchy (100 pairs) | {seconds:.1f} | {seconds * 1000:.0f} (prepares anew) | {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
