//! Points of answers.

use super::{Rubric, Unanswered};
use landbridge_formats::table::Table;
use landbridge_model::{Findings, Severity};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = RubricAnswer)]
pub struct Answer {
    /// Id of the question.
    pub question: String,
    /// What it holds for, such as a country; empty where it is asked once.
    #[serde(rename = "for")]
    pub each: String,
    /// Points, those of the scale; none where it is not answered.
    pub points: Option<f64>,
    /// Site on which it was found.
    pub site: String,
    /// Where in it, in a reader's words.
    pub evidence: String,
}

/// What a dimension or the whole comes to.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = RubricPart)]
pub struct Part {
    /// Id of the dimension; `all` for the whole.
    pub dimension: String,
    /// Its name.
    pub name: String,
    /// Points that were granted.
    pub points: f64,
    /// Points at most.
    pub most: f64,
    /// Share of the points, in percent; none where nothing was asked.
    pub percent: Option<f64>,
    /// The same if every open question were answered best.
    pub percent_high: Option<f64>,
    /// Questions that were answered, and all of them.
    pub answered: usize,
    /// All questions.
    pub asked: usize,
}

/// A scored rubric.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Scored {
    /// Id of the rubric.
    pub rubric: String,
    /// Its version.
    pub version: String,
    /// Dimensions in order, then the whole: the mean of the dimensions' shares is
    /// not formed, since it would weigh few questions as much as many.
    pub parts: Vec<Part>,
    /// Answers as they were granted.
    pub answers: Vec<Answer>,
}

/// Reads answers: `question,for,points,site,evidence`. Rows that do not fit are
/// findings and are left out.
///
/// # Errors
/// A column that is missing.
pub fn read_answers(name: &str, text: &str, rubric: &Rubric, findings: &mut Findings) -> Result<Vec<Answer>, String> {
    let table = Table::read(name, text, &["question", "points"], findings)?;
    let mut answers: Vec<Answer> = Vec::new();
    for row in table.rows() {
        let place = row.place("question");
        let mut error = |message: String, hint: &str| findings.push(Severity::Error, place.clone(), message, hint);
        let (question, each) = (row.text("question").to_owned(), row.text("for").to_owned());
        let Some((dimension, _)) = rubric.questions().find(|q| q.1.id == question) else {
            error(format!("there is no question '{question}'"), "see the template of the rubric");
            continue;
        };
        if dimension.per.is_some() == each.is_empty() {
            let hint = if each.is_empty() { "fill in `for`" } else { "leave `for` empty" };
            error(
                format!("'{question}' is asked {}", dimension.per.as_deref().map_or("once".to_owned(), |p| format!("for each {p}"))),
                hint,
            );
            continue;
        }
        let text = row.text("points");
        let points = match text {
            "" => None,
            text => match text.parse::<f64>().ok().filter(|x| rubric.scale.iter().any(|s| s.points == *x)) {
                Some(x) => Some(x),
                None => {
                    let scale: Vec<String> = rubric.scale.iter().map(|s| s.points.to_string()).collect();
                    error(format!("'{text}' are no points of the scale"), &format!("write one of {}", scale.join(", ")));
                    continue;
                }
            },
        };
        if answers.iter().any(|a| a.question == question && a.each == each) {
            error(format!("'{question}' is answered twice"), "keep one of the rows");
            continue;
        }
        if points.is_some_and(|p| p > 0.0) && row.text("evidence").is_empty() && row.text("site").is_empty() {
            findings.push(
                Severity::Warning,
                row.place("evidence"),
                format!("'{question}' has points without evidence"),
                "say where it was found",
            );
        }
        answers.push(Answer { question, each, points, site: row.text("site").to_owned(), evidence: row.text("evidence").to_owned() });
    }
    Ok(answers)
}

/// Points of answers; what the rubric does not grant is a finding.
pub fn score(rubric: &Rubric, mut answers: Vec<Answer>, findings: &mut Findings) -> Scored {
    if let Some(others) = rubric.others {
        let sites: BTreeMap<String, usize> =
            answers.iter().filter(|a| a.points.is_some_and(|p| p >= others.with)).fold(BTreeMap::new(), |mut sites, a| {
                *sites.entry(a.site.clone()).or_default() += 1;
                sites
            });
        let below = rubric.scale.iter().map(|s| s.points).filter(|p| *p < others.from).fold(0.0, f64::max);
        for answer in answers.iter_mut().filter(|a| a.points.is_some_and(|p| p >= others.from)) {
            // The answer itself is among those of its site.
            let here = sites.get(&answer.site).copied().unwrap_or(0).saturating_sub(1);
            if answer.site.is_empty() || here < others.count {
                let say = format!(
                    "'{}': {here} other answers on its site, {} are needed for {} points",
                    answer.question, others.count, others.from
                );
                findings.push(Severity::Warning, answer.question.clone(), say, format!("{below} are granted"));
                answer.points = Some(below);
            }
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    for dimension in &rubric.dimension {
        let own: Vec<&Answer> = answers.iter().filter(|a| dimension.question.iter().any(|q| q.id == a.question)).collect();
        let times = match dimension.per {
            Some(_) => own.iter().map(|a| a.each.as_str()).collect::<BTreeSet<&str>>().len(),
            None => 1,
        };
        let asked = dimension.question.len() * times;
        let answered = own.iter().filter(|a| a.points.is_some()).count();
        let points = own.iter().filter_map(|a| a.points).fold(0.0, |sum, p| sum + p);
        parts.push(part(rubric, &dimension.id, &dimension.name, points, answered, asked));
    }
    let sum = |of: fn(&Part) -> usize| parts.iter().map(of).sum();
    let whole = part(rubric, "all", "all", parts.iter().fold(0.0, |sum, p| sum + p.points), sum(|p| p.answered), sum(|p| p.asked));
    parts.push(whole);
    Scored { rubric: rubric.id.clone(), version: rubric.version.clone(), parts, answers }
}

fn part(rubric: &Rubric, id: &str, name: &str, points: f64, answered: usize, asked: usize) -> Part {
    #[expect(clippy::cast_precision_loss, reason = "counts of questions")]
    let (most, open) = (asked as f64 * rubric.most(), (asked - answered) as f64 * rubric.most());
    let percent = |x: f64| (most > 0.0).then(|| 100.0 * x / most);
    let high = if rubric.unanswered == Unanswered::Open { points + open } else { points };
    Part {
        dimension: id.to_owned(),
        name: name.to_owned(),
        points,
        most,
        percent: percent(points),
        percent_high: percent(high),
        answered,
        asked,
    }
}

#[cfg(test)]
#[allow(clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    fn rubric(unanswered: &str, others: &str) -> Rubric {
        let text = format!(
            "id = \"r\"\nname = \"R\"\nversion = \"1\"\nsource = \"s\"\nconfidence = \"seen\"\nnote = \"n\"\nunanswered = \"{unanswered}\"\n\
             scale = [{{ points = 0, means = \"no\" }}, {{ points = 1, means = \"yes\" }}, {{ points = 2, means = \"well\" }}]\n{others}\n\
             [[dimension]]\nid = \"d\"\nname = \"D\"\nper = \"country\"\nquestion = [{{ id = \"a\", asks = \"?\" }}, {{ id = \"b\", asks = \"?\" }}]\n"
        );
        Rubric::read("r.toml", &text).unwrap_or_else(|e| panic!("{e}"))
    }

    fn scored(rubric: &Rubric, text: &str) -> (Scored, Vec<String>) {
        let mut findings = Findings::default();
        let answers = read_answers("a.csv", text, rubric, &mut findings).unwrap_or_else(|e| panic!("{e}"));
        let scored = score(rubric, answers, &mut findings);
        (scored, findings.0.iter().map(|f| f.message.clone()).collect())
    }

    #[test]
    fn what_is_open_makes_a_range() {
        let text = "question,for,points,site,evidence\na,X,2,s,p. 1\nb,X,,,\na,Y,1,s,p. 2\n";
        let (open, _) = scored(&rubric("open", ""), text);
        assert_eq!((open.parts[0].percent, open.parts[0].percent_high, open.parts[0].asked), (Some(37.5), Some(87.5), 4));
        let (none, _) = scored(&rubric("none", ""), text);
        assert_eq!((none.parts[1].percent, none.parts[1].percent_high), (Some(37.5), Some(37.5)));
        assert_eq!(scored(&rubric("none", ""), "question,for,points\n").0.parts[1].percent, None);
    }

    #[test]
    fn rows_that_do_not_fit_are_named() {
        let text = "question,for,points,site,evidence\nz,X,1,s,\na,,1,s,\na,X,9,s,\na,X,1,,\na,X,2,s,\n";
        let (scored, findings) = scored(&rubric("none", ""), text);
        for part in ["no question 'z'", "for each country", "'9' are no points", "without evidence", "answered twice"] {
            assert!(findings.iter().any(|f| f.contains(part)), "{part}: {findings:?}");
        }
        assert_eq!(scored.answers.len(), 1);
    }

    #[test]
    fn the_upper_steps_need_others_on_the_same_site() {
        let others = "others = { from = 2, count = 2, with = 1 }";
        let text = |site: &str| format!("question,for,points,site\na,X,2,s\nb,X,1,s\na,Y,1,{site}\n");
        assert_eq!(scored(&rubric("none", others), &text("s")).0.parts[1].points, 4.0);
        let (less, findings) = scored(&rubric("none", others), &text("t"));
        assert_eq!(less.parts[1].points, 3.0);
        assert!(findings.iter().any(|f| f.contains("1 other answers")), "{findings:?}");
    }
}
