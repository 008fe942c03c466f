//! What countries make a year, where the world file does not say.

use crate::data::Engine;
use crate::error::EngineError;
use landbridge_formats::table::Table;
use landbridge_model::Findings;

impl Engine {
    /// Fills in the products of countries from `economy/products.csv`, where that
    /// file is there. A figure of the world file stays.
    pub(crate) fn fill_products(&mut self) -> Result<(), EngineError> {
        let Some(path) = self.folder.as_ref().map(|f| f.join("economy/products.csv")).filter(|p| p.is_file()) else { return Ok(()) };
        let fail = |e: String| EngineError::input(e, "see data/economy/README.md for the form of the table");
        let text = std::fs::read_to_string(&path).map_err(|e| fail(format!("{}: {e}", path.display())))?;
        let mut findings = Findings::default();
        let table = Table::read(&path.display().to_string(), &text, &["country", "gdp_musd", "population"], &mut findings).map_err(fail)?;
        for row in table.rows() {
            let code = row.country("country", &mut findings);
            let [gdp, inhabitants] = ["gdp_musd", "population"].map(|column| row.required(column, &mut findings));
            let (Some(code), Some(gdp), Some(inhabitants)) = (code, gdp, inhabitants) else { continue };
            let Some(id) = self.world.country_by_code(code.as_str()) else { continue };
            let country = &mut self.world.countries[id];
            country.gdp_musd.get_or_insert(gdp);
            if country.population <= 0.0 {
                country.population = inhabitants;
            }
        }
        findings.0.first().map_or(Ok(()), |finding| Err(fail(finding.to_string())))
    }
}
