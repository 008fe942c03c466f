#!/usr/bin/env python3
"""Write invented OCDS compiled releases, one JSON text a line, to standard output.

The same --seed and --releases always give the same bytes, however many
--jobs are used: the work is cut into fixed blocks and each block has its own
random stream. Only the standard library is needed.

    python3 generate.py --seed 1 --releases 200000 > releases.jsonl

The data is made so that each of the red flags R003, R018, R024, R025, R028,
R030, R035, R036, R038, R048 and R058 is raised for a few per cent of the
releases or organizations under default settings (with `currency = USD`).
A small share (--odd, 2 % by default) of the releases is then altered: missing
members, nulls, wrong types, unknown statuses, zero and negative prices, joint
bids, repeated bids, odd dates, and (1 in 5,000) a blank or cut-off line.
Nothing in here describes a real organization or contract.
"""
import argparse
import json
import os
import random
import sys

BLOCK = 4000

SEGMENTS = [f"{n:02d}" for n in range(10, 96)]
NOUNS = (
    "paper", "cement", "laptops", "school desks", "road signs", "vaccines",
    "diesel fuel", "cleaning services", "water pumps", "bridge repair",
    "software licences", "office chairs", "street lamps", "uniforms",
    "laboratory reagents", "catering", "security services", "steel pipes",
    "ambulances", "printing",
)
TOWNS = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel")
DETAILS = ("Licitación Pública", "Comparación de Precios", "Compras Menores",
           "Sorteo de Obras", "Subasta Inversa")
METHODS = ("open", "open", "open", "open", "open", "open", "selective",
           "selective", "limited", "direct")
CRITERIA = ("priceOnly", "priceOnly", "priceOnly", "ratedCriteria",
            "lowestCost", "bestProposal")
UNITS = ("unit", "box", "litre", "hour", "tonne")


def days_table():
    """(day number -> 'YYYY-MM-DD') for 2018-01-01 and the next eight years."""
    from datetime import date, timedelta
    first = date(2018, 1, 1)
    return [(first + timedelta(days=i)).isoformat() for i in range(2920)]


class World:
    """Everything that all blocks share; depends on seed and size only."""

    def __init__(self, seed, releases):
        rng = random.Random(f"world {seed} {releases}")
        self.tenderer_count = t = max(75, releases // 100)
        self.tail_count = tail = max(25, releases // 300)
        self.buyer_count = b = max(50, releases // 250)
        self.tenderers = []       # member of bids/tenderers and suppliers
        self.parties = []
        self.segments = []        # segments the firm normally sells in
        self.disqualified = []    # chance that a bid of the firm is rejected
        self.losers = []
        for i in range(t + tail):
            ident = f"XX-RPE-{100000 + i * 7}"
            name = f"{TOWNS[i % 8]} {NOUNS[(i * 13) % 20].title()} Ltd {i}"
            self.tenderers.append(f'{{"id":"{ident}","name":"{name}"}}')
            self.parties.append(
                f'{{"id":"{ident}","name":"{name}","identifier":{{"scheme":"XX-RPE",'
                f'"id":"{100000 + i * 7}"}},"address":{{"locality":"{TOWNS[(i * 3) % 8]}",'
                f'"countryName":"Examplia"}},"roles":["tenderer","supplier"]}}')
            wide = i % 25 == 3
            self.segments.append(rng.sample(SEGMENTS, 16 if wide else 3 + i % 3))
            self.disqualified.append(0.45 if i % 25 == 7 else 0.07)
            if i % 25 == 11 and i < t:
                self.losers.append(i)
        self.is_loser = [i % 25 == 11 and i < t for i in range(t + tail)]
        self.buyers = []
        self.entities = []
        self.buyer_parties = []
        self.buyer_strict = []
        for i in range(b):
            name = f"Ministry of {NOUNS[i % 20].title()} of {TOWNS[i % 8]} {i}"
            self.buyers.append(f'{{"id":"XX-UC-{i + 1}","name":"{name}"}}')
            self.entities.append(f'{{"id":"XX-UC-{i + 1}","name":"{name}"}}')
            self.buyer_parties.append(
                f'{{"id":"XX-UC-{i + 1}","name":"{name}","roles":["buyer","procuringEntity"],'
                f'"contactPoint":{{"name":"Office {i}","email":"office{i}@example.org"}}}}')
            self.buyer_strict.append(0.4 if i % 25 == 5 else 0.0)
        # Ready-made items, a few dozen for each segment.
        self.items = {}
        for s in SEGMENTS:
            pool = []
            for _ in range(24):
                code = s + f"{rng.randrange(10, 99)}{rng.randrange(10, 25)}{rng.randrange(1, 20):02d}"
                noun = rng.choice(NOUNS)
                pool.append(
                    f'"description":"{noun.capitalize()}, lot of {rng.randrange(1, 500)}",'
                    f'"classification":{{"scheme":"UNSPSC","id":"{code}","description":"{noun}"}},'
                    f'"quantity":{rng.randrange(1, 900)},"unit":{{"name":"{rng.choice(UNITS)}",'
                    f'"value":{{"amount":{rng.randrange(100, 90000) / 100},"currency":"USD"}}}}}}')
            self.items[s] = pool
        # The goods of each firm: ready items from its segments, one list per place.
        self.goods = []
        for kinds in self.segments:
            picks = [rng.choice(self.items[k]) for k in kinds for _ in range(6)]
            self.goods.append([[f'{{"id":"{m + 1}",{x}' for x in picks] for m in range(3)])
        self.days = days_table()
        self.clocks = [f"T{7 + i // 4:02d}:{(i % 4) * 15:02d}:00" for i in range(48)]
        self.zoned = {z: [c + z for c in self.clocks] for z in ("Z", "-04:00", "+02:00")}


# ---------------------------------------------------------------- odd values

def _bids(r):
    return (r.get("bids") or {}).get("details") or []


def odd_status(rng, r):
    for bid in _bids(r)[:1]:
        bid["status"] = rng.choice(("qualified", "Valid", "", "pending", "invited", "withdrawn"))


def odd_status_missing(rng, r):
    for bid in _bids(r)[-1:]:
        if rng.random() < 0.5:
            bid.pop("status", None)
        else:
            bid["status"] = None


def odd_award_status(rng, r):
    for award in (r.get("awards") or [])[-1:]:
        award["status"] = rng.choice(("pending", "Active", "draft", "unsuccessful", "cancelled", None))


def odd_award_status_missing(rng, r):
    for award in (r.get("awards") or [])[-1:]:
        award.pop("status", None)


def odd_zero(rng, r):
    bids = _bids(r)
    if bids:
        rng.choice(bids)["value"]["amount"] = rng.choice((0, 0.0))


def odd_negative(rng, r):
    bids = _bids(r)
    if bids:
        bid = rng.choice(bids)
        bid["value"]["amount"] = -bid["value"]["amount"]


def odd_amount(rng, r):
    for bid in _bids(r)[:2]:
        v = bid["value"]
        k = rng.randrange(6)
        if k == 0:
            v["amount"] = None
        elif k == 1:
            v["amount"] = str(v["amount"])
        elif k == 2:
            v.pop("amount")
        elif k == 3:
            v["amount"] = 1e15
        elif k == 4:
            v["amount"] = int(v["amount"])
        else:
            bid["value"] = None
            break


def odd_currency(rng, r):
    bids = _bids(r)
    for bid in bids[:1] if rng.random() < 0.5 else bids:
        if isinstance(bid.get("value"), dict):
            k = rng.randrange(4)
            if k == 0:
                bid["value"].pop("currency", None)
            elif k == 1:
                bid["value"]["currency"] = None
            elif k == 2:
                bid["value"]["currency"] = "usd"
            else:
                bid["value"]["currency"] = "EUR"


def odd_joint(rng, r):
    bids = _bids(r)
    if len(bids) > 1:
        bids[1]["tenderers"] = bids[1]["tenderers"] + bids[0]["tenderers"]
        if rng.random() < 0.5:
            bids[0]["value"]["amount"] = bids[1]["value"]["amount"]


def odd_joint_supplier(rng, r):
    for award in (r.get("awards") or [])[:1]:
        s = award.get("suppliers")
        if s:
            award["suppliers"] = s + [{"id": "XX-RPE-JOINT", "name": "Partner"}]


def odd_repeat_bid(rng, r):
    bids = _bids(r)
    if bids:
        again = json.loads(json.dumps(rng.choice(bids)))
        if rng.random() < 0.5:
            again["value"]["amount"] = round(again["value"]["amount"] * 1.01, 2)
        bids.append(again)


def odd_tenderers(rng, r):
    for bid in _bids(r)[:1]:
        k = rng.randrange(6)
        if k == 0:
            bid.pop("tenderers", None)
        elif k == 1:
            bid["tenderers"] = []
        elif k == 2:
            bid["tenderers"] = None
        elif k == 3:
            bid["tenderers"][0]["id"] = 12345
        elif k == 4:
            bid["tenderers"][0].pop("id")
        else:
            bid["tenderers"] = bid["tenderers"][0]


def odd_order(rng, r):
    rng.shuffle(_bids(r))


def odd_tie(rng, r):
    """Put a rejected bid level with the lowest one, before or after it."""
    bids = _bids(r)
    if len(bids) > 1:
        a, b = (0, 1) if rng.random() < 0.5 else (1, 0)
        low = min(bids[0]["value"]["amount"], bids[1]["value"]["amount"])
        for bid in bids[:2]:
            bid["value"]["amount"] = low
        bids[a]["status"] = "disqualified"
        bids[b]["status"] = "valid"


def odd_period(rng, r):
    p = r["tender"].get("tenderPeriod")
    if not p:
        return
    k = rng.randrange(10)
    if k == 0:
        p["startDate"] = p["startDate"][:10]
        p["endDate"] = p["endDate"][:10]
    elif k == 1:
        p["endDate"] = p["endDate"][:10]
    elif k == 2:
        p["startDate"], p["endDate"] = p["endDate"], p["startDate"]
    elif k == 3:
        p.pop("startDate")
    elif k == 4:
        p["endDate"] = None
    elif k == 5:
        p["endDate"] = p["endDate"][:19]
    elif k == 6:
        p["endDate"] = p["endDate"][:19] + ".250Z"
    elif k == 7:
        p["endDate"] = rng.choice(("0000-00-00T00:00:00Z", "31/12/2020", "", "2021-02-30T00:00:00Z"))
    elif k == 8:
        p["endDate"] = p["endDate"][:10] + " " + p["endDate"][11:]
    else:
        r["tender"].pop("tenderPeriod")


def odd_bid_date(rng, r):
    for bid in _bids(r)[:1]:
        d = bid.get("date")
        if not d:
            continue
        k = rng.randrange(7)
        if k == 0:
            bid.pop("date")
        elif k == 1:
            bid["date"] = None
        elif k == 2:
            bid["date"] = d[:10]
        elif k == 3:
            bid["date"] = d[:19] + "+14:00"
        elif k == 4:
            bid["date"] = "sin fecha"
        elif k == 5:
            end = (r["tender"].get("tenderPeriod") or {}).get("endDate")
            if isinstance(end, str):
                bid["date"] = end
        else:
            bid["date"] = d[:19] + ".999Z"


def odd_count(rng, r):
    r["tender"]["numberOfTenderers"] = rng.choice((1.0, "1", -1, 0, None, True, 1))


def odd_method(rng, r):
    k = rng.randrange(4)
    if k == 0:
        r["tender"].pop("procurementMethod")
    elif k == 1:
        r["tender"]["procurementMethod"] = None
    elif k == 2:
        r["tender"]["procurementMethod"] = "Open"
    else:
        r["tender"].pop("procurementMethodDetails", None)


def odd_items(rng, r):
    for award in (r.get("awards") or [])[:1]:
        for item in (award.get("items") or [])[:1]:
            k = rng.randrange(6)
            c = item["classification"]
            if k == 0:
                c["id"] = 43211503
            elif k == 1:
                c.pop("id")
            elif k == 2:
                item["classification"] = None
            elif k == 3:
                c["id"] = c["id"][:1]
            elif k == 4:
                c["scheme"] = "CPV"
            else:
                award["items"] = []


def odd_orgs(rng, r):
    k = rng.randrange(4)
    if k == 0:
        r.pop("buyer")
    elif k == 1:
        r["buyer"]["id"] = 7
    elif k == 2:
        r["tender"].pop("procuringEntity")
    else:
        r["tender"]["procuringEntity"] = None


def odd_section(rng, r):
    k = rng.randrange(8)
    if k == 0:
        r["bids"] = None
    elif k == 1:
        r["bids"] = {"statistics": []}
    elif k == 2:
        r["awards"] = None
    elif k == 3:
        r["awards"] = []
    elif k == 4:
        r.pop("tender")
    elif k == 5:
        r["ocid"] = None
    elif k == 6:
        r["awards"] = [None] + (r.get("awards") or [])
    else:
        r.pop("ocid")


ODD = (
    odd_status, odd_status_missing, odd_award_status, odd_award_status_missing,
    odd_zero, odd_negative, odd_amount, odd_currency, odd_joint,
    odd_joint_supplier, odd_repeat_bid, odd_tenderers, odd_order, odd_tie,
    odd_period, odd_bid_date, odd_count, odd_method, odd_items, odd_orgs,
    odd_section,
)


# ------------------------------------------------------------------ releases

def block(world, seed, number, count, odd):
    """The text of `count` releases that make up block `number`."""
    rng = random.Random(f"block {seed} {number}")
    rnd = rng.random
    gauss = rng.gauss
    w = world
    tenderers, parties = w.tenderers, w.parties
    disqualified, losers, is_loser = w.disqualified, w.losers, w.is_loser
    loser_count = len(losers)
    buyers, entities, buyer_parties, strict = w.buyers, w.entities, w.buyer_parties, w.buyer_strict
    goods, days, clocks, zoned = w.goods, w.days, w.clocks, w.zoned
    t_main, t_tail, b_count = w.tenderer_count, w.tail_count, w.buyer_count
    out = []
    add = out.append
    base = number * BLOCK
    for i in range(count):
        serial = base + i
        ocid = f"ocds-xx0000-{serial:08d}"
        scene = rnd()
        # --- buyer and dates
        b = int(rnd() * b_count)
        pe = b if rnd() < 0.9 else int(rnd() * b_count)
        hard = strict[b]
        x = rnd()
        if x < 0.035:
            length = 2 + int(x * 340)            # 2 to 13 days
        else:
            length = 16 + int(x * 40)
        start = 10 + int(rnd() * 2700)
        end = start + length
        x = rnd()
        zone = "Z" if x < 0.85 else "-04:00" if x < 0.95 else "+02:00"
        times = zoned[zone]
        clock = times[int(rnd() * 48)]
        start_date = days[start] + clock
        end_date = days[end] + clock
        # --- currency
        x = rnd()
        currency = "USD" if x < 0.97 else "EUR" if x < 0.985 else "DOP"
        # --- stage
        x = rnd()
        cancelled = x < 0.012
        open_yet = x > 0.975
        lots = 0.94 < x < 0.975
        status = "cancelled" if cancelled else "active" if open_yet else "complete"
        method = METHODS[int(rnd() * 10)]
        details = DETAILS[int(rnd() * 5)]
        # --- tenderers
        if scene < 0.045:
            n = 1
        else:
            x = rnd()
            n = 2 if x < 0.15 else 3 if x < 0.45 else 4 if x < 0.7 else 5 if x < 0.9 else 6
        chosen = []
        while len(chosen) < n:
            x = rnd()
            if lots and x < 0.3:
                k = t_main + int(rnd() * t_tail)
            elif x < 0.96 or n == 1:
                k = int(rnd() * t_main)
                if n == 1 and is_loser[k]:
                    continue
            else:
                k = losers[int(rnd() * loser_count)]
            if k not in chosen:
                chosen.append(k)
        if is_loser[chosen[0]] and rnd() < 0.93:
            for j in range(1, n):
                if not is_loser[chosen[j]]:
                    chosen[0], chosen[j] = chosen[j], chosen[0]
                    break
        winner = chosen[0]
        # --- prices
        price = 500.0 + 10.0 ** (2.5 + 4.0 * rnd())
        if scene < 0.095 and scene > 0.065:
            gap = 0.0005 + 0.02 * rnd()          # close to the winning bid
        elif scene < 0.125 and scene > 0.095:
            gap = 0.6 + 2.0 * rnd()              # heavily discounted bid
        else:
            gap = gauss(0.2, 0.022)
        second = price * (1.0 + gap)
        # --- bids
        bid_texts = []
        bid = bid_texts.append
        money = f',"currency":"{currency}"}}}}'
        reach = length - 1
        all_out = 0.125 < scene < 0.145          # all others are disqualified
        same = 0.145 < scene < 0.175 and n > 2   # two bids with one price
        low_out = 0.175 < scene < 0.205 and n > 1
        late = 0.205 < scene < 0.24
        for j in range(n):
            k = chosen[j]
            if j == 0:
                state = "valid"
                amount = price
                when = days[end + 1 + int(rnd() * 5)] if late else days[start + int(rnd() * reach)]
            else:
                when = days[start + int(rnd() * reach)]
                if j == 1:
                    amount = second
                    if low_out:
                        amount = price * (0.7 + 0.29 * rnd())
                elif j == 2 and same:
                    pass                          # keeps the amount of the bid before
                else:
                    amount = second * (1.0 + 0.03 * rnd()) if j == 2 else amount * (1.0 + 0.03 * rnd())
                x = rnd()
                if all_out or (low_out and j == 1) or x < disqualified[k] + hard:
                    state = "disqualified"
                elif x > 0.995:
                    state = "pending"
                elif x > 0.985:
                    state = "withdrawn"
                else:
                    state = "valid"
            bid(f'{{"id":"{serial}-{j + 1}","date":"{when}{times[int(rnd() * 48)]}",'
                f'"status":"{state}","tenderers":[{tenderers[k]}],'
                f'"value":{{"amount":{amount:.2f}{money}')
        if n > 1 and rnd() < 0.5:
            # The winner need not be listed first.
            j = int(rnd() * n)
            bid_texts[0], bid_texts[j] = bid_texts[j], bid_texts[0]
        # --- items of the winner
        mine = goods[winner]
        size = len(mine[0])
        x = rnd()
        item_texts = mine[0][int(rnd() * size)]
        if x > 0.33:
            item_texts += "," + mine[1][int(rnd() * size)]
            if x > 0.67:
                item_texts += "," + mine[2][int(rnd() * size)]
        # --- awards and contracts
        award_text = ""
        if not open_yet and not cancelled:
            award_day = days[end + 7]
            first = (
                f'{{"id":"{serial}-A1","title":"Award 1","status":"active","date":"{award_day}T12:00:00{zone}",'
                f'"value":{{"amount":{price:.2f},"currency":"{currency}"}},'
                f'"suppliers":[{tenderers[winner]}],"relatedBids":["{serial}-1"],"items":[{item_texts}]}}')
            x = rnd()
            if lots and n > 1:
                k = chosen[1]
                other = goods[k][0]
                first += (
                    f',{{"id":"{serial}-A2","title":"Award 2","status":"active","date":"{award_day}T12:00:00{zone}",'
                    f'"suppliers":[{tenderers[k]}],"relatedBids":["{serial}-2"],'
                    f'"items":[{other[int(rnd() * len(other))]}]}}')
            elif x < 0.05:
                word = "cancelled" if x < 0.02 else "unsuccessful" if x < 0.04 else "pending"
                first = (f'{{"id":"{serial}-A0","title":"Earlier award","status":"{word}",'
                         f'"suppliers":[{tenderers[chosen[-1]]}]}},') + first
            award_text = (
                f',"awards":[{first}],"contracts":[{{"id":"{serial}-C1","awardID":"{serial}-A1",'
                f'"status":"{"terminated" if x > 0.5 else "active"}","dateSigned":"{days[end + 20]}T09:00:00{zone}",'
                f'"value":{{"amount":{price:.2f},"currency":"{currency}"}}}}]')
        noun = NOUNS[serial % 20]
        text = (
            f'{{"ocid":"{ocid}","id":"{ocid}-{days[end + 7]}","date":"{days[end + 7]}T13:00:00{zone}",'
            f'"tag":["compiled"],"initiationType":"tender","language":"es",'
            f'"parties":[{buyer_parties[b]},{parties[winner]}],"buyer":{buyers[b]},'
            f'"tender":{{"id":"{serial}","title":"Supply of {noun}","description":"Purchase of {noun} for the year",'
            f'"status":"{status}","procuringEntity":{entities[pe]},'
            f'"value":{{"amount":{price * 1.15:.2f},"currency":"{currency}"}},"procurementMethod":"{method}",'
            f'"procurementMethodDetails":"{details}","awardCriteria":"{CRITERIA[int(rnd() * 6)]}",'
            f'"tenderPeriod":{{"startDate":"{start_date}","endDate":"{end_date}"}},'
            f'"numberOfTenderers":{n},"items":[{item_texts}]}},'
            f'"bids":{{"details":[{",".join(bid_texts)}]}}{award_text}}}')
        if rnd() < odd:
            if rnd() < 0.0002 / max(odd, 0.0002):
                text = "" if rnd() < 0.5 else text[:len(text) // 2]
            else:
                release = json.loads(text)
                rng.choice(ODD)(rng, release)
                text = json.dumps(release, ensure_ascii=False, separators=(",", ":"))
        add(text)
    add("")
    return "\n".join(out).encode()


_STATE = {}


def _start(seed, releases, odd):
    _STATE["world"] = World(seed, releases)
    _STATE["args"] = (seed, odd)


def _block(job):
    number, count = job
    seed, odd = _STATE["args"]
    return block(_STATE["world"], seed, number, count, odd)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--releases", type=int, default=1000)
    parser.add_argument("--odd", type=float, default=0.02, help="share of releases to alter (0 to 1)")
    parser.add_argument("--jobs", type=int, default=1, help="processes; does not change the output")
    a = parser.parse_args()
    jobs = [(k, min(BLOCK, a.releases - k * BLOCK)) for k in range((a.releases + BLOCK - 1) // BLOCK)]
    out = sys.stdout.buffer
    try:
        if a.jobs > 1:
            from multiprocessing import Pool
            with Pool(a.jobs, _start, (a.seed, a.releases, a.odd)) as pool:
                for text in pool.imap(_block, jobs):
                    out.write(text)
        else:
            _start(a.seed, a.releases, a.odd)
            for job in jobs:
                out.write(_block(job))
        out.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


if __name__ == "__main__":
    main()
