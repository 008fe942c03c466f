//! What countries make a year, where the world file does not say.

use crate::data::Engine;
use crate::error::EngineError;

/// Where the figures stand.
const TABLE: &str = "economy/products.csv";

impl Engine {
    /// Fills in the products of countries from a table, where it is there. A
    /// figure of the world file stays.
    pub(crate) fn fill_products(&mut self) -> Result<(), EngineError> {
        if !self.folder.as_ref().is_some_and(|folder| folder.join(TABLE).is_file()) {
            return Ok(());
        }
        let rows = self.table(TABLE, &["country", "gdp_musd", "population"], |row, findings| {
            let code = row.country("country", findings);
            let [gdp, inhabitants] = ["gdp_musd", "population"].map(|column| row.required(column, findings));
            Some((code?, gdp?, inhabitants?))
        })?;
        for (code, gdp, inhabitants) in rows {
            let Some(id) = self.world.country_by_code(code.as_str()) else { continue };
            let country = &mut self.world.countries[id];
            country.gdp_musd.get_or_insert(gdp);
            if country.population <= 0.0 {
                country.population = inhabitants;
            }
        }
        Ok(())
    }
}
