//! Reading `data/parameters/*.toml`.

use landbridge_model::parameter::{Parameter, ParameterSet};
use std::collections::BTreeMap;

/// Adds the parameters of one file to a set.
///
/// # Errors
/// Says file, line and reason where the text is no parameter file, and refuses
/// a name that is already there.
pub fn read_parameters(file: &str, text: &str, into: &mut ParameterSet) -> Result<(), String> {
    let entries: BTreeMap<String, Parameter> = toml::from_str(text).map_err(|e| format!("{file}: {e}"))?;
    for (name, parameter) in entries {
        if !parameter.value.is_finite() || parameter.value < 0.0 {
            return Err(format!("{file}: {name}: the value must be a number of at least 0"));
        }
        if into.get(&name).is_some() {
            return Err(format!("{file}: {name} stands in two files"));
        }
        into.insert(name, parameter);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "[\"a.b\"]\nvalue = 1.5\nunit = \"h\"\nsource = \"s\"\nyear = 2020\nconfidence = \"seen\"\n";

    #[test]
    fn dotted_names_stay_whole() {
        let mut set = ParameterSet::default();
        assert!(read_parameters("t", ONE, &mut set).is_ok());
        assert_eq!(set.get("a.b").map(|p| p.value), Some(1.5));
    }

    #[test]
    fn errors_name_the_file() {
        let mut set = ParameterSet::default();
        for bad in [ONE.replace("1.5", "-1"), ONE.replace("unit", "unti"), ONE.replace("\"seen\"", "\"sure\"")] {
            assert!(read_parameters("x.toml", &bad, &mut set).is_err_and(|e| e.starts_with("x.toml")));
        }
        assert!(read_parameters("x", ONE, &mut set).is_ok());
        assert!(read_parameters("y", ONE, &mut set).is_err_and(|e| e.contains("two files")));
    }
}
