//! The command `serve`.

use crate::args::ServeArgs;
use crate::opener::Opener;
use crate::plan::Done;
use landbridge_engine::EngineError;
use landbridge_server::{Config, openapi, serve};
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Runs `serve` until it is asked to end.
pub(crate) fn run(opener: &Opener, args: &ServeArgs) -> Done {
    if args.openapi {
        return Ok((openapi(), Vec::new()));
    }
    let engine = opener.open(&[], &[])?;
    let data = args.data.clone().map_or_else(state_folder, Ok)?;
    let config = Config { listen: args.listen, data, hosts: args.hosts.clone() };
    serve(engine, &config, |address| say(address, &config))?;
    Ok((String::new(), Vec::new()))
}

/// Tells where the workbench is, and who can reach it.
fn say(address: SocketAddr, config: &Config) {
    let mut screen = std::io::stderr();
    // Who looks away loses nothing.
    let _ = writeln!(screen, "The workbench is at http://{address} and the interface at http://{address}/api/openapi.json");
    let _ = writeln!(screen, "Results of long questions are kept in {}. Stop with Ctrl+C.", config.data.display());
    if !address.ip().is_loopback() {
        let _ = writeln!(screen, "note: everybody who reaches this address can ask; there is no sign-in for planning");
    }
}

/// The folder of the user for the state of programs (XDG Base Directory
/// Specification), or of the system they use instead.
fn state_folder() -> Result<PathBuf, EngineError> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
    let state = named("XDG_STATE_HOME").or_else(|| named("HOME").map(|home| home.join(".local/state"))).or_else(|| named("LOCALAPPDATA"));
    state
        .map(|folder| folder.join("landbridge"))
        .ok_or_else(|| EngineError::input("no folder is known for the state of the server", "name one: landbridge serve --data DIR"))
}
