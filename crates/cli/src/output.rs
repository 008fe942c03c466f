//! Forms for other programs.

use landbridge_engine::EngineError;
use landbridge_engine::route::Answer;
pub(crate) use landbridge_formats::table::quote;
use landbridge_model::Point;
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::Write;
use std::io::IsTerminal;

/// Any result as JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<String, EngineError> {
    let text = serde_json::to_string_pretty(value).map_err(|e| EngineError::input(e.to_string(), ""))?;
    Ok(text + "\n")
}

/// Legs as lines.
pub(crate) fn geojson(answer: &Answer) -> Result<String, EngineError> {
    let mut features: Vec<Value> = Vec::new();
    for itinerary in &answer.itineraries {
        for (i, leg) in itinerary.legs.iter().enumerate() {
            features.push(json!({
                "type": "Feature",
                "properties": {
                    "objective": itinerary.objective, "leg": i + 1, "mode": leg.mode, "from": leg.from, "to": leg.to,
                    "km": leg.km, "hours": leg.hours, "usd": leg.usd, "kg_co2e": leg.kg_co2e,
                },
                "geometry": lines(&leg.shape),
            }));
        }
    }
    json(&json!({ "type": "FeatureCollection", "manifest": answer.manifest, "features": features }))
}

/// A line as a geometry, cut where it crosses the 180th meridian (RFC 7946,
/// 3.1.9).
pub(crate) fn lines(points: &[Point]) -> Value {
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

/// Legs as rows.
pub(crate) fn csv(answer: &Answer) -> String {
    let mut out = String::from("objective,leg,mode,from,to,km,hours,usd,kg_co2e,countries\n");
    for itinerary in &answer.itineraries {
        for (i, leg) in itinerary.legs.iter().enumerate() {
            let _ = writeln!(
                out,
                "{},{},{},{},{},{:.3},{:.3},{:.2},{:.3},{}",
                itinerary.objective,
                i + 1,
                leg.mode,
                quote(&leg.from),
                quote(&leg.to),
                leg.km,
                leg.hours,
                leg.usd,
                leg.kg_co2e,
                leg.countries.join(" ")
            );
        }
    }
    out
}

/// Tells who looks on how many of how many are done.
pub(crate) fn counted(what: &'static str) -> impl Fn(usize, usize) + Sync {
    move |done, all| {
        let mut screen = std::io::stderr();
        if screen.is_terminal() {
            let end = if done >= all { "\r\x1b[K" } else { "" };
            // Who looks away loses nothing.
            let _ = std::io::Write::write_fmt(&mut screen, format_args!("\r{done} of {all} {what}{end}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_over_the_date_line_is_cut_there() {
        let over = lines(&[Point::new(10.0, 170.0), Point::new(20.0, -170.0), Point::new(20.0, -160.0)]);
        let expected = json!({ "type": "MultiLineString", "coordinates": [
            [[170.0, 10.0], [180.0, 15.0]], [[-180.0, 15.0], [-170.0, 20.0], [-160.0, 20.0]],
        ] });
        assert_eq!(over, expected);
        let plain = lines(&[Point::new(1.0, 2.0), Point::new(3.0, 4.0)]);
        assert_eq!(plain["type"], "LineString");
    }
}
