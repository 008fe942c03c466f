//! Forms for other programs.

use landbridge_engine::EngineError;
use landbridge_engine::route::Answer;
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::Write;

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
            let line: Vec<[f64; 2]> = leg.shape.iter().map(|p| [p.lon, p.lat]).collect();
            features.push(json!({
                "type": "Feature",
                "properties": {
                    "objective": itinerary.objective, "leg": i + 1, "mode": leg.mode, "from": leg.from, "to": leg.to,
                    "km": leg.km, "hours": leg.hours, "usd": leg.usd, "kg_co2e": leg.kg_co2e,
                },
                "geometry": { "type": "LineString", "coordinates": line },
            }));
        }
    }
    json(&json!({ "type": "FeatureCollection", "manifest": answer.manifest, "features": features }))
}

/// A cell of a CSV file.
pub(crate) fn quote(text: &str) -> String {
    if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
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
