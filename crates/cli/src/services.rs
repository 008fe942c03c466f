//! The command `services`.

use crate::args::ServicesArgs;
use crate::opener::Opener;
use crate::output;
use crate::plan::Done;
use crate::table::thousands;
use landbridge_engine::EngineError;
use landbridge_engine::constraint::parse_modes;
use landbridge_engine::plan::{ListedService, ServiceQuery};
use std::fmt::Write;

/// Runs `services`.
pub(crate) fn run(opener: &Opener, args: &ServicesArgs) -> Done {
    let engine = opener.open(&args.services, &[])?;
    let query = ServiceQuery {
        near: args.near.clone(),
        to: args.to.clone(),
        via: args.via.clone(),
        on: args.on.clone(),
        modes: args.modes.as_deref().map(parse_modes).transpose()?,
        scenario: args.scenario.clone(),
    };
    let listed = engine.list_services(&query)?;
    if args.json {
        return Ok((output::json(&listed)?, listed.notes));
    }
    let s = &listed.summary;
    let mut out = String::new();
    #[expect(clippy::cast_precision_loss, reason = "a share of some hundred")]
    let share = 100.0 * s.seen as f64 / s.services.max(1) as f64;
    let _ = writeln!(
        out,
        "{} services at {} stops: {} seen in a source ({share:.0} %), {} on known days, {} with a published price",
        s.services, s.stops, s.seen, s.with_days, s.with_price
    );
    if query.near.is_some() && listed.services.is_empty() {
        return Err(EngineError::none(
            format!("none of {} services is what was asked for", s.services),
            "ask for other places, modes, days or scenarios",
        ));
    }
    for service in &listed.services {
        one(&mut out, service);
    }
    if let Some(days) = listed.days_of_half_the_teu {
        let _ = writeln!(out, "half of the TEU that these offer takes at most {days:.1} days (services with a known capacity)");
    }
    Ok((out, listed.notes))
}

fn one(out: &mut String, service: &ListedService) {
    let days = service.ride.as_ref().map_or(service.days, |r| r.days);
    let teu = service.capacity_teu.map_or_else(String::new, |teu| format!(", {} TEU", thousands(teu)));
    let scenario = if service.scenario.is_empty() { String::new() } else { format!(" (scenario {})", service.scenario) };
    let _ = writeln!(
        out,
        "{:<18} {:<9} {days:>5.1} days, {}{teu}{scenario}  {} ({}) [{}]",
        service.id, service.mode, service.leaves, service.name, service.operator, service.basis
    );
    if let Some(ride) = &service.ride {
        let calls = match ride.calls {
            0 => "without a call between".to_owned(),
            1 => "one call between".to_owned(),
            n => format!("{n} calls between"),
        };
        let _ = writeln!(out, "    {} → {}, {calls}", ride.from, ride.to);
    } else {
        let _ = writeln!(out, "    {}", service.stops.join(" – "));
    }
    let _ = writeln!(out, "    {}", service.source);
}
