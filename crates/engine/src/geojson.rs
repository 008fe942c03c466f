//! Answers as GeoJSON (RFC 7946).

use crate::compare::CompareAnswer;
use crate::corridor::Corridors;
use crate::criticality::{CriticalityAnswer, Loss};
use crate::plan::PlanAnswer;
use crate::route::Answer;
use landbridge_model::Point;
use serde_json::{Value, json};

/// A line as a geometry, cut where it crosses the 180th meridian (RFC 7946,
/// 3.1.9).
pub fn line(points: &[Point]) -> Value {
    let mut parts: Vec<Vec<[f64; 2]>> = vec![Vec::new()];
    let mut before: Option<&Point> = None;
    for p in points {
        if let Some(b) = before.filter(|b| (b.lon - p.lon).abs() > 180.0) {
            let side = 180.0_f64.copysign(b.lon);
            let (left, right) = (side - b.lon, p.lon + side);
            let share = if left.abs() + right.abs() > 0.0 { left.abs() / (left.abs() + right.abs()) } else { 0.5 };
            let lat = b.lat + share * (p.lat - b.lat);
            if let Some(part) = parts.last_mut() {
                part.push([side, lat]);
            }
            parts.push(vec![[-side, lat]]);
        }
        if let Some(part) = parts.last_mut() {
            part.push([p.lon, p.lat]);
        }
        before = Some(p);
    }
    match &parts[..] {
        [only] => json!({ "type": "LineString", "coordinates": only }),
        _ => json!({ "type": "MultiLineString", "coordinates": parts }),
    }
}

/// A position as a geometry.
pub fn point(at: Point) -> Value {
    json!({ "type": "Point", "coordinates": [at.lon, at.lat] })
}

/// The legs of a route as lines.
pub fn route(answer: &Answer) -> Value {
    let mut features: Vec<Value> = Vec::new();
    for itinerary in &answer.itineraries {
        for (i, leg) in itinerary.legs.iter().enumerate() {
            features.push(json!({
                "type": "Feature",
                "properties": {
                    "objective": itinerary.objective, "leg": i + 1, "mode": leg.mode, "from": leg.from, "to": leg.to,
                    "km": leg.km, "hours": leg.hours, "usd": leg.usd, "kg_co2e": leg.kg_co2e,
                },
                "geometry": line(&leg.shape),
            }));
        }
    }
    json!({ "type": "FeatureCollection", "manifest": answer.manifest, "features": features })
}

/// The legs of the ways of a plan as lines, where the ways were asked for.
pub fn plan(answer: &PlanAnswer) -> Value {
    let mut features = Vec::new();
    for (i, o) in answer.options.iter().enumerate() {
        for (k, leg) in o.legs.iter().enumerate() {
            features.push(json!({
                "type": "Feature",
                "properties": {
                    "option": i + 1, "id": o.id, "days_p50": o.days_p50, "option_usd": o.usd, "option_kg_co2e": o.kg_co2e,
                    "leg": k + 1, "mode": leg.mode, "kind": leg.kind, "service": leg.service, "from": leg.from, "to": leg.to,
                    "depart_p50": leg.depart_p50, "arrive_p50": leg.arrive_p50,
                    "km": leg.km, "usd": leg.usd, "kg_co2e": leg.kg_co2e,
                },
                "geometry": line(&leg.line),
            }));
        }
    }
    json!({ "type": "FeatureCollection", "manifest": answer.manifest, "features": features })
}

/// Corridors as lines, stretch by stretch.
pub fn corridors(answer: &Corridors) -> Value {
    let mut features = Vec::new();
    for c in &answer.corridors {
        for (k, (mode, points)) in c.way.iter().flat_map(|w| &w.lines).enumerate() {
            features.push(json!({
                "type": "Feature",
                "properties": { "corridor": c.id, "name": c.name, "status": c.status, "stretch": k + 1, "mode": mode.as_str() },
                "geometry": line(points),
            }));
        }
    }
    json!({ "type": "FeatureCollection", "manifest": answer.manifest, "features": features })
}

/// The places of the rows of a comparison as points, each with its mean change.
pub fn compared(answer: &CompareAnswer) -> Value {
    let features: Vec<Value> = answer
        .zones
        .iter()
        .zip(&answer.comparison.places)
        .map(|(zone, place)| {
            json!({
                "type": "Feature",
                "properties": {
                    "name": zone.name, "country": zone.country, "weight": zone.weight, "before": place.before,
                    "change": place.change, "cut_off": place.cut_off, "connected": place.connected,
                },
                "geometry": point(zone.position),
            })
        })
        .collect();
    json!({ "type": "FeatureCollection", "before": answer.before, "after": answer.after, "features": features })
}

/// The ways of the pairs of a comparison that are told, as lines before and after.
pub fn compared_ways(answer: &CompareAnswer) -> Value {
    let mut features = Vec::new();
    for (k, pair) in answer.pairs.iter().enumerate() {
        for (side, points) in ["before", "after"].into_iter().zip(&pair.lines) {
            if points.len() > 1 {
                features.push(json!({
                    "type": "Feature",
                    "properties": { "pair": k, "side": side, "from": pair.figures.from, "to": pair.figures.to },
                    "geometry": line(points),
                }));
            }
        }
    }
    json!({ "type": "FeatureCollection", "features": features })
}

/// What is lost, each where it is.
pub fn criticality(answer: &CriticalityAnswer) -> Value {
    let feature = |l: &Loss| json!({ "type": "Feature", "properties": l, "geometry": point(l.position) });
    let features: Vec<Value> = answer.losses.iter().map(feature).collect();
    json!({ "type": "FeatureCollection", "baseline": answer.baseline, "scale": answer.scale, "features": features })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_over_the_date_line_is_cut_there() {
        let over = line(&[Point::new(10.0, 170.0), Point::new(20.0, -170.0), Point::new(20.0, -160.0)]);
        let expected = json!({ "type": "MultiLineString", "coordinates": [
            [[170.0, 10.0], [180.0, 15.0]], [[-180.0, 15.0], [-170.0, 20.0], [-160.0, 20.0]],
        ] });
        assert_eq!(over, expected);
        let plain = line(&[Point::new(1.0, 2.0), Point::new(3.0, 4.0)]);
        assert_eq!(plain["type"], "LineString");
    }
}
