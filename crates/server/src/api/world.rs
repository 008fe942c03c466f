//! What the data are: versions, sources, countries, parameters.

use super::{Shared, bytes, json};
use crate::app::App;
use crate::problem::{Problem, Refusals};
use axum::response::Response;
use landbridge_model::parameter::Parameter;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A country.
#[derive(Serialize, ToSchema)]
struct CountryFacts {
    /// ISO 3166-1 alpha-3.
    code: String,
    /// ISO 3166-1 alpha-2, empty where there is none.
    alpha2: String,
    /// Name in English.
    name: String,
}

/// A source of the data.
#[derive(Serialize, ToSchema)]
struct SourceFacts {
    /// Package or table.
    name: String,
    /// Version or content hash.
    version: String,
}

/// What the server knows.
#[derive(Serialize, ToSchema)]
pub(crate) struct WorldFacts {
    /// Version of the program.
    version: String,
    /// Fingerprint of network, services and parameters.
    data: String,
    /// Last year that the network describes.
    year: u16,
    /// Notice of attribution and licence of the data.
    attribution: String,
    /// Where the network comes from.
    sources: Vec<SourceFacts>,
    /// Countries and territories.
    countries: Vec<CountryFacts>,
    /// Links of the network.
    links: usize,
    /// Facilities.
    facilities: usize,
    /// Border crossings.
    crossings: usize,
    /// Services.
    services: usize,
}

impl App {
    /// Fingerprint of network, services and parameters.
    pub(crate) fn data_version(&self) -> Result<String, Problem> {
        Ok(self.engine.data_version()?)
    }
}

/// What the data are
#[utoipa::path(get, path = "/world", tag = "network", responses((status = 200, body = WorldFacts), Refusals))]
pub(crate) async fn world(app: Shared) -> Result<Response, Problem> {
    let work = |app: &App| {
        let world = &app.engine.world;
        let country =
            |c: &landbridge_engine::Country| CountryFacts { code: c.code.to_string(), alpha2: c.alpha2.clone(), name: c.name.clone() };
        let source = |(name, version): &(String, String)| SourceFacts { name: name.clone(), version: version.clone() };
        bytes(&WorldFacts {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            data: app.data_version()?,
            year: world.meta.as_of,
            attribution: world.meta.attribution.clone(),
            sources: world.meta.sources.iter().map(source).collect(),
            countries: world.countries.iter().filter(|c| !c.alpha2.is_empty()).map(country).collect(),
            links: world.links.len(),
            facilities: world.facilities.len(),
            crossings: world.crossings.len(),
            services: app.engine.services()?.timetable.services.len(),
        })
    };
    Ok(json(app.kept("world".to_owned(), work).await?))
}

/// All parameters with unit, source and spread
#[utoipa::path(get, path = "/parameters", tag = "network",
    responses((status = 200, body = BTreeMap<String, Parameter>), Refusals))]
pub(crate) async fn parameters(app: Shared) -> Result<Response, Problem> {
    let all: BTreeMap<&str, &Parameter> = app.engine.parameters.iter().collect();
    Ok(json(bytes(&all)?))
}
