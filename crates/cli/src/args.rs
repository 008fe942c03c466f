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
    /// Your own data over the shipped ones: a folder with parameters/, network.toml, scenarios/ or services/; may be repeated
    #[arg(long, value_name = "FOLDER", global = true)]
    pub(crate) over: Vec<std::path::PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// The fastest, cheapest and lowest-emission way from door to door
    Route(RouteArgs),
    /// Leave on this day: all ways worth choosing, with price, emission and reliability
    Plan(PlanArgs),
    /// Named corridors: length, days, cost, emission, borders, capacity and bottleneck
    Corridors(CorridorArgs),
    /// Time and cost against distance, with the indicators TFI1 to TFI4 beside observed ones
    Profile(ProfileArgs),
    /// Matrix between many places: hours, USD, kg CO2e and km along the best path of each pair
    Skim(SkimArgs),
    /// What scenarios change: pairs, countries and corridors, before and after
    Compare(CompareArgs),
    /// What every scenario is worth alone, as the last of all, and beside others
    Sweep(SweepArgs),
    /// What the loss of a passage, crossing, facility, line or link costs: ranked
    Criticality(CriticalityArgs),
    /// Scenarios that ship: projects, policies and disruptions
    Scenarios {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// What published claims say, and what figures, network and model say of them
    Evidence(crate::evidence::EvidenceArgs),
    /// Red flags of procurement, rubrics of compliance and disclosure, and parties beside lists
    Integrity(crate::integrity::IntegrityArgs),
    /// Cooperation projects: what they are, how they stand, and their exchange with other systems
    Portfolio(crate::portfolio::PortfolioArgs),
    /// The services that plans choose among: how many, and how they are known
    Services(ServicesArgs),
    /// Where the figures of a parameter, crossing, facility, passage or line come from
    Explain {
        /// Name, id, UN/LOCODE, or lat,lon for the links there
        #[arg(allow_hyphen_values = true, value_parser = name_or_point)]
        name: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// The workbench in the browser, and the interface for programs under /api
    Serve(ServeArgs),
    /// All parameters with value, unit and source
    Parameters {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
#[command(after_help = "Examples:
  landbridge serve
  landbridge serve --listen 127.0.0.1:9000 --over mine
  landbridge serve --openapi > openapi.json")]
pub(crate) struct ServeArgs {
    /// Address and port; others than this machine can ask only where you choose one that they reach
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: std::net::SocketAddr,
    /// Folder for the state of the server, such as results of long questions; by default that of the user
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<std::path::PathBuf>,
    /// Name by which others ask for this server, beside localhost and its address in digits; may be given again
    #[arg(long = "host", value_name = "NAME")]
    pub(crate) hosts: Vec<String>,
    /// Print the description of the interface (OpenAPI 3.1) and serve nothing
    #[arg(long)]
    pub(crate) openapi: bool,
}

/// Under which conditions a question is asked.
#[derive(Args)]
pub(crate) struct Run {
    /// Kind and quantity: teu:2, reefer:1, bulk:5000, liquid:100000, passengers:300
    #[arg(long, default_value = "teu:1")]
    pub(crate) cargo: String,
    /// Value of the whole consignment, usd:90000
    #[arg(long)]
    pub(crate) value: Option<String>,
    /// State of the network at the end of this year
    #[arg(long)]
    pub(crate) year: Option<u16>,
    /// Change a parameter for this run: name=value; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) set: Vec<String>,
}

/// The ship that carries the cargo at sea.
#[derive(Args)]
pub(crate) struct ShipArg {
    /// Close the straits and canals that a ship does not fit through: ultra-large, neopanamax, panamax, capesize and others, or 400x61.5x16.5
    #[arg(long, value_name = "SHIP")]
    pub(crate) ship: Option<String>,
}

/// Scenarios that are made first.
#[derive(Args)]
pub(crate) struct Scenarios {
    /// A scenario by its id (see `scenarios`) or a file of one's own; may be repeated, made in order
    #[arg(long = "scenario", value_name = "SCENARIO")]
    pub(crate) scenarios: Vec<String>,
}

/// What a matrix is, but for its rows; figures are for one unit of cargo.
#[derive(Args)]
pub(crate) struct Matrix {
    /// Places of the columns, those of the rows by default
    #[arg(long, value_name = "LIST", allow_hyphen_values = true)]
    pub(crate) destinations: Option<String>,
    /// What the path of each pair is the best by
    #[arg(long, value_enum, default_value = "generalised")]
    pub(crate) objective: SkimObjectiveWord,
    /// Modes of the main haul: rail,sea
    #[arg(long)]
    pub(crate) modes: Option<String>,
    /// mode:air, country:RUS, passage:suez, crossing:NAME, border:NGA-BEN, facility:NAME or line:NAME; may be repeated
    #[arg(long)]
    pub(crate) avoid: Vec<String>,
    #[command(flatten)]
    pub(crate) ship: ShipArg,
    #[command(flatten)]
    pub(crate) run: Run,
}

#[derive(Args)]
#[command(after_help = "Examples:
  landbridge services
  landbridge services --near Khorgos
  landbridge services --near Shanghai --to Rotterdam --on 2024-06-03")]
pub(crate) struct ServicesArgs {
    /// Folder of further services, read with those that ship
    #[arg(long, value_name = "FOLDER")]
    pub(crate) services: Vec<std::path::PathBuf>,
    /// Only services that call near this place
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true)]
    pub(crate) near: Option<String>,
    /// Of those near a place (--near), only those that go on to near this place
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true, requires = "near")]
    pub(crate) to: Option<String>,
    /// A place near which they call on the way; may be repeated, in order
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true, requires = "near")]
    pub(crate) via: Vec<String>,
    /// Of those near a place (--near), only those of a scenario, such as cape; `""` is the baseline
    #[arg(long, requires = "near")]
    pub(crate) scenario: Option<String>,
    /// Of those near a place (--near), only those that run on a day, YYYY-MM-DD
    #[arg(long, value_name = "DAY", requires = "near")]
    pub(crate) on: Option<String>,
    /// Of those near a place (--near), only those that go by these modes alone: rail,sea
    #[arg(long, requires = "near")]
    pub(crate) modes: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Table,
    Json,
    Geojson,
    Csv,
}

#[derive(Args)]
#[command(after_help = "Examples:
  landbridge route \"Xi'an\" Mannheim
  landbridge route 西安 DEDUI --modes rail
  landbridge route CNSHA NLRTM --avoid passage:suez
  landbridge route Baku Istanbul --via Poti --cargo teu:2 --value usd:90000")]
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
    /// mode:air, country:RUS, passage:suez, crossing:NAME, border:NGA-BEN, facility:NAME or line:NAME; may be repeated
    #[arg(long)]
    pub(crate) avoid: Vec<String>,
    #[command(flatten)]
    pub(crate) ship: ShipArg,
    #[command(flatten)]
    pub(crate) run: Run,
    #[command(flatten)]
    pub(crate) scenarios: Scenarios,
    /// Modes of the main haul: rail,sea; road access of up to 50 km stays allowed
    #[arg(long)]
    pub(crate) modes: Option<String>,
    /// No road between the places and the network
    #[arg(long)]
    pub(crate) no_access: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SkimObjectiveWord {
    /// US dollars and the value of the time together
    Generalised,
    Time,
    Cost,
    Co2,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SkimFormat {
    Csv,
    /// With the feature parquet
    Parquet,
    /// Open Matrix, with the feature omx
    Omx,
}

#[derive(Args)]
#[command(after_help = "Lists of places:
  cities:1000     the cities with the most inhabitants
  ports:200       the seaports, terminals:300 all terminals, where services offer the most TEU a week
  countries       of each country the city nearest to all its inhabitants
  \"Xi'an; Almaty; CNSHA\"   names, codes or points

Examples:
  landbridge skim --origins cities:1000 > skim.csv
  landbridge skim --origins ports:100 --destinations cities:50 --objective time
  landbridge skim --origins countries --avoid passage:suez --out closed.csv")]
pub(crate) struct SkimArgs {
    /// Places of the rows
    #[arg(long, value_name = "LIST", allow_hyphen_values = true)]
    pub(crate) origins: String,
    #[command(flatten)]
    pub(crate) matrix: Matrix,
    #[command(flatten)]
    pub(crate) scenarios: Scenarios,
    /// File to write to
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<std::path::PathBuf>,
    /// Form of the matrix; by default that of the file's ending, else CSV
    #[arg(long, value_enum)]
    pub(crate) format: Option<SkimFormat>,
}

#[derive(Args)]
#[command(after_help = "Lists of places: see `landbridge skim --help`

Examples:
  landbridge compare suez-closed
  landbridge compare suez-closed --origins ports:100 --objective time
  landbridge compare china-kyrgyzstan-uzbekistan-railway --origins cities:1000 --format json
  landbridge compare suez-closed fast-borders --against suez-closed")]
pub(crate) struct CompareArgs {
    /// Scenarios by id (see `scenarios`) or files of one's own, made in order
    #[arg(required = true, value_name = "SCENARIO")]
    pub(crate) scenarios: Vec<String>,
    /// Scenarios of the side to compare with; the baseline by default
    #[arg(long, value_name = "SCENARIO")]
    pub(crate) against: Vec<String>,
    /// Places of the rows
    #[arg(long, value_name = "LIST", default_value = "cities:300", allow_hyphen_values = true)]
    pub(crate) origins: String,
    #[command(flatten)]
    pub(crate) matrix: Matrix,
    /// Pairs in json and csv, those that change the most; a table has twelve
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) pairs: usize,
    /// Form of the output; geojson has the places with their mean change
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Format,
}

#[derive(Args)]
#[command(after_help = "Each scenario is added to the baseline (alone) and to all others (last). What the baseline
has (marked *) is taken away instead and its sign turned. All others are those that are under
construction or planned; disruptions, questions, what is shelved or over are added to them.
Lists of places: see `landbridge skim --help`

Examples:
  landbridge sweep
  landbridge sweep data/scenarios/*.toml --origins cities:300
  landbridge sweep suez-closed my-port.toml --two-by-two 0 --format csv")]
pub(crate) struct SweepArgs {
    /// Scenarios by id (see `scenarios`) or files; all that ship by default
    #[arg(value_name = "SCENARIO")]
    pub(crate) files: Vec<String>,
    /// Places of the rows
    #[arg(long, value_name = "LIST", default_value = "cities:1000", allow_hyphen_values = true)]
    pub(crate) origins: String,
    #[command(flatten)]
    pub(crate) matrix: Matrix,
    #[command(flatten)]
    pub(crate) scenarios: Scenarios,
    /// How many of the strongest projects are looked at two by two
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub(crate) two_by_two: usize,
    /// Form of the output
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: TableFormat,
}

#[derive(Args)]
#[command(after_help = "Of each kind those are closed, one by one, that carry the most when a demand is spread over
all pairs by what their places count for; what no best path uses costs nothing when it is lost.
Lists of places: see `landbridge skim --help`

Examples:
  landbridge criticality
  landbridge criticality --kinds passages,crossings --most 40 --origins cities:1000
  landbridge criticality --kinds links --modes rail --objective time --format geojson")]
pub(crate) struct CriticalityArgs {
    /// What is closed; all kinds by default
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) kinds: Vec<PartWord>,
    /// How many of each kind, those that carry the most
    #[arg(long, value_name = "N", default_value = "15", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) most: u16,
    /// Places of the rows
    #[arg(long, value_name = "LIST", default_value = "cities:300", allow_hyphen_values = true)]
    pub(crate) origins: String,
    #[command(flatten)]
    pub(crate) matrix: Matrix,
    #[command(flatten)]
    pub(crate) scenarios: Scenarios,
    /// Form of the output; geojson has a point for each
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Format,
}

/// Kinds of things that can be lost.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PartWord {
    Passages,
    Crossings,
    Facilities,
    Lines,
    Links,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    Table,
    Json,
    Csv,
}

#[derive(Args)]
pub(crate) struct CorridorArgs {
    #[command(flatten)]
    pub(crate) run: Run,
    #[command(flatten)]
    pub(crate) scenarios: Scenarios,
    /// Form of the output
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Format,
}

#[derive(Args)]
#[command(after_help = "Examples:
  landbridge profile trans-caspian
  landbridge profile china-laos --format svg > china-laos.svg
  landbridge profile \"Xi'an\" Mannheim --via Aktau --by cost
  landbridge profile ID-FROM-PLAN")]
pub(crate) struct ProfileArgs {
    /// A corridor (see `corridors`), an id from `plan`, or two places; write points in the south behind `--`
    #[arg(num_args = 1..=2, required = true, value_name = "WHAT")]
    pub(crate) what: Vec<String>,
    /// Between two places: a place to go through; may be repeated, in order
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) via: Vec<String>,
    /// Between two places: mode:air, country:RUS, passage:suez, crossing:NAME, border:NGA-BEN, facility:NAME or line:NAME; may be repeated
    #[arg(long)]
    pub(crate) avoid: Vec<String>,
    /// Between two places: modes of the main haul
    #[arg(long)]
    pub(crate) modes: Option<String>,
    /// Between two places: the best way by what, time by default
    #[arg(long, value_enum)]
    pub(crate) by: Option<By>,
    /// Folder of further services, for an id that needs them
    #[arg(long, value_name = "FOLDER")]
    pub(crate) services: Vec<std::path::PathBuf>,
    /// Kind and quantity: teu:2, reefer:1, bulk:5000, liquid:100000; teu:1 by default
    #[arg(long)]
    pub(crate) cargo: Option<String>,
    /// Value of the whole consignment, usd:90000
    #[arg(long)]
    pub(crate) value: Option<String>,
    /// State of the network at the end of this year
    #[arg(long)]
    pub(crate) year: Option<u16>,
    #[command(flatten)]
    pub(crate) scenarios: Scenarios,
    /// Change a parameter for this run: name=value; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) set: Vec<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: ProfileFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    Time,
    Cost,
    Co2,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProfileFormat {
    Table,
    Json,
    Csv,
    Svg,
}

#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Examples:
  landbridge plan \"Xi'an\" Mannheim --depart 2024-09-02
  landbridge plan CNSHA NLRTM --depart 2024-09-02 --arrive-by 2024-10-15 --sort reliability
  landbridge plan \"Xi'an\" Mannheim --depart 2024-09-02 --via Aktau --avoid country:RUS
  landbridge plan show ID"
)]
pub(crate) struct PlanArgs {
    #[command(subcommand)]
    pub(crate) show: Option<PlanCommand>,
    /// Name in any script, UN/LOCODE, IATA code or lat,lon; "Name, CC" says which
    #[arg(allow_hyphen_values = true, required = true)]
    pub(crate) from: Option<String>,
    /// The same for the destination
    #[arg(allow_hyphen_values = true, required = true)]
    pub(crate) to: Option<String>,
    /// Day on which the cargo is ready, YYYY-MM-DD (UTC)
    #[arg(long, value_name = "DAY", required = true)]
    pub(crate) depart: Option<String>,
    /// Day by whose end it should be there: adds the chance that it is
    #[arg(long, value_name = "DAY")]
    pub(crate) arrive_by: Option<String>,
    /// Place to touch on the way, where the cargo changes or its service calls; may be repeated, in order
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) via: Vec<String>,
    /// mode:air, country:RUS, passage:suez, crossing:NAME, border:NGA-BEN, facility:NAME or line:NAME; may be repeated
    #[arg(long)]
    pub(crate) avoid: Vec<String>,
    /// Modes of the main haul: rail,sea; road access of up to 50 km stays allowed
    #[arg(long)]
    pub(crate) modes: Option<String>,
    /// What counts: time,cost,co2,transfers
    #[arg(long, value_delimiter = ',')]
    pub(crate) criteria: Vec<String>,
    /// Bound the set: no way left out is better than one that stays by more than this share
    #[arg(long, value_name = "SHARE")]
    pub(crate) epsilon: Option<f64>,
    /// Only ways that meet the deadline with at least this chance, 0 to 1
    #[arg(long, value_name = "CHANCE", requires = "arrive_by")]
    pub(crate) reliable: Option<f64>,
    /// Most ways in the table, as a number or `all`; the other forms have all
    #[arg(long = "show", value_name = "NUMBER", default_value = "20", value_parser = most)]
    pub(crate) show_most: usize,
    /// Order of the ways
    #[arg(long, value_enum, default_value = "time")]
    pub(crate) sort: Sort,
    /// Kind and quantity: teu:2, reefer:1, bulk:5000, liquid:100000
    #[arg(long, default_value = "teu:1")]
    pub(crate) cargo: String,
    /// Value of the whole consignment, usd:90000
    #[arg(long)]
    pub(crate) value: Option<String>,
    /// State of the network at the end of this year; by default the year of departure
    #[arg(long)]
    pub(crate) year: Option<u16>,
    /// Services of a scenario beside those of the baseline, such as cape
    #[arg(long, value_name = "SCENARIO")]
    pub(crate) with: Vec<String>,
    /// Folder of further services (GTFS with freight.txt); may be repeated
    #[arg(long, value_name = "FOLDER", global = true)]
    pub(crate) services: Vec<std::path::PathBuf>,
    #[command(flatten)]
    pub(crate) scenarios: Scenarios,
    /// Change a parameter for this run: name=value; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) set: Vec<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value = "table", global = true)]
    pub(crate) format: PlanFormat,
}

#[derive(Subcommand)]
pub(crate) enum PlanCommand {
    /// Reopen a way by its id, stage by stage
    Show {
        /// Id from the output of plan
        id: String,
        #[command(flatten)]
        scenarios: Scenarios,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sort {
    Time,
    Cost,
    Co2,
    Transfers,
    Reliability,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    Table,
    Json,
    Geojson,
    Csv,
}

/// A number, or `all`.
fn most(text: &str) -> Result<usize, String> {
    if text == "all" { Ok(usize::MAX) } else { text.parse().map_err(|_| "write a number or 'all'".to_owned()) }
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
