//! The spreads of `data/parameters/reliability.toml` are those of the published
//! pairs in `data/parameters/spread_pairs.csv`, by the lognormal law.

#![expect(clippy::panic, reason = "a test: failing loudly is its purpose")]

use landbridge_cost::read_parameters;
use landbridge_formats::table::{Row, Table};
use landbridge_model::law::{normal_cdf, normal_quantile};
use landbridge_model::parameter::ParameterSet;
use landbridge_model::{Findings, Law};
use std::collections::BTreeMap;

fn data(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/parameters").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The sigma at which `gap` changes sign.
fn solve(gap: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (1e-6, 3.0);
    let rising = gap(high) > gap(low);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if (gap(middle) > 0.0) == rising { high = middle } else { low = middle }
    }
    low
}

fn of_cv(cv: f64) -> f64 {
    libm::sqrt(libm::log1p(cv * cv))
}

/// The share that a name such as `p95` stands for.
fn share(name: &str) -> Option<f64> {
    name.strip_prefix('p')?.parse::<f64>().ok().map(|p| p / 100.0)
}

/// Standard deviation of the logarithm from two statistics of one law.
fn sigma(row: &Row<'_>, findings: &mut Findings) -> f64 {
    let mut number = |column: &str| row.number(column, findings).unwrap_or(f64::NAN);
    let (a, b, base) = (number("value_a"), number("value_b"), number("base"));
    let (first, second) = (row.text("statistic_a"), row.text("statistic_b"));
    if second == "sd_log" {
        return b;
    }
    if let Some(window) = second.strip_prefix("share_in_window_").and_then(|w| w.parse::<f64>().ok()) {
        // The middle of a law is taken as normal.
        return of_cv(window / (2.0 * normal_quantile((1.0 + b) / 2.0)) / a);
    }
    if let Some(within) = first.strip_prefix("share_within_").and_then(|w| w.parse::<f64>().ok()) {
        // On time: even within the window; late: exponential beyond it with the
        // mean delay of late cases; set against the scheduled time.
        let late = 1.0 - a;
        let mean = late * b;
        let square = a * within * within / 3.0 + late * (b * b + (b - within) * (b - within));
        return of_cv(libm::sqrt(square - mean * mean) / (base + mean));
    }
    let of = |s: f64| Law::of_mean(a, s);
    match (first, second, share(first), share(second)) {
        ("mean", "median", ..) => solve(|s| a / b - of(s).mean() / of(s).quantile(0.5)),
        ("mean", "sd", ..) => of_cv(b / a),
        ("median", _, _, Some(p)) => solve(|s| Law::of_median(a, s).quantile(p) - b),
        // Of two laws with this mean and quantile the narrower one.
        ("mean", _, _, Some(p)) => {
            let peak = normal_quantile(p);
            solve(|s| of(s.min(peak)).quantile(p) - b)
        }
        (_, _, Some(low), Some(high)) => libm::log(b / a) / (normal_quantile(high) - normal_quantile(low)),
        ("mean", other, ..) => {
            let beyond: f64 = other.strip_prefix("share_over_").and_then(|t| t.parse().ok()).unwrap_or(f64::NAN);
            let more = |s: f64| normal_cdf((libm::log(a / beyond) - 0.5 * s * s) / s) - b;
            solve(more)
        }
        _ => panic!("{}: not understood", row.place("statistic_a")),
    }
}

#[test]
fn each_pair_gives_its_sigma_and_their_median_is_the_parameter() {
    let mut findings = Findings::default();
    let columns = ["kind", "statistic_a", "value_a", "statistic_b", "value_b", "sigma"];
    let table = Table::read("spread_pairs.csv", &data("spread_pairs.csv"), &columns, &mut findings).unwrap_or_else(|e| panic!("{e}"));
    let mut kinds: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for row in table.rows() {
        let (own, stated) = (sigma(&row, &mut findings), row.number("sigma", &mut findings).unwrap_or(f64::NAN));
        assert!((own - stated).abs() < 0.003, "{}: {own} from the pair, {stated} in the table", row.place("sigma"));
        kinds.entry(row.text("kind").to_owned()).or_default().push(own);
    }
    assert_eq!(findings.0, []);
    let mut parameters = ParameterSet::default();
    read_parameters("reliability.toml", &data("reliability.toml"), &mut parameters).unwrap_or_else(|e| panic!("{e}"));
    let mut compared = 0;
    for (kind, mut all) in kinds {
        all.sort_by(f64::total_cmp);
        let (low, high) = (all[(all.len() - 1) / 2], all[all.len() / 2]);
        let Some(parameter) = parameters.get(&format!("sigma.{kind}")) else { continue };
        compared += 1;
        assert!(
            (0.5 * (low + high) - parameter.value).abs() < 0.011,
            "{kind}: {} from {} pairs, {}",
            0.5 * (low + high),
            all.len(),
            parameter.value
        );
    }
    assert!(compared >= 12, "{compared} kinds");
}

/// The world's build takes medians of crossings from published means by the same
/// spread as plans do.
#[test]
fn the_build_and_the_parameters_agree() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/network/build.toml");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut parameters = ParameterSet::default();
    read_parameters("reliability.toml", &data("reliability.toml"), &mut parameters).unwrap_or_else(|e| panic!("{e}"));
    for name in ["sigma.border.rail", "sigma.border.road"] {
        let (_, after) = text.split_once(&format!("[\"{name}\"]")).unwrap_or_else(|| panic!("build.toml has no {name}"));
        let value = after.lines().find_map(|l| l.strip_prefix("value = ")).unwrap_or_else(|| panic!("{name} has no value"));
        assert_eq!(value.trim().parse().ok(), parameters.get(name).map(|p| p.value), "{name}");
    }
}
