//! Finding and opening what ships: the world file and the parameters.

use crate::constraint::Avoid;
use crate::error::EngineError;
use crate::finder::Customised;
use crate::integrity::Screeners;
use crate::kept::Kept;
use crate::mode::nets::{self, Nets};
use crate::plan::{self, Planner, Services};
use crate::portfolio::Economies;
use landbridge_cost::read_parameters;
use landbridge_formats::table::{Row, Table};
use landbridge_model::Findings;
use landbridge_model::parameter::ParameterSet;
use landbridge_network::cch::Topology;
use landbridge_network::gazetteer::Gazetteer;
use landbridge_network::graph::Graph;
use landbridge_network::lbn::{LbnError, WorldFile, fingerprint};
use landbridge_network::snap::Snapper;
use landbridge_network::world::World;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Names the data folder.
pub const DATA_VARIABLE: &str = "LANDBRIDGE_DATA";

/// An opened data folder, ready for questions.
pub struct Engine {
    /// The network.
    pub world: World,
    /// Its multimodal graph.
    pub graph: Graph,
    /// Boxes of links.
    pub snapper: Snapper,
    /// Default parameters.
    pub parameters: ParameterSet,
    /// Hash of the world file.
    pub hash: u128,
    file: Arc<WorldFile>,
    gazetteer: Arc<OnceLock<Gazetteer>>,
    topology: OnceLock<Topology>,
    pub(crate) customised: Customised,
    pub(crate) planners: Kept<Planner>,
    pub(crate) nets: Kept<Nets>,
    pub(crate) screeners: Screeners,
    pub(crate) economy: Economies,
    /// Where the data were found; none for a world in memory.
    pub(crate) folder: Option<PathBuf>,
    pub(crate) more_services: Vec<PathBuf>,
    /// Folders of scenarios beside those that ship.
    pub(crate) more_scenarios: Vec<PathBuf>,
    pub(crate) services: OnceLock<Services>,
    /// What the scenarios of this engine close.
    pub(crate) closures: Vec<(String, Avoid)>,
    /// Scenarios of the feed whose services run as well.
    pub(crate) with: Vec<String>,
    /// Ids of its scenarios in the order in which they were made.
    pub(crate) scenario_ids: Vec<String>,
    /// Facilities of the world file; what comes behind them is of scenarios.
    pub(crate) own_facilities: usize,
    /// Links of the world file; what comes behind them is of scenarios.
    pub(crate) own_links: usize,
}

/// The data folder: the one named by `LANDBRIDGE_DATA`, else `data` beside the
/// program, else the one of the checkout the program was built from.
///
/// # Errors
/// Names the places that were looked at.
pub fn find_data() -> Result<PathBuf, EngineError> {
    if let Some(named) = std::env::var_os(DATA_VARIABLE) {
        let path = PathBuf::from(named);
        if path.join("world.lbn").is_file() {
            return Ok(path);
        }
        return Err(EngineError::input(
            format!("{DATA_VARIABLE} names {}, which holds no world.lbn", path.display()),
            "let it name a folder with world.lbn and parameters/, or unset it",
        ));
    }
    let mut tried = Vec::new();
    if let Some(folder) = std::env::current_exe().ok().and_then(|exe| exe.parent().map(Path::to_owned)) {
        tried.push(folder.join("data"));
        // target/release/landbridge → the checkout's own data.
        tried.extend(folder.ancestors().skip(1).take(3).map(|up| up.join("data")));
    }
    tried.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data"));
    match tried.iter().find(|p| p.join("world.lbn").is_file()) {
        Some(found) => Ok(found.clone()),
        None => {
            let list: Vec<String> = tried.iter().map(|p| p.display().to_string()).collect();
            Err(EngineError::input(
                format!("world.lbn was not found in {}", list.join(", ")),
                format!("set {DATA_VARIABLE} to the folder that holds it"),
            ))
        }
    }
}

/// What lies in a folder, in the order of names.
///
/// # Errors
/// A folder that cannot be listed.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let fail = |e: std::io::Error| format!("{}: {e}", folder.display());
    let all = std::fs::read_dir(folder).map_err(fail)?.map(|e| e.map(|e| e.path()));
    let mut all: Vec<PathBuf> = all.collect::<Result<_, _>>().map_err(fail)?;
    all.sort();
    Ok(all)
}

/// All `*.toml` of a folder in the order of their names.
///
/// # Errors
/// As of [`entries`].
pub(crate) fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    Ok(entries(folder)?.into_iter().filter(|p| p.extension().is_some_and(|x| x == "toml")).collect())
}

/// A file as it is named in errors, and its text; `hint` says what else to name.
pub(crate) fn file_text(path: &Path, hint: &str) -> Result<(String, String), EngineError> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|e| EngineError::input(format!("{name}: {e}"), hint))?;
    Ok((name, text))
}

/// Reads all `*.toml` of a folder in the order of their names.
///
/// # Errors
/// Says which file cannot be read and why.
pub fn read_parameter_folder(folder: &Path) -> Result<ParameterSet, EngineError> {
    let fail = |e: String| EngineError::input(e, "see data/parameters/README.md for the form of a parameter");
    let mut set = ParameterSet::default();
    for path in toml_files(folder).map_err(fail)? {
        let text = std::fs::read_to_string(&path).map_err(|e| fail(format!("{}: {e}", path.display())))?;
        read_parameters(&path.display().to_string(), &text, &mut set).map_err(fail)?;
    }
    Ok(set)
}

/// The rows of a table; `file` names it in errors.
///
/// # Errors
/// A column that is missing; the first row that is not understood.
pub(crate) fn rows<T>(
    file: &str,
    text: &str,
    columns: &[&str],
    read: impl Fn(&Row<'_>, &mut Findings) -> Option<T>,
) -> Result<Vec<T>, EngineError> {
    let mut findings = Findings::default();
    let table = Table::read(file, text, columns, &mut findings).map_err(|e| EngineError::input(e, "name the columns in the first line"))?;
    let rows = table.rows().filter_map(|row| read(&row, &mut findings)).collect();
    match findings.0.first() {
        Some(finding) => Err(EngineError::found(finding)),
        None => Ok(rows),
    }
}

impl Engine {
    /// Opens a data folder.
    ///
    /// # Errors
    /// A missing, damaged or newer world file; parameters that cannot be read.
    pub fn open(folder: &Path) -> Result<Self, EngineError> {
        let fail = |e: LbnError| EngineError::data(e.to_string(), "");
        let file = WorldFile::open(&folder.join("world.lbn")).map_err(fail)?;
        let mut engine = Self::new(file, read_parameter_folder(&folder.join("parameters"))?)?;
        engine.folder = Some(folder.to_owned());
        engine.fill_products()?;
        Ok(engine)
    }

    /// An engine on a world file in memory.
    ///
    /// # Errors
    /// A world file that is damaged behind its checksum.
    pub fn new(file: WorldFile, parameters: ParameterSet) -> Result<Self, EngineError> {
        let world = file.world().map_err(|e| EngineError::data(e.to_string(), ""))?;
        let hash = file.hash();
        Ok(Self::on(world, parameters, hash, (Arc::new(file), Arc::default())))
    }

    /// An engine on another world with the names of this one; `what` says what
    /// was changed.
    pub(crate) fn patched(&self, world: World, parameters: ParameterSet, what: &str) -> Self {
        let hash = chained(self.hash, what);
        let mut engine = Self::on(world, parameters, hash, (Arc::clone(&self.file), Arc::clone(&self.gazetteer)));
        engine.folder.clone_from(&self.folder);
        engine.more_scenarios.clone_from(&self.more_scenarios);
        (engine.own_facilities, engine.own_links) = (self.own_facilities, self.own_links);
        engine
    }

    /// A file of the data folder as text.
    ///
    /// # Errors
    /// A world in memory; a file that cannot be read.
    pub fn data_text(&self, name: &str) -> Result<String, EngineError> {
        let Some(folder) = &self.folder else {
            return Err(EngineError::data(format!("a world in memory has no {name}"), "open a data folder"));
        };
        let path = folder.join(name);
        std::fs::read_to_string(&path)
            .map_err(|e| EngineError::data(format!("{}: {e}", path.display()), "see data/README.md for what belongs there"))
    }

    /// Fingerprint of network, services and parameters: what answers rest on.
    ///
    /// # Errors
    /// Services that cannot be read.
    pub fn data_version(&self) -> Result<String, EngineError> {
        self.version_with(&self.parameters)
    }

    /// The same with parameters of a run.
    pub(crate) fn version_with(&self, parameters: &ParameterSet) -> Result<String, EngineError> {
        Ok(format!("{:032x}", self.priced_hash(parameters) ^ self.services()?.hash))
    }

    /// Fingerprint of network and parameters, scenarios in both: what answers rest on
    /// that use no services.
    pub(crate) fn priced_version(&self, parameters: &ParameterSet) -> String {
        format!("{:032x}", self.priced_hash(parameters))
    }

    fn priced_hash(&self, parameters: &ParameterSet) -> u128 {
        self.hash ^ fingerprint(format!("{parameters:?}").as_bytes())
    }

    /// The rows of a table of the data folder; `read` gives none for a row of
    /// which it says what is wrong.
    ///
    /// # Errors
    /// A world in memory; a table that cannot be read, with its line.
    pub(crate) fn table<T>(
        &self,
        name: &str,
        columns: &[&str],
        read: impl Fn(&Row<'_>, &mut Findings) -> Option<T>,
    ) -> Result<Vec<T>, EngineError> {
        let text = self.data_text(name)?;
        let path = self.folder.clone().unwrap_or_default().join(name);
        rows(&path.display().to_string(), &text, columns, read)
            .map_err(|e| EngineError::data(e.message, format!("see the README beside {} for its form", path.display())))
    }

    fn on(world: World, parameters: ParameterSet, hash: u128, (file, gazetteer): (Arc<WorldFile>, Arc<OnceLock<Gazetteer>>)) -> Self {
        let graph = Graph::of(&world);
        let (snapper, own_facilities, own_links) = (Snapper::new(&world), world.facilities.len(), world.links.len());
        Self {
            world,
            graph,
            snapper,
            parameters,
            hash,
            file,
            gazetteer,
            topology: OnceLock::new(),
            customised: Customised::default(),
            planners: Kept::new(plan::KEPT),
            nets: Kept::new(nets::KEPT),
            screeners: Kept::new(1),
            economy: Kept::new(1),
            folder: None,
            more_services: Vec::new(),
            more_scenarios: Vec::new(),
            services: OnceLock::new(),
            closures: Vec::new(),
            with: Vec::new(),
            scenario_ids: Vec::new(),
            own_facilities,
            own_links,
        }
    }

    /// The hierarchy of the graph, contracted at first use.
    pub fn topology(&self) -> &Topology {
        self.topology.get_or_init(|| Topology::build(&self.graph))
    }

    /// The table of names, decoded at first use.
    ///
    /// # Errors
    /// A damaged section of the world file.
    pub fn gazetteer(&self) -> Result<&Gazetteer, EngineError> {
        if let Some(table) = self.gazetteer.get() {
            return Ok(table);
        }
        let fail = |e: LbnError| EngineError::data(e.to_string(), "");
        let table = self.file.gazetteer().map_err(fail)?;
        table.check_targets(&self.world).map_err(|e| fail(LbnError::Damaged(e)))?;
        Ok(self.gazetteer.get_or_init(|| table))
    }
}

/// The hash of data on which something else was laid: another one for each order.
pub(crate) fn chained(hash: u128, what: &str) -> u128 {
    fingerprint(format!("{hash:032x} {what}").as_bytes())
}
