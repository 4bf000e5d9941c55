//! What an evaluation says: one row a part, a table by family, one object in JSON.

use std::collections::BTreeMap;

use assist::score::gain;
use serde::{Deserialize, Serialize};

use super::EvalOptions;

/// One part: the truth, the first candidate, and the baselines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Name of the family.
    pub family: String,
    /// The program of the part.
    pub truth: String,
    /// The program that was answered; `None` without an answer.
    pub answer: Option<String>,
    /// Which source the answer comes from.
    pub source: Option<String>,
    /// Agreement of the answer with the pictures of the prompt.
    pub fit: f64,
    /// Whether the answer runs and every solid is valid.
    pub is_valid: bool,
    /// Intersection over union with the truth; 0 for failures.
    pub iou: f64,
    /// The same for the bounding box.
    pub iou_box: f64,
    /// The same for three outlines intersected.
    pub iou_outlines: f64,
    /// The same for the nearest training part; `None` without a training set.
    pub iou_nearest: Option<f64>,
    /// Number of round holes, by axis.
    pub holes: u32,
    /// Number of round holes of the answer; `None` for failures.
    pub holes_answered: Option<u32>,
    /// Whether the holes also have the right diameters.
    pub diameters_right: bool,
    /// All candidates in their order, the answer first.
    pub candidates: Vec<CandidateRow>,
    /// Seconds until the first candidate.
    pub first_secs: f64,
    /// Seconds until all candidates were ranked.
    pub seconds: f64,
}

/// One candidate: what ranked it, and how good it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CandidateRow {
    /// Agreement of the silhouettes with the pictures of the prompt.
    pub silhouette: f64,
    /// Agreement of the lines.
    pub lines: f64,
    /// Agreement of the brightness.
    pub shade: f64,
    /// Mean log-probability per token, when a model wrote it.
    pub log_prob: Option<f64>,
    /// Intersection over union with the truth; 0 for failures.
    pub iou: f64,
    /// Number of round holes; `None` for failures.
    pub holes: Option<u32>,
}

impl Row {
    /// The row as one line of JSON.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("a row holds nothing that JSON cannot")
    }
}

/// All rows of a suite.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Name of the input.
    pub input: String,
    /// Seed of the suite.
    pub seed: u64,
    /// One a part.
    pub rows: Vec<Row>,
}

/// The figures of some rows in one line; `None` where a figure does not apply.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Name of the input.
    pub input: String,
    /// Number of parts.
    pub count: usize,
    /// Share of answers that run and are valid.
    pub valid: f64,
    /// Mean intersection over union, failures 0.
    pub iou_mean: f64,
    /// Its median.
    pub iou_median: f64,
    /// Its 90th percentile.
    pub iou_p90: f64,
    /// Mean of the best candidate of each part, chosen by the truth: what ranking could reach at most.
    pub iou_oracle: f64,
    /// Mean of the bounding box.
    pub iou_box: f64,
    /// What is gained over the bounding box.
    pub gain_box: f64,
    /// Mean of three outlines intersected.
    pub iou_outlines: f64,
    /// What is gained over three outlines.
    pub gain_outlines: f64,
    /// Mean of the nearest training part.
    pub iou_nearest: Option<f64>,
    /// What is gained over the nearest training part.
    pub gain_nearest: Option<f64>,
    /// Share of answers with the right number of round holes.
    pub holes_right: f64,
    /// The same among parts that have round holes.
    pub holes_right_drilled: Option<f64>,
    /// Share of answers with the right number and diameters of round holes.
    pub diameters_right: f64,
    /// Share of exact principal dimensions; not measured, a picture has no size.
    pub dimensions_exact: Option<f64>,
    /// Share of parameters that can be changed; not measured here.
    pub editability: Option<f64>,
    /// Median of the seconds until the first candidate.
    pub first_seconds_median: f64,
    /// Median of the seconds until all candidates were ranked.
    pub seconds_median: f64,
}

impl Report {
    /// A report of rows.
    pub fn new(options: &EvalOptions, rows: Vec<Row>) -> Self {
        Self { input: options.input.name().to_owned(), seed: options.seed, rows }
    }

    /// The figures of all rows.
    pub fn summary(&self) -> Summary {
        summary(&self.input, &self.rows.iter().collect::<Vec<_>>())
    }

    /// One line of JSON with the figures of all rows.
    pub fn json(&self) -> String {
        serde_json::to_string(&self.summary()).expect("a summary holds nothing that JSON cannot")
    }

    /// A table by family for people; all columns are shares of 1 but the seconds.
    pub fn table(&self) -> String {
        let mut families: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for row in &self.rows {
            families.entry(&row.family).or_default().push(row);
        }
        let mut text = format!(
            "{} of seed {}: IoU with boxes centred and longest side 1, failures 0\n\
             {:14} {:>5} {:>6} {:>6} {:>6} {:>6} {:>8} {:>7} {:>6} {:>6} {:>7}\n",
            self.input,
            self.seed,
            "family",
            "parts",
            "valid",
            "IoU",
            "median",
            "box",
            "outlines",
            "nearest",
            "gain",
            "holes",
            "seconds",
        );
        let all = self.rows.iter().collect::<Vec<_>>();
        for (name, rows) in families.into_iter().chain([("all", all)]) {
            let s = summary(&self.input, &rows);
            let nearest = s.iou_nearest.map_or_else(|| "-".to_owned(), |iou| format!("{iou:.3}"));
            text.push_str(&format!(
                "{name:14} {:5} {:6.3} {:6.3} {:6.3} {:6.3} {:8.3} {nearest:>7} {:6.3} {:6.3} {:7.2}\n",
                s.count,
                s.valid,
                s.iou_mean,
                s.iou_median,
                s.iou_box,
                s.iou_outlines,
                s.gain_box,
                s.holes_right,
                s.seconds_median,
            ));
        }
        let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
        for source in self.rows.iter().filter_map(|row| row.source.as_deref()) {
            *sources.entry(source).or_default() += 1;
        }
        let sources: Vec<String> = sources.iter().map(|(name, count)| format!("{name} {count}")).collect();
        text.push_str(&format!("first candidates by source: {}\n", sources.join(", ")));
        text
    }
}

fn summary(input: &str, rows: &[&Row]) -> Summary {
    let count = rows.len();
    let mean = |of: &dyn Fn(&Row) -> f64| rows.iter().map(|row| of(row)).sum::<f64>() / count.max(1) as f64;
    let share = |of: &dyn Fn(&Row) -> bool| mean(&|row| f64::from(u8::from(of(row))));
    let quantile = |of: &dyn Fn(&Row) -> f64, at: f64| {
        let mut values: Vec<f64> = rows.iter().map(|row| of(row)).collect();
        values.sort_by(f64::total_cmp);
        quantile(&values, at)
    };
    let iou_mean = mean(&|row| row.iou);
    let (iou_box, iou_outlines) = (mean(&|row| row.iou_box), mean(&|row| row.iou_outlines));
    let has_nearest = count > 0 && rows.iter().all(|row| row.iou_nearest.is_some());
    let iou_nearest = has_nearest.then(|| mean(&|row| row.iou_nearest.unwrap_or(0.0)));
    let holes_right = |row: &Row| row.holes_answered == Some(row.holes);
    let drilled = rows.iter().filter(|row| row.holes > 0).count();
    let drilled_right = rows.iter().filter(|row| row.holes > 0 && holes_right(row)).count();
    Summary {
        input: input.to_owned(),
        count,
        valid: share(&|row| row.is_valid),
        iou_mean,
        iou_median: quantile(&|row| row.iou, 0.5),
        iou_p90: quantile(&|row| row.iou, 0.9),
        iou_oracle: mean(&|row| row.candidates.iter().map(|c| c.iou).fold(row.iou, f64::max)),
        iou_box,
        gain_box: gain(iou_mean, iou_box),
        iou_outlines,
        gain_outlines: gain(iou_mean, iou_outlines),
        iou_nearest,
        gain_nearest: iou_nearest.map(|nearest| gain(iou_mean, nearest)),
        holes_right: share(&holes_right),
        holes_right_drilled: (drilled > 0).then(|| drilled_right as f64 / drilled as f64),
        diameters_right: share(&|row| row.diameters_right),
        dimensions_exact: None,
        editability: None,
        first_seconds_median: quantile(&|row| row.first_secs, 0.5),
        seconds_median: quantile(&|row| row.seconds, 0.5),
    }
}

/// A quantile of sorted values, between neighbours in proportion; 0 without values.
fn quantile(sorted: &[f64], at: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let place = at * last as f64;
    let low = place.floor() as usize;
    let high = (low + 1).min(last);
    sorted[low] + (sorted[high] - sorted[low]) * (place - low as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(family: &str, iou: f64, holes_answered: Option<u32>) -> Row {
        Row {
            family: family.to_owned(),
            truth: String::new(),
            answer: None,
            source: Some("model".to_owned()),
            fit: 0.9,
            is_valid: holes_answered.is_some(),
            iou,
            iou_box: 0.5,
            iou_outlines: 0.75,
            iou_nearest: None,
            holes: 2,
            holes_answered,
            diameters_right: false,
            candidates: Vec::new(),
            first_secs: 1.0,
            seconds: 2.0,
        }
    }

    #[test]
    fn failures_count_zero_and_missing_figures_are_null() {
        let rows = vec![row("plate", 0.9, Some(2)), row("plate", 0.8, Some(1)), row("hub", 0.0, None)];
        let report = Report { input: "views4".to_owned(), seed: 1, rows };
        let summary = report.summary();
        assert!((summary.iou_mean - 1.7 / 3.0).abs() < 1e-12);
        assert!((summary.gain_box - (1.7 / 3.0 - 0.5) / 0.5).abs() < 1e-12);
        assert_eq!((summary.iou_median, summary.count), (0.8, 3));
        assert!((summary.holes_right - 1.0 / 3.0).abs() < 1e-12);
        let json = report.json();
        assert!(json.contains("\"iou_nearest\":null") && json.contains("\"editability\":null"), "{json}");
        assert!(report.rows[0].json().starts_with("{\"family\":\"plate\""));
        assert!(report.table().contains("plate") && report.table().contains("all"));
    }

    #[test]
    fn quantiles_lie_between_neighbours() {
        assert_eq!(quantile(&[1.0, 2.0, 3.0], 0.5), 2.0);
        assert_eq!(quantile(&[0.0, 10.0], 0.9), 9.0);
        assert_eq!(quantile(&[], 0.5), 0.0);
    }
}
