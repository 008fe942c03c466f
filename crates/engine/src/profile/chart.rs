//! The Time–Cost–Distance chart as SVG: time above, cost below, over one axis of
//! kilometres. Stretches climb with the distance, terminals and borders straight
//! up; colours stand for modes.

use super::Profile;
use crate::steps::{Step, StepKind};
use std::fmt::Write;

const WIDTH: f64 = 960.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 24.0;
const TOP: f64 = 76.0;
const PANEL: f64 = 210.0;
const GAP: f64 = 44.0;
/// Space under the panels for the axis and the key.
const FOOT: f64 = 74.0;
/// Lines of the grid wanted on an axis.
const TICKS: f64 = 5.0;

/// Colour of a mode; distinct in lightness too.
fn colour(mode: &str) -> &'static str {
    match mode {
        "rail" => "#b3541e",
        "road" => "#6b6b6b",
        "sea" => "#1f5fa8",
        "ferry" => "#4aa3c7",
        "waterway" => "#2f8f7a",
        "air" => "#8a4fa3",
        _ => "#444444",
    }
}

/// Colour of what takes time without distance.
const STOP: &str = "#c0272d";

/// The chart.
pub fn svg(p: &Profile) -> String {
    let height = TOP + 2.0 * PANEL + GAP + FOOT;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"system-ui, sans-serif\" font-size=\"12\" role=\"img\" aria-label=\"{}\">",
        escape(&p.title)
    );
    let _ = writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
    text(&mut out, (LEFT, 28.0), "start", "font-size=\"17\" font-weight=\"600\"", &p.title);
    let days = p.days.map_or_else(
        || format!("{:.1} days in the mean", p.totals.hours / 24.0),
        |d| {
            let [p10, p50, p90] = [d.p10, d.p50, d.p90].map(|x| if x.is_finite() { format!("{x:.1}") } else { "–".to_owned() });
            format!("{p50} days in half of all cases, {p10} to {p90} in eight of ten")
        },
    );
    text(&mut out, (LEFT, 48.0), "start", "fill=\"#555555\"", &format!("{} · {days}", p.subtitle));
    axis(&mut out, p.totals.km);
    panel(&mut out, p, TOP, &Quantity { name: "days (mean)", of: |s| s.hours / 24.0, all: p.totals.hours / 24.0, named: true });
    panel(&mut out, p, TOP + PANEL + GAP, &Quantity { name: "USD", of: |s| s.usd, all: p.totals.usd, named: false });
    key(&mut out, p, height);
    out.push_str("</svg>\n");
    out
}

/// What a panel shows.
struct Quantity {
    name: &'static str,
    of: fn(&Step) -> f64,
    all: f64,
    /// Whether the longest stops are named.
    named: bool,
}

fn x(km: f64, all: f64) -> f64 {
    LEFT + (WIDTH - LEFT - RIGHT) * if all > 0.0 { km / all } else { 0.0 }
}

/// Stops that are named in a panel.
const NAMED: usize = 7;

fn panel(out: &mut String, p: &Profile, top: f64, quantity: &Quantity) {
    let most = quantity.all.max(f64::MIN_POSITIVE);
    let y = |value: f64| top + PANEL * (1.0 - value / most);
    for tick in ticks(most) {
        let _ = writeln!(
            out,
            "<line x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{:.1}\" y2=\"{:.1}\" stroke=\"#e3e3e3\"/>",
            WIDTH - RIGHT,
            y(tick),
            y(tick)
        );
        text(out, (LEFT - 8.0, y(tick) + 4.0), "end", "fill=\"#555555\"", &number(tick));
    }
    text(out, (12.0, top - 10.0), "start", "font-weight=\"600\"", quantity.name);
    let mut longest: Vec<f64> = p.steps.iter().filter(|s| s.what != StepKind::Run).map(quantity.of).collect();
    longest.sort_by(|a, b| b.total_cmp(a));
    let least = longest.get(NAMED - 1).copied().unwrap_or(0.0);
    let (mut km, mut sum) = (0.0, 0.0);
    for s in &p.steps {
        let (from, to) = ((km, sum), (km + s.km, sum + (quantity.of)(s)));
        let (stroke, width) = if s.what == StepKind::Run { (colour(&s.mode), 2.5) } else { (STOP, 3.5) };
        let _ = writeln!(
            out,
            "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{stroke}\" stroke-width=\"{width}\" stroke-linecap=\"round\"><title>{}</title></line>",
            x(from.0, p.totals.km),
            y(from.1),
            x(to.0, p.totals.km),
            y(to.1),
            escape(&format!("{} {} {}: +{}", s.what.as_str(), s.mode, s.at, number((quantity.of)(s))))
        );
        if quantity.named && s.what != StepKind::Run && (quantity.of)(s) >= least && (quantity.of)(s) > 0.0 {
            let right = from.0 > 0.55 * p.totals.km;
            let (dx, anchor) = if right { (-8.0, "end") } else { (8.0, "start") };
            let name = s.at.split(" (").next().unwrap_or_default();
            text(
                out,
                (x(to.0, p.totals.km) + dx, f64::midpoint(y(from.1), y(to.1)) + 4.0),
                anchor,
                "font-size=\"11\" fill=\"#333333\"",
                name,
            );
        }
        (km, sum) = to;
    }
}

fn axis(out: &mut String, all: f64) {
    let bottom = TOP + 2.0 * PANEL + GAP;
    for tick in ticks(all) {
        let at = x(tick, all);
        let _ = writeln!(out, "<line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{TOP}\" y2=\"{bottom}\" stroke=\"#f0f0f0\"/>");
        text(out, (at, bottom + 18.0), "middle", "fill=\"#555555\"", &number(tick));
    }
    text(out, (WIDTH - RIGHT, bottom + 36.0), "end", "font-weight=\"600\"", "km");
}

fn key(out: &mut String, p: &Profile, height: f64) {
    let mut modes: Vec<&str> = Vec::new();
    for s in p.steps.iter().filter(|s| s.what == StepKind::Run) {
        if !modes.contains(&s.mode.as_str()) {
            modes.push(&s.mode);
        }
    }
    let (mut at, y) = (LEFT, height - 20.0);
    for (word, stroke) in modes.iter().map(|m| (*m, colour(m))).chain([("terminals, borders, calls", STOP)]) {
        let _ =
            writeln!(out, "<line x1=\"{at:.1}\" x2=\"{:.1}\" y1=\"{y}\" y2=\"{y}\" stroke=\"{stroke}\" stroke-width=\"3\"/>", at + 22.0);
        text(out, (at + 28.0, y + 4.0), "start", "", word);
        #[expect(clippy::cast_precision_loss, reason = "a short word")]
        let letters = word.chars().count() as f64;
        at += 28.0 + 7.0 * letters + 22.0;
    }
}

/// Round values from 0 up to a largest one, about [`TICKS`] of them.
fn ticks(most: f64) -> Vec<f64> {
    if most.is_nan() || most <= 0.0 || most.is_infinite() {
        return vec![0.0];
    }
    let rough = most / TICKS;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|s| *s >= rough).unwrap_or(rough);
    let mut all = Vec::new();
    let mut tick = 0.0;
    while tick <= most * (1.0 + 1e-9) {
        all.push(tick);
        tick += step;
    }
    all
}

fn number(value: f64) -> String {
    if value >= 100.0 || value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.1}") }
}

fn text(out: &mut String, (x, y): (f64, f64), anchor: &str, style: &str, words: &str) {
    let _ = writeln!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" {style}>{}</text>", escape(words));
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::itinerary::Totals;
    use crate::plan::PlanManifest;

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks(48.9), [0.0, 10.0, 20.0, 30.0, 40.0]);
        assert_eq!(ticks(1.0), [0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0]);
        assert_eq!(ticks(0.0), [0.0]);
    }

    #[test]
    fn a_stop_stands_upright_and_names_are_escaped() {
        let stop = Step { what: StepKind::Border, at: "A & B".to_owned(), mode: "rail".to_owned(), hours: 24.0, ..Step::default() };
        let run = Step { mode: "rail".to_owned(), km: 100.0, hours: 24.0, ..Step::default() };
        let steps = vec![run.clone(), stop, run];
        let p = Profile {
            title: "<T>".to_owned(),
            subtitle: String::new(),
            totals: Totals::of_steps(&steps),
            steps,
            days: None,
            indicators: Vec::new(),
            limits: None,
            published: Vec::new(),
            notes: Vec::new(),
            manifest: PlanManifest::default(),
        };
        let drawn = svg(&p);
        assert!(drawn.contains("&lt;T&gt;") && drawn.contains("A &amp; B"));
        let middle = x(100.0, 200.0);
        let upright = format!(
            "x1=\"{middle:.1}\" y1=\"{:.1}\" x2=\"{middle:.1}\" y2=\"{:.1}\" stroke=\"{STOP}\"",
            TOP + PANEL * 2.0 / 3.0,
            TOP + PANEL / 3.0
        );
        assert!(drawn.contains(&upright), "{drawn}");
    }
}
