//! JSON of any shape where a shape is expected: nothing that stands at a place of
//! another kind makes the rest unreadable.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// A value of the kind that is asked for, or what stands in its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Field<T> {
    /// It is missing or null.
    #[default]
    Missing,
    /// It is there.
    Is(T),
    /// Something of another kind is there.
    Other,
}

impl<T> Field<T> {
    /// The value, if it is of the kind that is asked for.
    pub fn get(&self) -> Option<&T> {
        match self {
            Field::Is(value) => Some(value),
            _ => None,
        }
    }
}

/// What can be read from one kind of JSON value, and lets others pass.
pub trait Shape<'de>: Sized {
    /// From a string.
    fn text(_: Cow<'de, str>) -> Option<Self> {
        None
    }
    /// From a number; `whole` where it is written without a fraction or exponent.
    fn number(_: f64, _whole: bool) -> Option<Self> {
        None
    }
    /// From an array; what is not read must be passed over.
    fn list<A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }
    /// From an object; what is not read must be passed over.
    fn object<A: MapAccess<'de>>(mut object: A) -> Result<Option<Self>, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

impl<'de: 'a, 'a> Shape<'de> for Cow<'a, str> {
    fn text(text: Cow<'de, str>) -> Option<Self> {
        Some(text)
    }
}

/// A number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its value, finite.
    pub value: f64,
    /// Whether it is written without a fraction or exponent.
    pub whole: bool,
}

impl Shape<'_> for Number {
    fn number(value: f64, whole: bool) -> Option<Self> {
        value.is_finite().then_some(Number { value, whole })
    }
}

impl<'de, T: Deserialize<'de>> Shape<'de> for Vec<T> {
    fn list<A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        let mut all = Vec::new();
        while let Some(one) = list.next_element()? {
            all.push(one);
        }
        Ok(Some(all))
    }
}

/// Reads an object by its own fields; for types whose fields are all [`Field`]s.
pub(super) fn of_object<'de, T: Deserialize<'de>, A: MapAccess<'de>>(object: A) -> Result<Option<T>, A::Error> {
    T::deserialize(MapAccessDeserializer::new(object)).map(Some)
}

impl<'de, T: Shape<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Any<T>(PhantomData<T>);
        fn of<T>(found: Option<T>) -> Field<T> {
            found.map_or(Field::Other, Field::Is)
        }
        impl<'de, T: Shape<'de>> Visitor<'de> for Any<T> {
            type Value = Field<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON value")
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Field::Missing)
            }
            fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
                Ok(Field::Other)
            }
            #[expect(clippy::cast_precision_loss, reason = "amounts are counted in 64-bit floating point")]
            fn visit_i64<E>(self, v: i64) -> Result<Self::Value, E> {
                Ok(of(T::number(v as f64, true)))
            }
            #[expect(clippy::cast_precision_loss, reason = "amounts are counted in 64-bit floating point")]
            fn visit_u64<E>(self, v: u64) -> Result<Self::Value, E> {
                Ok(of(T::number(v as f64, true)))
            }
            fn visit_f64<E>(self, v: f64) -> Result<Self::Value, E> {
                Ok(of(T::number(v, false)))
            }
            fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Self::Value, E> {
                Ok(of(T::text(Cow::Borrowed(v))))
            }
            fn visit_str<E>(self, v: &str) -> Result<Self::Value, E> {
                Ok(of(T::text(Cow::Owned(v.to_owned()))))
            }
            fn visit_string<E>(self, v: String) -> Result<Self::Value, E> {
                Ok(of(T::text(Cow::Owned(v))))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
                T::list(list).map(of)
            }
            fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
                T::object(object).map(of)
            }
        }
        from.deserialize_any(Any(PhantomData))
    }
}
