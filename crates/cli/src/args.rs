//! What can be asked on the command line.

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Plan, track and appraise cross-border freight corridors.
#[derive(Parser)]
#[command(
    name = "landbridge",
    version,
    about = "Plan, track and appraise cross-border freight corridors",
    after_help = "Landbridge measures; it neither promotes nor disparages anybody and is not\naffiliated with any institution. Borders follow Natural Earth.\n\nExit status: 0 done, 1 no result, 2 bad input or failure."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// The fastest, cheapest and lowest-emission way from door to door
    Route(RouteArgs),
    /// Where the figures of a parameter, crossing, facility, passage or line come from
    Explain {
        /// Name, id, UN/LOCODE, or lat,lon for the links there
        #[arg(allow_hyphen_values = true, value_parser = name_or_point)]
        name: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// All parameters with value, unit and source
    Parameters {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Table,
    Json,
    Geojson,
    Csv,
}

/// Examples:
///   landbridge route "Xi'an" Mannheim
///   landbridge route 西安 DEDUI --modes rail
///   landbridge route CNSHA NLRTM --avoid passage:suez
///   landbridge route Baku Istanbul --via Poti --cargo teu:2 --value usd:90000
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct RouteArgs {
    /// Name in any script, UN/LOCODE, IATA code or lat,lon; "Name, CC" says which
    #[arg(allow_hyphen_values = true)]
    pub(crate) from: String,
    /// The same for the destination
    #[arg(allow_hyphen_values = true)]
    pub(crate) to: String,
    /// Place to go through; may be given several times, in order
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) via: Vec<String>,
    /// mode:air, country:RUS, passage:suez or crossing:NAME; may be repeated
    #[arg(long)]
    pub(crate) avoid: Vec<String>,
    /// Kind and quantity: teu:2, reefer:1, bulk:5000, liquid:100000, passengers:300
    #[arg(long, default_value = "teu:1")]
    pub(crate) cargo: String,
    /// Value of the whole consignment, usd:90000
    #[arg(long)]
    pub(crate) value: Option<String>,
    /// State of the network at the end of this year
    #[arg(long)]
    pub(crate) year: Option<u16>,
    /// Modes of the main haul: rail,sea; road access of up to 50 km stays allowed
    #[arg(long)]
    pub(crate) modes: Option<String>,
    /// No road between the places and the network
    #[arg(long)]
    pub(crate) no_access: bool,
    /// Change a parameter for this run: name=value
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) set: Vec<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Format,
}

/// A text that begins with a hyphen is a point in the south or an option that
/// there is not.
fn name_or_point(text: &str) -> Result<String, String> {
    let number = |part: &str| part.trim().parse::<f64>().is_ok();
    let is_point = text.split_once(',').is_some_and(|(lat, lon)| number(lat) && number(lon));
    if text.starts_with('-') && !is_point {
        return Err("there is no such option, and no name begins with a hyphen".to_owned());
    }
    Ok(text.to_owned())
}
