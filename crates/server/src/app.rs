//! What all requests share.

use crate::api::few;
use crate::checked::CheckedLedgers;
use crate::jobs::Jobs;
use crate::problem::Problem;
use axum::body::Bytes;
use axum::http::StatusCode;
use landbridge_engine::manifest::fingerprint;
use landbridge_engine::scenario::{Scenario, in_force};
use landbridge_engine::{Engine, EngineError};
use landbridge_portfolio::monitor::warnings::Settings;
use landbridge_portfolio::register::Register;
use landbridge_tiles::{Atlas, Land, Territory};
use lru::LruCache;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use tokio::sync::Semaphore;

/// Scenarios of one question.
const MOST_SCENARIOS: usize = 60;
/// Worlds with scenarios that are kept, each some 100 MB with what it plans by.
const WORLDS: NonZeroUsize = NonZeroUsize::new(3).expect("three");
/// Answers and tiles that are kept.
const ANSWERS: NonZeroUsize = NonZeroUsize::new(256).expect("256");
const TILES: NonZeroUsize = NonZeroUsize::new(2048).expect("2048");

/// A tile, and the tag that is of its bytes: map, network and program show in them.
#[derive(Clone)]
pub(crate) struct Tile {
    pub(crate) bytes: Bytes,
    pub(crate) tag: String,
}

/// A world with scenarios, made by the first who asks while others wait.
type OneWorld = Mutex<Option<Arc<Engine>>>;

/// What all requests share.
pub(crate) struct App {
    /// The baseline.
    pub(crate) engine: Arc<Engine>,
    /// Scenarios by id.
    pub(crate) scenarios: Vec<Scenario>,
    pub(crate) jobs: Jobs,
    pub(crate) checked_ledgers: CheckedLedgers,
    worlds: Mutex<LruCache<String, Arc<OneWorld>>>,
    answers: Mutex<LruCache<String, Bytes>>,
    tiles: Mutex<LruCache<landbridge_tiles::TileId, Tile>>,
    atlas: OnceLock<Result<Atlas, String>>,
    territory: OnceLock<Result<Territory, String>>,
    portfolio: OnceLock<Result<(Register, Settings), EngineError>>,
    /// What answers rest on beside the data: scenarios, corridors, this program.
    basis: String,
    /// Questions that compute at the same time, and small ones that wait for no
    /// large one.
    questions: Arc<Semaphore>,
    small: Arc<Semaphore>,
}

/// What a mutex holds, whatever happened to others who held it.
pub(crate) fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

impl App {
    pub(crate) fn new(engine: Engine, data: &Path) -> Result<Self, EngineError> {
        let scenarios = engine.scenarios()?;
        let basis = format!("{} {scenarios:?} {:?}", env!("CARGO_PKG_VERSION"), engine.corridor_files()?);
        let cores = std::thread::available_parallelism().map_or(2, NonZeroUsize::get);
        Ok(Self {
            engine: Arc::new(engine),
            scenarios,
            jobs: Jobs::open(data)?,
            checked_ledgers: CheckedLedgers::default(),
            worlds: Mutex::new(LruCache::new(WORLDS)),
            answers: Mutex::new(LruCache::new(ANSWERS)),
            tiles: Mutex::new(LruCache::new(TILES)),
            atlas: OnceLock::new(),
            territory: OnceLock::new(),
            portfolio: OnceLock::new(),
            basis: format!("{:032x}", fingerprint(basis.as_bytes())),
            // More would only share the cores among them: each would take longer.
            questions: Arc::new(Semaphore::new(cores)),
            small: Arc::new(Semaphore::new(2 * cores)),
        })
    }

    /// Makes ready what the first requests need.
    pub(crate) fn warm(&self) {
        // Who asks hears what is wrong.
        let _ = self.engine.gazetteer();
        let _ = self.atlas();
        let _ = self.engine.services();
        self.engine.topology();
        crate::workbench::warm();
    }

    /// Computes on a thread that may take long.
    pub(crate) async fn compute<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.within(&self.questions, work).await
    }

    /// Computes what takes some milliseconds.
    pub(crate) async fn look_up<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.within(&self.small, work).await
    }

    async fn within<T: Send + 'static>(
        self: &Arc<Self>,
        places: &Arc<Semaphore>,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let app = Arc::clone(self);
        let Ok(place) = Arc::clone(places).acquire_owned().await else {
            return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the server is ending", "start it again"));
        };
        // The work keeps its place to its end, whether or not somebody still waits.
        let placed = move || {
            let done = work(&app);
            drop(place);
            done
        };
        tokio::task::spawn_blocking(placed).await.map_err(|e| Problem::own(format!("the computation ended early: {e}")))?
    }

    /// An answer that is kept by its question.
    pub(crate) async fn kept(
        self: &Arc<Self>,
        question: String,
        work: impl FnOnce(&Self) -> Result<Vec<u8>, Problem> + Send + 'static,
    ) -> Result<Bytes, Problem> {
        if let Some(known) = lock(&self.answers).get(&question) {
            return Ok(known.clone());
        }
        let made = Bytes::from(self.compute(work).await?);
        lock(&self.answers).put(question, made.clone());
        Ok(made)
    }

    /// All that an answer rests on beside its question, as a fingerprint.
    pub(crate) fn basis(&self) -> Result<String, Problem> {
        Ok(format!("{} {}", self.engine.data_version()?, self.basis))
    }

    /// A scenario that is known by its id: requests name no files.
    pub(crate) fn scenario(&self, id: &str) -> Result<Scenario, Problem> {
        self.scenarios
            .iter()
            .find(|s| s.id == id)
            .cloned()
            .ok_or_else(|| Problem::missing(format!("no scenario is called '{id}'"), "/api/scenarios lists those that are known"))
    }

    pub(crate) fn scenarios_called(&self, ids: &[String]) -> Result<Vec<Scenario>, Problem> {
        few("scenarios", ids.len(), MOST_SCENARIOS)?;
        ids.iter().map(|id| self.scenario(id)).collect()
    }

    /// The world with scenarios.
    pub(crate) fn world(&self, scenarios: &[Scenario]) -> Result<Arc<Engine>, Problem> {
        if scenarios.is_empty() {
            return Ok(Arc::clone(&self.engine));
        }
        let key = serde_json::to_string(scenarios).map_err(|e| Problem::own(e.to_string()))?;
        let place = Arc::clone(lock(&self.worlds).get_or_insert(key, || Arc::new(OneWorld::default())));
        let mut world = lock(&place);
        if let Some(known) = world.as_ref() {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(self.engine.with_scenarios(scenarios)?);
        *world = Some(Arc::clone(&made));
        Ok(made)
    }

    /// The world with those scenarios that are in force on a day, and what people
    /// should know of the others.
    pub(crate) fn world_on(&self, day: &str, scenarios: Vec<Scenario>) -> Result<(Arc<Engine>, Vec<String>), Problem> {
        let (now, notes) = in_force(scenarios, day);
        Ok((self.world(&now)?, notes))
    }

    fn land(&self) -> Result<Land, String> {
        let text = self.engine.data_text("map/land.topojson").map_err(|e| e.message)?;
        Land::read(&text).map_err(|e| format!("data/map/land.topojson: {e}"))
    }

    /// The countries of the map.
    pub(crate) fn territory(&self) -> Result<&Territory, Problem> {
        let make = || Ok(Territory::of(&self.land()?));
        self.territory.get_or_init(make).as_ref().map_err(|e: &String| Problem::own(e.clone()))
    }

    /// The register of projects and when it warns: read once, since the data of a
    /// server stay.
    pub(crate) fn portfolio(&self) -> Result<&(Register, Settings), Problem> {
        let read = || Ok((self.engine.register()?, self.engine.monitor_settings()?));
        self.portfolio.get_or_init(read).as_ref().map_err(|e| Problem::own(e.to_string()))
    }

    fn atlas(&self) -> Result<&Atlas, Problem> {
        let make = || {
            let land = self.land()?;
            let gazetteer = self.engine.gazetteer().map_err(|e| e.message)?;
            Ok(Atlas::new(&self.engine.world, gazetteer, &land))
        };
        self.atlas.get_or_init(make).as_ref().map_err(|e| Problem::own(e.clone()))
    }

    /// A tile of the baseline.
    pub(crate) async fn tile(self: &Arc<Self>, id: landbridge_tiles::TileId) -> Result<Tile, Problem> {
        if let Some(known) = lock(&self.tiles).get(&id) {
            return Ok(known.clone());
        }
        let cut = move |app: &Self| app.atlas()?.tile(id).map_err(|e| Problem::own(format!("the tile cannot be cut: {e}")));
        let bytes = Bytes::from(self.look_up(cut).await?);
        let made = Tile { tag: format!("\"{:032x}\"", fingerprint(&bytes)), bytes };
        lock(&self.tiles).put(id, made.clone());
        Ok(made)
    }
}
