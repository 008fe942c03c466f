//! Every table and its columns.

use super::form::Form::{Flag, Number, Pairs, Text, Texts, Whole, Wholes, Word};
use super::form::{Column, Form, Of, Table, words};
use crate::register::words::{BudgetKind, Comparator, Direction, Kind, Role, Scale, Size, Status};
use landbridge_model::Confidence;

const fn may(name: &'static str, form: Form, holds: &'static str) -> Column {
    Column { name, form, must: false, holds }
}

const fn must(name: &'static str, form: Form, holds: &'static str) -> Column {
    Column { name, form, must: true, holds }
}

const YEAR: Form = Whole(i16::MIN as i64, i16::MAX as i64);
const STEP: (i64, i64) = (0, u8::MAX as i64);
const PROJECT: Column = must("project", Text, "Id of a row of projects");
const INDICATOR: Column = must("indicator", Text, "Id of a row of indicators of the same project; id#2 for the second row with that id");
const SOURCE: Column = may("source", Text, "Key of a row of sources of the same project");
const DATE: &str = "ISO 8601, as much as is known: 2024, 2024-05 or 2024-05-10";
const PERIOD: &str = "2024, 2024-05, 2024-05-10, from/to such as 2020/2024, or ../2024 for up to 2024";

/// All tables; a project comes before its lists, an indicator before its values.
pub(super) const TABLES: [Table; 13] = [
    Table {
        name: "projects",
        of: Of::Project,
        holds: "One row a project, service, platform, alliance, programme or the like",
        columns: &[
            must("id", Text, "Identifier: small letters, digits and hyphens"),
            must("name", Text, "Name"),
            may("in_report", Flag, "Whether the report names it that the register was made from; empty is true"),
            must("kind", Word(words::<Kind>), "What it is"),
            must("size", Word(words::<Size>), "Flagship or small yet smart, where a source calls it so"),
            may("step", Whole(STEP.0, STEP.1), "Main step of the eight, 1 to 8"),
            may("also", Wholes(STEP.0, STEP.1), "Further steps, such as 3; 4"),
            must("sector", Text, "One word, such as rail, road, port, border, energy-solar, health"),
            must("status", Word(words::<Status>), "Where in its life it is"),
            may("countries", Texts, "ISO 3166-1 alpha-2, such as KZ; UZ"),
            may("scenario", Text, "Id of the scenario that is the same intervention"),
            may("summary", Text, "What it is, in a sentence or two"),
            may("note", Text, "What a reader should know of the record"),
        ],
    },
    Table {
        name: "names",
        of: Of::Keyed("names", "language", "name"),
        holds: "Names of a project in other languages",
        columns: &[PROJECT, must("language", Text, "ISO 639-1, such as fr"), must("name", Text, "Name in that language")],
    },
    Table {
        name: "places",
        of: Of::List("place"),
        holds: "Where a project is",
        columns: &[
            PROJECT,
            may("name", Text, "Name"),
            must("lat", Number, "Degrees north, -90 to 90"),
            must("lon", Number, "Degrees east, -180 to 180"),
        ],
    },
    Table {
        name: "partners",
        of: Of::List("partner"),
        holds: "Who takes part in a project",
        columns: &[
            PROJECT,
            must("name", Text, "Name"),
            may("country", Text, "ISO 3166-1 alpha-2"),
            must("role", Word(words::<Role>), "What the partner does in the project"),
            SOURCE,
        ],
    },
    Table {
        name: "dates",
        of: Of::List("date"),
        holds: "What happened or is to happen",
        columns: &[
            PROJECT,
            must("event", Text, "One word, such as agreement, construction-start, planned-opening, opening, handover, end"),
            must("date", Text, DATE),
            must("planned", Flag, "Whether it is a plan"),
            SOURCE,
        ],
    },
    Table {
        name: "budgets",
        of: Of::List("budget"),
        holds: "Amounts of money of a project",
        columns: &[
            PROJECT,
            must("kind", Word(words::<BudgetKind>), "What the amount is"),
            must("amount", Number, "In the unit and currency beside it"),
            may("unit", Word(words::<Scale>), "In what the amount is given; empty is one"),
            must("currency", Text, "ISO 4217, such as USD"),
            may("price_year", YEAR, "Year of the prices"),
            SOURCE,
        ],
    },
    Table {
        name: "contracts",
        of: Of::List("contract"),
        holds: "Contracts of a project",
        columns: &[
            PROJECT,
            must("title", Text, "Title"),
            may("supplier", Text, "Who supplies"),
            may("amount", Number, "In the unit and currency beside it"),
            may("unit", Word(words::<Scale>), "In what the amount is given"),
            may("currency", Text, "ISO 4217, such as USD"),
            may("date", Text, DATE),
            SOURCE,
        ],
    },
    Table {
        name: "milestones",
        of: Of::List("milestone"),
        holds: "Milestones of a project",
        columns: &[PROJECT, must("title", Text, "Title"), may("due", Text, DATE), may("met", Text, DATE), SOURCE],
    },
    Table {
        name: "indicators",
        of: Of::List("indicator"),
        holds: "What of a project is measured, and where it began",
        columns: &[
            PROJECT,
            must("id", Text, "Identifier within the project"),
            must("name", Text, "Name"),
            must("unit", Text, "Unit of all its figures, such as people, days, %"),
            must("direction", Word(words::<Direction>), "Whether more is better"),
            must("baseline.period", Text, PERIOD),
            must("baseline.value", Number, "In the unit of the indicator"),
            may("baseline.source", Text, SOURCE.holds),
        ],
    },
    Table {
        name: "values",
        of: Of::Indicator("value"),
        holds: "Actuals and targets of an indicator",
        columns: &[
            PROJECT,
            INDICATOR,
            must("period", Text, PERIOD),
            may("actual", Number, "What was reached, in the unit of the indicator: 75 for 75 %"),
            may("target", Number, "What is to be reached, in the unit of the indicator"),
            may("numerator", Number, "Of a ratio, so that it can be summed with others"),
            may("denominator", Number, "What the numerator is divided by"),
            may("comparator", Word(words::<Comparator>), "How the figure is meant; empty is exact"),
            SOURCE,
            may("where", Text, "Country that it holds for, ISO 3166-1 alpha-2"),
            may("by", Pairs, "Part that it holds for, such as sex=f; age=60+"),
        ],
    },
    Table {
        name: "documents",
        of: Of::List("document"),
        holds: "Documents of a project",
        columns: &[PROJECT, must("title", Text, "Title"), must("url", Text, "Address")],
    },
    Table {
        name: "sources",
        of: Of::Keyed("source", "key", "text"),
        holds: "Where what is said of a project comes from",
        columns: &[
            PROJECT,
            must("key", Text, "Key by which the rows of other tables name it"),
            must("title", Text, "Title"),
            may("year", YEAR, "Year of publication"),
            may("section", Text, "Place in the source"),
            may("url", Text, "Address"),
            must("confidence", Word(words::<Confidence>), "Whether it was read there"),
        ],
    },
    Table {
        name: "kept",
        of: Of::Keyed("kept", "standard", "text"),
        holds: "Documents of standards that a project was read from; leave them as they are",
        columns: &[
            PROJECT,
            must("standard", Text, "oc4ids (JSON) or iati (XML)"),
            must("part", Whole(1, i64::MAX), "Number of the part: a cell of Excel holds 32,767 characters"),
            must("text", Text, "Text of the part"),
        ],
    },
];
