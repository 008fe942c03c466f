//! A traffic light with conditions.
//!
//! A type of project has a colour by what it does to pollution, climate and
//! biodiversity. Its mitigations are conditions: where all that raise it to a better
//! colour have evidence that was read in a source, that colour holds. Without it the
//! first one holds, whatever is promised or recalled.

use crate::register::project::{Project, Source};
use crate::register::words::{Kind, word};
use landbridge_formats::toml;
use landbridge_model::Confidence;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// A colour, from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = LightColour)]
pub enum Colour {
    /// Serious harm that cannot be undone.
    Red,
    /// Moderate harm that can be mitigated.
    Yellow,
    /// No serious harm, or a contribution.
    Green,
}

/// What a type of project does to an objective.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = LightEffect)]
pub enum Effect {
    /// It contributes.
    Positive,
    /// Neither.
    Neutral,
    /// Harm that can be mitigated.
    Harm,
    /// Serious harm.
    SeriousHarm,
}

/// An objective.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = LightObjective)]
pub enum Objective {
    /// Pollution.
    Pollution,
    /// Climate.
    Climate,
    /// Biodiversity.
    Biodiversity,
}

/// A condition under which a colour rises.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mitigation {
    /// Its id, one of the type.
    pub id: String,
    /// What has to be so.
    pub text: String,
    /// Colour that it helps to reach.
    pub raises_to: Colour,
    /// What it protects.
    pub objective: Objective,
}

/// A type of project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Type {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// First colour; none where the source gives none.
    #[serde(default)]
    pub colour: Option<Colour>,
    /// What it does to each objective.
    #[serde(default)]
    pub effect: BTreeMap<Objective, Effect>,
    /// Conditions under which it is better.
    #[serde(default)]
    pub mitigation: Vec<Mitigation>,
    /// Key of its source.
    pub source: String,
    /// Whether it was read there.
    pub confidence: Confidence,
}

/// A type that a record has although its sector says another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assigned {
    /// Id of the record.
    pub project: String,
    /// Id of the type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Why.
    pub why: String,
}

/// Evidence for a mitigation of a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Id of the record.
    pub project: String,
    /// Id of the mitigation.
    pub mitigation: String,
    /// What was found, in one's own words.
    pub says: String,
    /// Where it was found.
    pub source: String,
    /// Whether it was read there.
    pub confidence: Confidence,
}

/// Harm of a project to an area of ecological importance, which makes any project red.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Harm {
    /// Id of the record.
    pub project: String,
    /// What was found, in one's own words.
    pub says: String,
    /// Where it was found.
    pub source: String,
    /// Whether it was read there.
    pub confidence: Confidence,
}

/// The rules of a traffic light.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// What users should know.
    pub note: String,
    /// Kinds of records that have a colour; others are no works.
    pub kinds: Vec<Kind>,
    /// Type by sector of a record.
    pub sector: BTreeMap<String, String>,
    /// Types of records that their sector does not give.
    pub assigned: Vec<Assigned>,
    /// Types.
    #[serde(rename = "type")]
    pub types: Vec<Type>,
    /// Evidence for mitigations.
    pub evidence: Vec<Evidence>,
    /// Harm to areas of ecological importance.
    pub harm: Vec<Harm>,
    /// Sources by key.
    pub source: BTreeMap<String, Source>,
}

/// A condition and how it stands.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = LightCondition)]
pub struct Condition {
    /// Id of the mitigation.
    pub mitigation: String,
    /// What has to be so.
    pub text: String,
    /// Colour that it helps to reach.
    pub raises_to: Colour,
    /// What it protects.
    pub objective: Objective,
    /// What was found for it; none where nothing is recorded.
    pub evidence: Option<String>,
    /// Where it was found.
    pub source: Option<String>,
    /// Whether it was read there.
    pub confidence: Option<Confidence>,
}

/// The colour of a project.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ProjectLight)]
pub struct Light {
    /// Id of the project.
    pub project: String,
    /// Name of the type that it was looked at as.
    pub as_type: String,
    /// Why as that type.
    pub because: String,
    /// Colour of the type.
    pub first: Colour,
    /// Colour with the evidence that is recorded.
    pub colour: Colour,
    /// Best colour that its conditions can reach.
    pub within_reach: Colour,
    /// What the type does to each objective.
    pub effect: BTreeMap<Objective, Effect>,
    /// Its conditions.
    pub conditions: Vec<Condition>,
    /// Harm to an area of ecological importance, which makes it red whatever else
    /// holds.
    pub harm: Option<String>,
    /// Title of the source of the type.
    pub source: String,
    /// Whether the type was read there.
    pub confidence: Confidence,
}

impl Rules {
    /// Reads rules; `file` names them in errors.
    ///
    /// # Errors
    /// What is not understood; a type, mitigation or source that is not there or
    /// stands twice.
    pub fn read(file: &str, text: &str) -> Result<Self, String> {
        let rules: Self = toml::read(file, text).map_err(|e| e.to_string())?;
        rules.sound().map_err(|e| format!("{file}: {e}"))?;
        Ok(rules)
    }

    /// Adds evidence and harm; `file` names it in errors.
    ///
    /// # Errors
    /// What is not understood; evidence for what no type knows.
    pub fn add_evidence(&mut self, file: &str, text: &str) -> Result<(), String> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct More {
            #[serde(default)]
            evidence: Vec<Evidence>,
            #[serde(default)]
            harm: Vec<Harm>,
        }
        let more: More = toml::read(file, text).map_err(|e| e.to_string())?;
        self.evidence.extend(more.evidence);
        self.harm.extend(more.harm);
        self.sound().map_err(|e| format!("{file}: {e}"))
    }

    fn sound(&self) -> Result<(), String> {
        let mut ids = BTreeSet::new();
        for kind in &self.types {
            if !ids.insert(kind.id.as_str()) {
                return Err(format!("the type '{}' stands twice", kind.id));
            }
            if !self.source.contains_key(&kind.source) {
                return Err(format!("the type '{}' names the source '{}', which is not there", kind.id, kind.source));
            }
            let mut own = BTreeSet::new();
            if let Some(twice) = kind.mitigation.iter().find(|m| !own.insert(&m.id)) {
                return Err(format!("the type '{}' has the mitigation '{}' twice", kind.id, twice.id));
            }
            if let Some(same) = kind.mitigation.iter().find(|m| kind.colour.is_none_or(|c| m.raises_to <= c)) {
                return Err(format!("the mitigation '{}' of '{}' does not raise its colour", same.id, kind.id));
            }
        }
        let named = self.sector.values().chain(self.assigned.iter().map(|a| &a.kind));
        if let Some(unknown) = named.into_iter().find(|t| !ids.contains(t.as_str())) {
            return Err(format!("there is no type '{unknown}'"));
        }
        let told = self
            .evidence
            .iter()
            .map(|e| (&e.project, &e.says, &e.source))
            .chain(self.harm.iter().map(|h| (&h.project, &h.says, &h.source)));
        if let Some((project, ..)) = told.into_iter().find(|(_, says, source)| says.trim().is_empty() || source.trim().is_empty()) {
            return Err(format!("evidence or harm of '{project}' says nothing, or not where it was found"));
        }
        if let Some(evidence) = self.evidence.iter().find(|e| !self.types.iter().any(|t| t.mitigation.iter().any(|m| m.id == e.mitigation)))
        {
            return Err(format!("no type has the mitigation '{}'", evidence.mitigation));
        }
        Ok(())
    }

    fn of(&self, project: &Project) -> Result<(&Type, String), String> {
        if !self.kinds.contains(&project.kind) {
            return Err(format!("a record of the kind '{}' is no works", word(project.kind)));
        }
        let assigned = self.assigned.iter().find(|a| a.project == project.id);
        let (id, because) = match (assigned, self.sector.get(&project.sector)) {
            (Some(assigned), _) => (&assigned.kind, assigned.why.clone()),
            (None, Some(kind)) => (kind, format!("its sector is {}", project.sector)),
            (None, None) => return Err(format!("no type is known for the sector '{}'", project.sector)),
        };
        let kind = self.types.iter().find(|t| t.id == *id).ok_or_else(|| format!("there is no type '{id}'"))?;
        Ok((kind, because))
    }
}

/// The colour of a project with the evidence that is recorded.
///
/// # Errors
/// Why it has none.
pub fn assess(project: &Project, rules: &Rules) -> Result<Light, String> {
    let (kind, because) = rules.of(project)?;
    let Some(first) = kind.colour else { return Err(format!("'{}' has no colour in its source", kind.name)) };
    let conditions: Vec<Condition> = kind
        .mitigation
        .iter()
        .map(|m| {
            let found = rules.evidence.iter().find(|e| e.project == project.id && e.mitigation == m.id);
            Condition {
                mitigation: m.id.clone(),
                text: m.text.clone(),
                raises_to: m.raises_to,
                objective: m.objective,
                evidence: found.map(|e| e.says.clone()),
                source: found.map(|e| e.source.clone()),
                confidence: found.map(|e| e.confidence),
            }
        })
        .collect();
    let harm = rules.harm.iter().find(|h| h.project == project.id).map(|h| format!("{} ({})", h.says, h.source));
    let colour = |risen: Colour| if harm.is_some() { Colour::Red } else { risen };
    Ok(Light {
        project: project.id.clone(),
        as_type: kind.name.clone(),
        because,
        first,
        colour: colour(risen(first, &conditions, |c| c.confidence == Some(Confidence::Seen))),
        within_reach: colour(risen(first, &conditions, |_| true)),
        effect: kind.effect.clone(),
        conditions,
        harm,
        source: rules.source.get(&kind.source).map_or_else(String::new, |s| s.title.clone()),
        confidence: kind.confidence,
    })
}

/// The colour that is reached step by step: each needs all of its conditions.
fn risen(first: Colour, conditions: &[Condition], met: impl Fn(&Condition) -> bool) -> Colour {
    let mut reached = first;
    for colour in [Colour::Yellow, Colour::Green].into_iter().filter(|c| *c > first) {
        let mut own = conditions.iter().filter(|c| c.raises_to == colour).peekable();
        if own.peek().is_some() && own.all(&met) {
            reached = colour;
        } else {
            break;
        }
    }
    reached
}

/// The words of what a type does to the objectives, in order.
pub fn effects(effect: &BTreeMap<Objective, Effect>) -> String {
    effect.iter().map(|(objective, effect)| format!("{}: {}", word(objective), word(effect))).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
#[allow(clippy::panic, reason = "tests")]
mod tests {
    use super::*;
    use crate::register::Register;

    const RULES: &str = r#"
        note = "n"
        kinds = ["project"]
        sector = { rail = "line" }
        [[type]]
        id = "line"
        name = "Line"
        colour = "red"
        effect = { climate = "positive", biodiversity = "serious-harm" }
        source = "s"
        confidence = "seen"
        mitigation = [
            { id = "route", text = "r", raises_to = "yellow", objective = "biodiversity" },
            { id = "crossings", text = "c", raises_to = "yellow", objective = "biodiversity" },
            { id = "electric", text = "e", raises_to = "green", objective = "climate" },
        ]
        [source.s]
        title = "T"
        confidence = "seen"
    "#;

    fn light(evidence: &[&str]) -> Light {
        light_with(evidence, "")
    }

    fn light_with(evidence: &[&str], more: &str) -> Light {
        let mut rules = Rules::read("r.toml", RULES).unwrap_or_else(|e| panic!("{e}"));
        let text: String = evidence
            .iter()
            .map(|m| {
                format!("[[evidence]]\nproject = \"a\"\nmitigation = \"{m}\"\nsays = \"so\"\nsource = \"p. 1\"\nconfidence = \"seen\"\n")
            })
            .collect();
        let text = text + more;
        if !text.is_empty() {
            rules.add_evidence("e.toml", &text).unwrap_or_else(|e| panic!("{e}"));
        }
        let record = "id = \"a\"\nname = \"A\"\nkind = \"project\"\nsize = \"other\"\nsector = \"rail\"\nstatus = \"operation\"\ncountries = [\"KE\"]\n";
        let register = Register::read([("a.toml", record)]).unwrap_or_else(|e| panic!("{e}"));
        assess(&register.projects[0], &rules).unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn a_colour_rises_with_evidence_for_all_its_conditions() {
        assert_eq!(light(&[]).colour, Colour::Red);
        assert_eq!(light(&["route"]).colour, Colour::Red, "one of two");
        assert_eq!(light(&["route", "crossings"]).colour, Colour::Yellow);
        let recalled =
            "[[evidence]]\nproject = \"a\"\nmitigation = \"crossings\"\nsays = \"so\"\nsource = \"memory\"\nconfidence = \"recalled\"\n";
        assert_eq!(light_with(&["route"], recalled).colour, Colour::Red, "nobody read it");
        assert_eq!(light(&["electric"]).colour, Colour::Red, "no step is left out");
        let all = light(&["route", "crossings", "electric"]);
        assert_eq!((all.colour, all.first, all.within_reach), (Colour::Green, Colour::Red, Colour::Green));
        let harm = "[[harm]]\nproject = \"a\"\nsays = \"crosses a reserve\"\nsource = \"p. 2\"\nconfidence = \"seen\"\n";
        let harmed = light_with(&["route", "crossings", "electric"], harm);
        assert_eq!(
            (harmed.colour, harmed.within_reach, harmed.harm.as_deref()),
            (Colour::Red, Colour::Red, Some("crosses a reserve (p. 2)"))
        );
        assert_eq!(effects(&all.effect), "climate: positive, biodiversity: serious-harm");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for (from, to, part) in [
            ("rail = \"line\"", "rail = \"ship\"", "no type 'ship'"),
            ("source = \"s\"", "source = \"t\"", "'t', which is not there"),
            ("\"yellow\", objective", "\"red\", objective", "does not raise"),
            ("\"crossings\"", "\"route\"", "twice"),
        ] {
            let error = Rules::read("r.toml", &RULES.replace(from, to)).err().unwrap_or_default();
            assert!(error.contains(part), "{error}");
        }
        let mut rules = Rules::read("r.toml", RULES).unwrap_or_else(|e| panic!("{e}"));
        let stray = "[[evidence]]\nproject = \"a\"\nmitigation = \"x\"\nsays = \"so\"\nsource = \"p\"\nconfidence = \"seen\"\n";
        assert!(rules.add_evidence("e.toml", stray).is_err_and(|e| e.contains("'x'")));
    }
}
