//! What an evaluation says: one row a part, a table by family, one object in JSON.

use std::collections::BTreeMap;

use assist::score::statistics::quantile;
use assist::score::{Method, gain};
use serde::{Deserialize, Serialize};

use super::{EvalOptions, Input};

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
    /// Intersection over union with the truth in the frame of [`Report::frame`]; 0 for failures.
    pub iou: f64,
    /// How that was computed.
    pub method: Method,
    /// Intersection over union in millimetres without alignment; means something only where the
    /// prompt tells a size.
    pub iou_in_place: f64,
    /// The same for the bounding box.
    pub iou_box: f64,
    /// The same for three outlines intersected.
    pub iou_outlines: f64,
    /// The same for the box carved with the silhouettes of the pictures; `None` without pictures.
    pub iou_carved: Option<f64>,
    /// The same for the nearest training part; `None` without a training set.
    pub iou_nearest: Option<f64>,
    /// Number of round holes, by axis.
    pub holes: u32,
    /// Number of round holes of the answer; `None` for failures.
    pub holes_answered: Option<u32>,
    /// Whether the holes also have the right diameters, to 5 % and as shares of the longest side.
    pub diameters_right: bool,
    /// Whether the three extents are right to 0.05 mm; `None` where the prompt has no size.
    pub dimensions_exact: Option<bool>,
    /// Whether every size written on the drawing is one of the answer; `None` without a drawing.
    #[serde(default)]
    pub stated_exact: Option<bool>,
    /// Whether the number of faces is right.
    pub faces_right: bool,
    /// Whether the number of edges is right.
    pub edges_right: bool,
    /// Share of parameters that can be changed, see [`super::editing`]; 0 for failures.
    pub editability: f64,
    /// Characters of the program.
    pub code_chars: Option<u32>,
    /// All candidates in their order, the answer first.
    pub candidates: Vec<CandidateRow>,
    /// Seconds until the first candidate.
    pub first_secs: f64,
    /// Seconds until all candidates were ranked.
    pub seconds: f64,
    /// What was given, the truth and the answer side by side, PNG; for the page only.
    #[serde(skip)]
    pub drawing: Vec<u8>,
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
    /// Which parts: held-back, or the name of a folder.
    pub suite: String,
    /// Seed of the parts and of the answers.
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
    /// Mean of the bounding box.
    pub iou_box: f64,
    /// What is gained over the bounding box.
    pub gain_box: f64,
    /// Mean of three outlines intersected.
    pub iou_outlines: f64,
    /// What is gained over three outlines.
    pub gain_outlines: f64,
    /// Share of answers with the right number of round holes.
    pub holes_right: f64,
    /// Share of answers with the right number and diameters of round holes.
    pub diameters_right: f64,
    /// Share of answers whose three extents are right to 0.05 mm; `None` where no size is told.
    pub dimensions_exact: Option<f64>,
    /// Mean share of parameters that can be changed.
    pub editability: Option<f64>,
    /// Median of the seconds until all candidates were ranked.
    pub seconds_median: f64,
    /// What the JSON object leaves out.
    #[serde(skip)]
    pub more: More,
}

/// Further figures, for the table and the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct More {
    /// Mean of the best candidate of each part, chosen by the truth: what ranking could reach at most.
    pub iou_oracle: f64,
    /// Mean without alignment; `None` where no size is told.
    pub iou_in_place: Option<f64>,
    /// Mean of the carved box.
    pub iou_carved: Option<f64>,
    /// What is gained over the carved box.
    pub gain_carved: Option<f64>,
    /// Mean of the nearest training part.
    pub iou_nearest: Option<f64>,
    /// What is gained over the nearest training part.
    pub gain_nearest: Option<f64>,
    /// The share of right numbers of holes among parts that have round holes.
    pub holes_right_drilled: Option<f64>,
    /// Share of answers that have every size written on the drawing; `None` without drawings.
    pub stated_exact: Option<f64>,
    /// Share of answers with the right number of faces.
    pub faces_right: f64,
    /// Share of answers with the right number of edges.
    pub edges_right: f64,
    /// Median of the characters of a program.
    pub code_chars_median: f64,
    /// Median of the seconds until the first candidate.
    pub first_seconds_median: f64,
    /// How many figures were measured along lines instead of exactly.
    pub along_lines: usize,
}

impl Report {
    /// A report of rows.
    pub fn new(options: &EvalOptions, rows: Vec<Row>) -> Self {
        let input = options.input.name().to_owned();
        Self { input, suite: options.suite.name(), seed: options.seed, rows }
    }

    /// The figures of all rows.
    pub fn summary(&self) -> Summary {
        summary(&self.input, &self.rows.iter().collect::<Vec<_>>())
    }

    /// One line of JSON with the figures of all rows.
    pub fn json(&self) -> String {
        serde_json::to_string(&self.summary()).expect("a summary holds nothing that JSON cannot")
    }

    /// How the parts lie when they are compared.
    pub fn frame(&self) -> &'static str {
        let input = Input::from_name(&self.input).ok();
        if input.is_some_and(Input::has_place) {
            "in place, in millimetres"
        } else if input.is_some_and(Input::has_size) {
            "with boxes centred, in millimetres"
        } else {
            "with boxes centred and longest side 1"
        }
    }

    /// A table by family for people; all columns are shares of 1 but the seconds.
    pub fn table(&self) -> String {
        let mut families: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for row in &self.rows {
            families.entry(&row.family).or_default().push(row);
        }
        let mut text = format!(
            "{}, parts: {}, seed {}: IoU {}, failures 0\n\
             {:14} {:>5} {:>6} {:>6} {:>6} {:>6} {:>8} {:>6} {:>7} {:>6} {:>6} {:>6} {:>7}\n",
            self.input,
            self.suite,
            self.seed,
            self.frame(),
            "family",
            "parts",
            "valid",
            "IoU",
            "median",
            "box",
            "outlines",
            "carved",
            "nearest",
            "gain",
            "holes",
            "edit",
            "seconds",
        );
        let all = self.rows.iter().collect::<Vec<_>>();
        let optional = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |v| format!("{v:.3}"));
        for (name, rows) in families.into_iter().chain([("all", all)]) {
            let s = summary(&self.input, &rows);
            text.push_str(&format!(
                "{name:14} {:5} {:6.3} {:6.3} {:6.3} {:6.3} {:8.3} {:>6} {:>7} {:6.3} {:6.3} {:>6} {:7.2}\n",
                s.count,
                s.valid,
                s.iou_mean,
                s.iou_median,
                s.iou_box,
                s.iou_outlines,
                optional(s.more.iou_carved),
                optional(s.more.iou_nearest),
                s.gain_box,
                s.holes_right,
                optional(s.editability),
                s.seconds_median,
            ));
        }
        let s = self.summary();
        text.push_str(&format!(
            "gain over box {:.3}, outlines {:.3}, carved {}, nearest {}; best candidate by the truth {:.3}\n\
             holes right {:.3} (drilled parts {}), diameters {:.3}, faces {:.3}, edges {:.3}, dimensions exact {}, all written sizes {}\n\
             editability {}, code {:.0} characters in the median, first answer after {:.2} s, {} of {} measured along lines\n",
            s.gain_box,
            s.gain_outlines,
            optional(s.more.gain_carved),
            optional(s.more.gain_nearest),
            s.more.iou_oracle,
            s.holes_right,
            optional(s.more.holes_right_drilled),
            s.diameters_right,
            s.more.faces_right,
            s.more.edges_right,
            optional(s.dimensions_exact),
            optional(s.more.stated_exact),
            optional(s.editability),
            s.more.code_chars_median,
            s.more.first_seconds_median,
            s.more.along_lines,
            s.count,
        ));
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
    // A baseline counts only when every part has it.
    let everywhere = |of: &dyn Fn(&Row) -> Option<f64>| {
        let values: Option<Vec<f64>> = rows.iter().map(|row| of(row)).collect();
        values.filter(|v| !v.is_empty()).map(|v| v.iter().sum::<f64>() / v.len() as f64)
    };
    let iou_nearest = everywhere(&|row| row.iou_nearest);
    let iou_carved = everywhere(&|row| row.iou_carved);
    let dimensions_exact = everywhere(&|row| row.dimensions_exact.map(|exact| f64::from(u8::from(exact))));
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
        iou_box,
        gain_box: gain(iou_mean, iou_box),
        iou_outlines,
        gain_outlines: gain(iou_mean, iou_outlines),
        holes_right: share(&holes_right),
        diameters_right: share(&|row| row.diameters_right),
        dimensions_exact,
        editability: (count > 0).then(|| mean(&|row| row.editability)),
        seconds_median: quantile(&|row| row.seconds, 0.5),
        more: More {
            iou_oracle: mean(&|row| row.candidates.iter().map(|c| c.iou).fold(row.iou, f64::max)),
            iou_in_place: dimensions_exact.map(|_| mean(&|row| row.iou_in_place)),
            iou_carved,
            gain_carved: iou_carved.map(|carved| gain(iou_mean, carved)),
            iou_nearest,
            gain_nearest: iou_nearest.map(|nearest| gain(iou_mean, nearest)),
            holes_right_drilled: (drilled > 0).then(|| drilled_right as f64 / drilled as f64),
            stated_exact: everywhere(&|row| row.stated_exact.map(|exact| f64::from(u8::from(exact)))),
            faces_right: share(&|row| row.faces_right),
            edges_right: share(&|row| row.edges_right),
            code_chars_median: quantile(&|row| f64::from(row.code_chars.unwrap_or(0)), 0.5),
            first_seconds_median: quantile(&|row| row.first_secs, 0.5),
            along_lines: rows.iter().filter(|row| row.is_valid && row.method == Method::Lines).count(),
        },
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn row(family: &str, iou: f64, holes_answered: Option<u32>) -> Row {
        Row {
            family: family.to_owned(),
            truth: String::new(),
            answer: None,
            source: Some("model".to_owned()),
            fit: 0.9,
            is_valid: holes_answered.is_some(),
            iou,
            method: Method::Exact,
            iou_in_place: 0.0,
            iou_box: 0.5,
            iou_outlines: 0.75,
            iou_carved: Some(0.6),
            iou_nearest: None,
            holes: 2,
            holes_answered,
            diameters_right: false,
            dimensions_exact: None,
            stated_exact: None,
            faces_right: false,
            edges_right: false,
            editability: 0.5,
            code_chars: Some(300),
            candidates: Vec::new(),
            first_secs: 1.0,
            seconds: 2.0,
            drawing: Vec::new(),
        }
    }

    #[test]
    fn failures_count_zero_and_missing_figures_are_null() {
        let rows = vec![row("plate", 0.9, Some(2)), row("plate", 0.8, Some(1)), row("hub", 0.0, None)];
        let report = Report { input: "views4".to_owned(), suite: "held-back".to_owned(), seed: 1, rows };
        let summary = report.summary();
        assert!((summary.iou_mean - 1.7 / 3.0).abs() < 1e-12);
        assert!((summary.gain_box - (1.7 / 3.0 - 0.5) / 0.5).abs() < 1e-12);
        assert_eq!((summary.iou_median, summary.count), (0.8, 3));
        assert!((summary.holes_right - 1.0 / 3.0).abs() < 1e-12);
        let json = report.json();
        let keys = [
            "input",
            "count",
            "valid",
            "iou_mean",
            "iou_median",
            "iou_p90",
            "iou_box",
            "gain_box",
            "iou_outlines",
            "gain_outlines",
            "holes_right",
            "diameters_right",
            "dimensions_exact",
            "editability",
            "seconds_median",
        ];
        let places: Vec<Option<usize>> = keys.iter().map(|key| json.find(&format!("\"{key}\":"))).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{json}");
        assert_eq!(json.matches("\":").count(), keys.len(), "{json}");
        assert!(json.contains("\"dimensions_exact\":null") && json.contains("\"editability\":0.5"), "{json}");
        assert!((summary.more.gain_carved.unwrap_or(-9.0) - (1.7 / 3.0 - 0.6) / 0.4).abs() < 1e-12);
        assert!(report.rows[0].json().starts_with("{\"family\":\"plate\""));
        assert!(report.table().contains("plate") && report.table().contains("all"));
    }
}
