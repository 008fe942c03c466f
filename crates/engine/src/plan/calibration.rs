//! How long services take beside the direct way of the network: what the times
//! of unscheduled legs are measured against.

use super::hubs::{Hubs, track_ends};
use crate::constraint::Constraints;
use crate::data::Engine;
use crate::error::EngineError;
use crate::mode::along::Along;
use crate::mode::net::End;
use crate::mode::nets::{Nets, Prices};
use landbridge_model::{Cargo, Confidence, Mode};
use landbridge_services::Service;
use serde::Serialize;

/// A ride of a service between two calls whose times were published, beside
/// the direct way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// Id of the service.
    pub service: String,
    /// Mode of the whole ride.
    pub mode: Mode,
    /// Stop where it starts.
    pub from: String,
    /// Stop where it ends.
    pub to: String,
    /// Calls between the two.
    pub calls: usize,
    /// Hours by its timetable.
    pub scheduled: f64,
    /// Mean hours in motion on the network's best way by this mode, before any
    /// allowance for calls and waits on the way.
    pub direct: f64,
    /// Mean hours at borders and changes of gauge on that way.
    pub border: f64,
    /// Kilometres of that way.
    pub km: f64,
}

impl Engine {
    /// Rides of services whose source was seen, between two calls that follow
    /// each other among those with published times, by one mode, at least so
    /// many kilometres apart.
    ///
    /// # Errors
    /// Services or parameters that cannot be read.
    pub fn rides_beside_direct_ways(&self, cargo: &Cargo, least_km: f64) -> Result<Vec<Measured>, EngineError> {
        let timetable = &self.services()?.timetable;
        let hubs = Hubs::new(self, timetable);
        let set = |word: &str| [(format!("hours_over_direct.{word}"), 1.0), (format!("sigma.hours_over_direct.{word}"), 0.0)];
        let direct: Vec<(String, f64)> = ["rail", "sea"].into_iter().flat_map(set).collect();
        let prices = Prices::new(self, cargo, &self.changed(&direct)?)?;
        let nothing = Constraints { avoid: Vec::new(), modes: None };
        let rules = prices.rules(self, self.world.meta.as_of, &nothing);
        let nets = Nets::default();
        let mut all = Vec::new();
        for service in timetable.services.iter().filter(|s| s.confidence == Confidence::Seen && s.cargo.contains(&cargo.kind)) {
            for (i, k) in published(service) {
                let mode = service.modes[i];
                let view = prices.view(&rules, mode);
                let net = nets.get(&view);
                let open = |l| net.is_open(self.graph.link_arc(l));
                let ends = |call: usize| -> Vec<End> {
                    let hub = &hubs.all[hubs.of_stop[service.calls[call].stop.0 as usize] as usize];
                    track_ends(self, hub, mode, &open)
                };
                let Some(way) = net.way(&mut net.query(), &ends(i), &ends(k)) else { continue };
                let sum = way.arcs.iter().filter_map(|&arc| view.along(arc)).fold(Along::default(), |sum, a| Along {
                    run: sum.run + a.run,
                    border: sum.border + a.border,
                    km: sum.km + a.km,
                    ..sum
                });
                if sum.km < least_km {
                    continue;
                }
                let stop = |call: usize| timetable.stops[service.calls[call].stop].name.clone();
                all.push(Measured {
                    service: service.id.clone(),
                    mode,
                    from: stop(i),
                    to: stop(k),
                    calls: k - i - 1,
                    scheduled: f64::from(service.calls[k].arrive.saturating_sub(service.calls[i].depart)) / 60.0,
                    direct: sum.run,
                    border: sum.border,
                    km: sum.km,
                });
            }
        }
        Ok(all)
    }
}

/// Pairs of calls with published times that follow each other among such, with
/// one mode between them.
fn published(service: &Service) -> Vec<(usize, usize)> {
    let known: Vec<usize> = (0..service.calls.len()).filter(|&i| service.calls[i].published).collect();
    known.windows(2).map(|w| (w[0], w[1])).filter(|&(i, k)| service.modes[i..k].iter().all(|m| *m == service.modes[i])).collect()
}
