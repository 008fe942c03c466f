#!/usr/bin/env python3
"""Load on a running server, arrivals at a fixed mean rate whatever the answers take.

    load.py http://127.0.0.1:8080                      all three scenes, 60 s each
    load.py http://127.0.0.1:8080 --scenes plan,tiles  some of them
    load.py http://127.0.0.1:8080 --json               figures as JSON

Arrivals are Poisson with a fixed seed. The time of an answer counts from the moment
at which the request was due, to the last byte of the answer: a request that has to
wait for others is not let off. Ends with 1 if a target is missed.
"""

import argparse
import asyncio
import datetime
import json
import math
import os
import random
import sys
import time
import unicodedata
from collections import Counter
from urllib.parse import quote

import aiohttp

# Cities and ports, as people type them; `/api/places` must know each of them.
PLACES = """
Xi'an; Chongqing; Chengdu; Zhengzhou; Wuhan; Yiwu; Urumqi; Lanzhou; Kunming; Harbin; Beijing; Changsha;
CNSHA; CNNGB; CNYTN; CNQIN; CNTXG; CNDLC; CNXMN; HKHKG; KRPUS; Seoul; JPYOK; JPUKB; Osaka; TWKHH; Ulaanbaatar;
VNSGN; Hanoi; Vientiane; Bangkok; THLCH; MYPKG; SGSIN; IDJKT; IDSUB; PHMNL; Phnom Penh; Yangon;
BDCGP; Dhaka; INNSA; INMUN; INMAA; Delhi; Kolkata; Bengaluru; LKCMB; PKKHI; Lahore; Rawalpindi; Kathmandu;
Almaty; Astana; Karaganda; Bishkek; Tashkent; Samarkand; Dushanbe; Ashgabat; Baku; Tbilisi; Yerevan;
Tehran; Mashhad; IRBND; Baghdad; IQUQR; AEJEA; OMSLL; SAJED; SADMM; Riyadh; JOAQJ; TRMER; Istanbul; Ankara;
Novosibirsk; Yekaterinburg; Moscow; RULED; RUVVO; Kazan; Minsk; Warszawa; PLGDN; Riga; Tallinn; Vilnius; Helsinki;
DEHAM; NLRTM; BEANR; Duisburg; Mannheim; Berlin; München; Praha; Wien; Budapest; Beograd; ROCND; Sofia; GRPIR; Milano;
ITTRS; ITGOA; Lyon; FRLEH; Paris; Madrid; ESVLC; ESALG; PTSIE; GBFXT; Birmingham; SEGOT; Oslo;
MAPTM; DZALG; EGPSD; Cairo; Khartoum; DJJIB; Addis Ababa; KEMBA; Nairobi; Kampala; Kigali; TZDAR; MZBEW; Lusaka; Lubumbashi;
Harare; ZADUR; Johannesburg; AOLOB; NGAPP; Kano; GHTEM; CIABJ; SNDKR; Bamako;
USLAX; USNYC; USSAV; USHOU; Chicago; Dallas; USSEA; Toronto; MXZLO; Ciudad de México; PABLB; COCTG; Bogotá; ECGYE; PECLL; CLSAI;
BRSSZ; Manaus; ARBUE; UYMVD; Santiago
"""
FIRST_DAY = datetime.date(2024, 9, 2)
DAYS = 120
WIRE = "gzip, deflate, br, zstd"
TARGETS = {"plan": {"p99": 250.0}, "cached": {"p99": 20.0}, "tiles cold": {"p99": 30.0}, "tiles again": {"p99": 30.0}}
RATES = {"plan": 10.0, "cached": 10.0, "tiles": 40.0}
REPEATED = 40
# A request that takes longer is counted as one that failed.
PATIENCE = 70


def names():
    return [name.strip() for name in PLACES.split(";") if name.strip()]


def arrivals(rate, seconds, rng):
    """Seconds from the beginning at which requests are due."""
    at, all_of_them = 0.0, []
    while True:
        at += rng.expovariate(rate)
        if at >= seconds:
            return all_of_them
        all_of_them.append(at)


def percentile(values, share):
    """The smallest value that at least this share of all does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


class Scene:
    """What was due when, and what came of it."""

    def __init__(self, session, wire):
        self.session = session
        self.wire = wire
        self.done = []
        self.late = 0.0

    async def one(self, begin, due, label, method, url, body):
        loop = asyncio.get_running_loop()
        self.late = max(self.late, loop.time() - begin - due)
        status, size, detail = 0, 0, ""
        try:
            async with self.session.request(method, url, json=body, headers={"Accept-Encoding": self.wire}) as answer:
                content = await answer.read()
                status, size = answer.status, len(content)
        except (aiohttp.ClientError, TimeoutError) as error:
            detail = repr(error)
        self.done.append(
            {
                "ms": 1000 * (loop.time() - begin - due),
                "status": status,
                "bytes": size,
                "label": label,
                "detail": detail,
                "request": (method, url, body),
            }
        )

    async def run(self, requests):
        """`requests` are pairs of a time and what is asked then."""
        loop = asyncio.get_running_loop()
        begin = loop.time() + 0.2
        tasks = []
        for due, request in requests:
            await asyncio.sleep(max(0.0, begin + due - loop.time()))
            tasks.append(asyncio.create_task(self.one(begin, due, *request)))
        await asyncio.gather(*tasks)

    async def others(self, fine):
        """Answers of other statuses; each is asked once more, uncompressed, for its words."""
        told = {}
        for done in self.done:
            if done["status"] in fine or done["label"] in told:
                continue
            detail = done["detail"]
            if done["status"]:
                method, url, body = done["request"]
                async with self.session.request(method, url, json=body, headers={"Accept-Encoding": "identity"}) as answer:
                    detail = (await answer.text(errors="replace"))[:400]
            times = sum(d["label"] == done["label"] and d["status"] == done["status"] for d in self.done)
            told[done["label"]] = {"label": done["label"], "status": done["status"], "times": times, "detail": detail}
        return list(told.values())


def shown(done, count):
    slowest = sorted(done, key=lambda d: -d["ms"])[:count]
    return [{name: d[name] for name in ("label", "ms", "status", "bytes")} for d in slowest]


def figures(done):
    """Of those that were answered; a 404 is an answer of the plan that there is no way."""
    times = [d["ms"] for d in done]
    statuses = Counter(d["status"] for d in done)
    if not times:
        return {"requests": 0}
    return {
        "requests": len(times),
        "p50": percentile(times, 0.5),
        "p90": percentile(times, 0.9),
        "p99": percentile(times, 0.99),
        "max": max(times),
        "kilobytes_mean": sum(d["bytes"] for d in done) / len(done) / 1000,
        "not_200": len(times) - statuses[200],
        "statuses": {str(s): n for s, n in sorted(statuses.items())},
    }


def label(body):
    return f"{body['from']} - {body['to']}, {body['depart']}"


def questions(known, count, rng):
    """Different pairs, days spread over the season."""
    pairs = rng.sample([(a, b) for a in known for b in known if a != b], count)
    return [
        {"from": a, "to": b, "depart": str(FIRST_DAY + datetime.timedelta(days=rng.randrange(DAYS))), "cargo": "teu:1"}
        for a, b in pairs
    ]


def request_of(body):
    return (label(body), "POST", "/api/plan", body)


async def plan(session, known, options):
    rng = random.Random(f"{options.seed} plan")
    due = arrivals(options.rate or RATES["plan"], options.seconds, rng)
    asked = questions(known, len(due) + 1, rng)
    await Scene(session, options.wire).run([(0.0, request_of(asked.pop()))])
    scene = Scene(session, options.wire)
    await scene.run(zip(due, map(request_of, asked)))
    told = {
        **figures(scene.done),
        "no_way": [d["label"] for d in scene.done if d["status"] == 404],
        "other": await scene.others((200, 404)),
        "slowest": shown(scene.done, 10),
        "sent_late_max": 1000 * scene.late,
    }
    return {"plan": told}


async def cached(session, known, options):
    rng = random.Random(f"{options.seed} cached")
    asked = questions(known, REPEATED, rng)
    first = Scene(session, options.wire)
    # Once each, one after the other and not counted.
    for body in asked:
        await first.run([(0.0, request_of(body))])
    due = arrivals(options.rate or RATES["cached"], options.seconds, rng)
    scene = Scene(session, options.wire)
    await scene.run((at, request_of(rng.choice(asked))) for at in due)
    # What was no answer is not kept.
    kept = [d for d in scene.done if d["status"] == 200]
    told = {
        **figures(kept),
        "not_200": len(scene.done) - len(kept),
        "no_way": sorted({d["label"] for d in scene.done if d["status"] == 404}),
        "other": await scene.others((200, 404)),
        "slowest": shown(kept, 5),
        "sent_late_max": 1000 * scene.late,
    }
    return {"cached": told}


class Viewer:
    """Somebody who looks at a map of 3 by 3 tiles: moves it by a tile, zooms in and
    out, and now and then goes to another city. Always near a city, so over land."""

    NEAR = 4

    def __init__(self, homes, rng):
        self.homes = homes
        self.rng = rng
        self.go()

    def go(self):
        self.lat, self.lon = self.rng.choice(self.homes)
        self.z = self.rng.randint(2, 6)
        self.x, self.y = self.home()

    def home(self):
        n = 2**self.z
        y = (1 - math.asinh(math.tan(math.radians(self.lat))) / math.pi) / 2
        return int((self.lon + 180) / 360 * n) % n, min(n - 1, max(0, int(y * n)))

    def step(self):
        what = self.rng.random()
        if what < 0.04:
            self.go()
        elif what < 0.24 and self.z < 10:
            self.z, self.x, self.y = self.z + 1, 2 * self.x + self.rng.randrange(2), 2 * self.y + self.rng.randrange(2)
        elif what < 0.38 and self.z > 2:
            self.z, self.x, self.y = self.z - 1, self.x // 2, self.y // 2
        else:
            dx, dy = self.rng.choice([(1, 0), (-1, 0), (0, 1), (0, -1)])
            self.x, self.y = self.x + dx, self.y + dy
        x, y = self.home()
        self.x = min(x + self.NEAR, max(x - self.NEAR, self.x))
        self.y = min(y + self.NEAR, max(y - self.NEAR, self.y))

    def tiles(self):
        """Endlessly the tiles that come into view. What is in view stays there."""
        view = set()
        while True:
            n = 2**self.z
            now = {(self.z, (self.x + i) % n, self.y + j) for i in (-1, 0, 1) for j in (-1, 0, 1) if 0 <= self.y + j < n}
            yield from sorted(now - view)
            view = now
            self.step()


async def tiles(session, positions, options):
    rng = random.Random(f"{options.seed} tiles")
    due = arrivals(options.rate or RATES["tiles"], options.seconds, rng)
    await Scene(session, options.wire).run([(0.0, ("", "GET", "/api/tiles/0/0/0", None))])
    viewers = [Viewer(positions, random.Random(f"{options.seed} {i}")).tiles() for i in range(4)]
    seen, asked = set(), []
    for at in due:
        z, x, y = next(rng.choice(viewers))
        kind = "again" if (z, x, y) in seen else "cold"
        seen.add((z, x, y))
        asked.append((at, (f"{kind} {z}/{x}/{y}", "GET", f"/api/tiles/{z}/{x}/{y}", None)))
    scene = Scene(session, options.wire)
    await scene.run(asked)
    others = await scene.others((200,))
    told = {}
    for kind in ("cold", "again"):
        done = [d for d in scene.done if d["label"].startswith(kind)]
        told[f"tiles {kind}"] = {
            **figures(done),
            "other": [o for o in others if o["label"].startswith(kind)],
            "slowest": shown(done, 5),
            "sent_late_max": 1000 * scene.late,
        }
    return told



async def confirmed(session):
    """The places that the server knows by name, with their positions."""
    known, positions, unknown = [], [], []
    for name in names():
        async with session.get(f"/api/places?q={quote(name)}&limit=1", headers={"Accept-Encoding": "identity"}) as answer:
            found = json.loads(await answer.read())
        if answer.status == 200 and found and not found[0]["alike"]:
            known.append(name)
            positions.append((found[0]["position"]["lat"], found[0]["position"]["lon"]))
        else:
            unknown.append(name)
    return known, positions, unknown


def missed(told):
    """Why a run is no success."""
    reasons = []
    for scene, values in told.items():
        for what, most in TARGETS[scene].items():
            if values.get(what, math.inf) > most:
                reasons.append(f"{scene}: {what} is {values.get(what, math.inf):.0f} ms, more than {most:.0f}")
        if values.get("other"):
            reasons.append(f"{scene}: {sum(o['times'] for o in values['other'])} answers are neither 200 nor a plan's 404")
    return reasons


def table(told, about):
    print(about)
    print()
    print("| scene | requests | p50 | p90 | p99 | max | target of p99 | not 200 | kB each |")
    print("|---|---|---|---|---|---|---|---|---|")
    for scene, v in told.items():
        if not v["requests"]:
            print(f"| {scene} | 0 | | | | | {TARGETS[scene]['p99']:.0f} ms | | |")
            continue
        times = " | ".join(f"{v[k]:.1f} ms" for k in ("p50", "p90", "p99", "max"))
        print(
            f"| {scene} | {v['requests']} | {times} | {TARGETS[scene]['p99']:.0f} ms | {v['not_200']} | {v['kilobytes_mean']:.0f} |"
        )
    for scene, v in told.items():
        if v.get("no_way"):
            print(f"\n{scene}: no way (404), {len(v['no_way'])}: " + "; ".join(v["no_way"][:20]))
        if v.get("other"):
            print(f"\n{scene}: other answers")
            for o in v["other"][:20]:
                print(f"  {o['status']}, {o['times']} times: {o['label']}: {o['detail']}")
        if v.get("slowest"):
            print(f"\n{scene}: the slowest")
            for s in v["slowest"]:
                print(f"  {s['ms']:8.1f} ms  {s['status']}  {s['bytes'] / 1000:6.0f} kB  {s['label']}")


async def main(options):
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    connector = aiohttp.TCPConnector(limit=0)
    # Answers stay compressed: what the client does with them is not the server's time.
    async with aiohttp.ClientSession(options.address, timeout=timeout, connector=connector, auto_decompress=False) as session:
        try:
            known, positions, unknown = await confirmed(session)
        except aiohttp.ClientError as error:
            print(
                f"error: {options.address} does not answer: {error}\nhint: start `landbridge serve` and name its address",
                file=sys.stderr,
            )
            return 2
        if unknown:
            print(f"error: no place is known by {', '.join(unknown)}\nhint: mend the list in load.py", file=sys.stderr)
            return 2
        load = os.getloadavg()[0]
        about = (
            f"{len(known)} places, {options.seconds:.0f} s a scene, seed {options.seed}, answers as '{options.wire}', "
            f"{time.strftime('%Y-%m-%d', time.gmtime())}, {os.cpu_count()} cores for server and client, load {load:.1f} at the start"
        )
        told = {}
        for scene in options.scenes:
            if scene == "plan":
                told.update(await plan(session, known, options))
            elif scene == "cached":
                told.update(await cached(session, known, options))
            else:
                told.update(await tiles(session, positions, options))
    reasons = missed(told)
    if options.json:
        print(json.dumps({"about": about, "targets": TARGETS, "scenes": told, "missed": reasons}, ensure_ascii=False, indent=1))
    else:
        table(told, about)
        print("\n" + ("\n".join(f"MISSED  {r}" for r in reasons) or "All targets are met."))
    return 1 if reasons else 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", help="of a running server, as in http://127.0.0.1:8080")
    parser.add_argument("--scenes", default="plan,cached,tiles", help="of plan, cached, tiles")
    parser.add_argument("--seconds", type=float, default=60.0, help="of each scene")
    parser.add_argument("--rate", type=float, help="requests a second; 10, 10 and 40 by default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wire", default=WIRE, help="Accept-Encoding of the requests; `identity` for none")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    options.scenes = [s.strip() for s in options.scenes.split(",")]
    for scene in options.scenes:
        if scene not in RATES:
            parser.error(f"'{scene}' is none of {', '.join(RATES)}")
    options.address = options.address.rstrip("/")
    return options


if __name__ == "__main__":
    sys.exit(asyncio.run(main(arguments())))
