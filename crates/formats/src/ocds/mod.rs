//! Open Contracting Data Standard: compiled releases, one JSON text a line.
//!
//! Only what indicators of procurement read is taken; whatever stands at a place
//! of another kind than the standard says is [`Field::Other`] and makes nothing
//! else unreadable.

mod field;
mod parties;

pub use field::{Field, Number, Shape};
pub use parties::names_of_parties;

use field::of_object;
use serde::Deserialize;
use serde::de::MapAccess;
use std::borrow::Cow;

/// Text that is borrowed where it has no escapes.
pub type Text<'a> = Field<Cow<'a, str>>;

/// A compiled release: one contracting process.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Release<'a> {
    /// Identifier of the process.
    #[serde(borrow)]
    pub ocid: Text<'a>,
    /// Who buys.
    #[serde(borrow)]
    pub buyer: Field<Organization<'a>>,
    /// The call.
    #[serde(borrow)]
    pub tender: Field<Tender<'a>>,
    /// The offers.
    #[serde(borrow)]
    pub bids: Field<Bids<'a>>,
    /// The decisions.
    #[serde(borrow)]
    pub awards: Field<Vec<Field<Award<'a>>>>,
}

/// An organization that is referred to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Organization<'a> {
    /// Its identifier.
    #[serde(borrow)]
    pub id: Text<'a>,
}

/// A call for offers.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Tender<'a> {
    /// `complete`, `cancelled`, …
    #[serde(borrow)]
    pub status: Text<'a>,
    /// Who runs it.
    #[serde(borrow)]
    pub procuring_entity: Field<Organization<'a>>,
    /// `open`, `selective`, `limited`, `direct`.
    #[serde(borrow)]
    pub procurement_method: Text<'a>,
    /// The method in the words of the country.
    #[serde(borrow)]
    pub procurement_method_details: Text<'a>,
    /// When offers are taken.
    #[serde(borrow)]
    pub tender_period: Field<Period<'a>>,
    /// How many offered.
    pub number_of_tenderers: Field<Number>,
}

/// A stretch of time.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Period<'a> {
    /// Its first moment.
    #[serde(borrow)]
    pub start_date: Text<'a>,
    /// Its last moment.
    #[serde(borrow)]
    pub end_date: Text<'a>,
}

/// Offers.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Bids<'a> {
    /// One by one.
    #[serde(borrow)]
    pub details: Field<Vec<Field<Bid<'a>>>>,
}

/// An offer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Bid<'a> {
    /// `valid`, `disqualified`, `pending`, `invited`, `withdrawn`.
    #[serde(borrow)]
    pub status: Text<'a>,
    /// When it came.
    #[serde(borrow)]
    pub date: Text<'a>,
    /// Who offers.
    #[serde(borrow)]
    pub tenderers: Field<Vec<Field<Organization<'a>>>>,
    /// For how much.
    #[serde(borrow)]
    pub value: Field<Amount<'a>>,
}

/// A sum of money.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Amount<'a> {
    /// The number.
    pub amount: Field<Number>,
    /// ISO 4217 code.
    #[serde(borrow)]
    pub currency: Text<'a>,
}

/// A decision.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Award<'a> {
    /// `active`, `pending`, `cancelled`, `unsuccessful`.
    #[serde(borrow)]
    pub status: Text<'a>,
    /// Who is to supply.
    #[serde(borrow)]
    pub suppliers: Field<Vec<Field<Organization<'a>>>>,
    /// What is to be supplied.
    #[serde(borrow)]
    pub items: Field<Vec<Field<Item<'a>>>>,
}

/// Goods, works or services.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Item<'a> {
    /// What kind they are.
    #[serde(borrow)]
    pub classification: Field<Organization<'a>>,
}

macro_rules! objects {
    ($($name:ident),*) => {$(
        impl<'de: 'a, 'a> Shape<'de> for $name<'a> {
            fn object<A: MapAccess<'de>>(object: A) -> Result<Option<Self>, A::Error> {
                of_object(object)
            }
        }
    )*};
}

objects!(Release, Organization, Tender, Period, Bids, Bid, Amount, Award, Item);

/// Reads one release.
///
/// # Errors
/// What is no JSON object, with the column.
pub fn read(line: &[u8]) -> Result<Release<'_>, String> {
    match serde_json::from_slice(line).map_err(|e| e.to_string())? {
        Field::Is(release) => Ok(release),
        Field::Missing | Field::Other => Err("it is no JSON object".to_owned()),
    }
}

/// The text of a field.
pub fn text<'a>(field: &'a Text<'_>) -> Option<&'a str> {
    field.get().map(AsRef::as_ref)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_another_kind_hides_nothing_else() {
        let line = br#"{"ocid":"a","buyer":[1,{"id":2}],"tender":{"numberOfTenderers":1.0,"tenderPeriod":"soon"},
            "bids":{"details":[null,{"status":"valid","value":{"amount":"12","currency":"USD"}},7]},"awards":null,"x":{"y":[]}}"#;
        let release = read(line).unwrap();
        assert_eq!(text(&release.ocid), Some("a"));
        assert!(matches!(release.buyer, Field::Other) && matches!(release.awards, Field::Missing));
        let tender = release.tender.get().unwrap();
        assert_eq!(tender.number_of_tenderers, Field::Is(Number { value: 1.0, whole: false }));
        let bids = release.bids.get().unwrap().details.get().unwrap();
        assert_eq!(bids.len(), 3);
        let bid = bids[1].get().unwrap();
        assert!(matches!(bid.value.get().unwrap().amount, Field::Other));
    }

    #[test]
    fn no_json_says_where() {
        assert!(read(b"{\"ocid\": ").unwrap_err().contains("column"));
        assert!(read(b"[]").is_err());
    }
}
