//! The frame around the entities of a DXF file of the year 2000: header, tables, blocks, objects.
//!
//! Every object has a handle, a hexadecimal number that no other has, and names its owner; programs that
//! are strict refuse a file in which one is missing.

use std::fmt::{Display, Write as _};

use kernel::SplineData;

/// Handles that other objects refer to.
const MODEL_SPACE: &str = "1F";
const PAPER_SPACE: &str = "1B";
const BLOCK_RECORDS: &str = "1";
const LAYERS: &str = "2";

/// The first handle of layers and entities.
const FIRST_FREE: u32 = 0x100;

/// A thing that is drawn.
#[derive(Clone, Debug)]
pub(super) enum Entity {
    /// A straight line.
    Line { from: [f64; 3], to: [f64; 3] },
    /// A whole circle in a plane of constant z.
    Circle { center: [f64; 3], radius: f64 },
    /// A part of a circle, from one angle counterclockwise to the other.
    Arc { center: [f64; 3], radius: f64, start_deg: f64, end_deg: f64 },
    /// An ellipse or a part of one; parameters in radians.
    Ellipse { center: [f64; 3], major_axis: [f64; 3], normal: [f64; 3], ratio: f64, start: f64, end: f64 },
    /// A B-spline.
    Spline(SplineData),
}

/// A file in the making.
pub(super) struct File {
    unit: u16,
    layers: Text,
    layer_count: usize,
    entities: Text,
    next: u32,
    low: [f64; 3],
    high: [f64; 3],
}

/// Pairs of a number and a value, one line each.
#[derive(Default)]
struct Text(String);

impl Text {
    fn pair(&mut self, code: u16, value: impl Display) {
        writeln!(self.0, "{code:>3}\n{value}").expect("a String grows");
    }

    fn number(&mut self, code: u16, value: f64) {
        // Zero has no sign here.
        self.pair(code, format_args!("{:?}", value + 0.0));
    }

    fn point(&mut self, code: u16, [x, y, z]: [f64; 3]) {
        self.number(code, x);
        self.number(code + 10, y);
        self.number(code + 20, z);
    }

    /// An entry of a table: handle, owner, classes, name.
    fn entry(&mut self, kind: &str, handle: &str, owner: &str, class: &str, name: &str) {
        self.pair(0, kind);
        self.pair(if kind == "DIMSTYLE" { 105 } else { 5 }, handle);
        self.pair(330, owner);
        self.pair(100, "AcDbSymbolTableRecord");
        self.pair(100, class);
        self.pair(2, name);
        self.pair(70, 0);
    }

    fn table(&mut self, name: &str, handle: &str, count: usize, entries: impl FnOnce(&mut Self)) {
        self.pair(0, "TABLE");
        self.pair(2, name);
        self.pair(5, handle);
        self.pair(330, 0);
        self.pair(100, "AcDbSymbolTable");
        self.pair(70, count);
        if name == "DIMSTYLE" {
            self.pair(100, "AcDbDimStyleTable");
        }
        entries(self);
        self.pair(0, "ENDTAB");
    }

    fn section(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.pair(0, "SECTION");
        self.pair(2, name);
        content(self);
        self.pair(0, "ENDSEC");
    }
}

impl File {
    /// A file without entities.
    pub(super) fn new(unit: u16) -> Self {
        Self {
            unit,
            layers: Text::default(),
            layer_count: 0,
            entities: Text::default(),
            next: FIRST_FREE,
            low: [f64::INFINITY; 3],
            high: [f64::NEG_INFINITY; 3],
        }
    }

    /// Adds a layer; the colour is a number of AutoCAD's list, 7 is black or white.
    pub(super) fn add_layer(&mut self, name: &str, color: i16) {
        let handle = self.handle();
        self.layer_count += 1;
        self.layers.entry("LAYER", &handle, LAYERS, "AcDbLayerTableRecord", name);
        self.layers.pair(62, color);
        self.layers.pair(6, "Continuous");
    }

    /// Adds a thing on a layer.
    pub(super) fn add(&mut self, entity: &Entity, layer: &str) {
        let handle = self.handle();
        let mut text = std::mem::take(&mut self.entities);
        let mut start = |kind: &str, class: &str| {
            text.pair(0, kind);
            text.pair(5, &handle);
            text.pair(330, MODEL_SPACE);
            text.pair(100, "AcDbEntity");
            text.pair(8, layer);
            text.pair(100, class);
        };
        match entity {
            Entity::Line { from, to } => {
                start("LINE", "AcDbLine");
                text.point(10, *from);
                text.point(11, *to);
                self.reach(*from, 0.0);
                self.reach(*to, 0.0);
            }
            Entity::Circle { center, radius } => {
                start("CIRCLE", "AcDbCircle");
                text.point(10, *center);
                text.number(40, *radius);
                self.reach(*center, *radius);
            }
            Entity::Arc { center, radius, start_deg, end_deg } => {
                start("ARC", "AcDbCircle");
                text.point(10, *center);
                text.number(40, *radius);
                text.pair(100, "AcDbArc");
                text.number(50, *start_deg);
                text.number(51, *end_deg);
                self.reach(*center, *radius);
            }
            Entity::Ellipse { center, major_axis, normal, ratio, start: from, end } => {
                start("ELLIPSE", "AcDbEllipse");
                text.point(10, *center);
                text.point(11, *major_axis);
                text.point(210, *normal);
                text.number(40, *ratio);
                text.number(41, *from);
                text.number(42, *end);
                self.reach(*center, major_axis.iter().map(|x| x * x).sum::<f64>().sqrt());
            }
            Entity::Spline(spline) => {
                start("SPLINE", "AcDbSpline");
                text.pair(70, if spline.weights.is_empty() { 0 } else { 4 });
                text.pair(71, spline.degree);
                text.pair(72, spline.knots.len());
                text.pair(73, spline.poles.len());
                text.pair(74, 0);
                spline.knots.iter().for_each(|knot| text.number(40, *knot));
                for (index, pole) in spline.poles.iter().enumerate() {
                    if let Some(weight) = spline.weights.get(index) {
                        text.number(41, *weight);
                    }
                    text.point(10, *pole);
                    self.reach(*pole, 0.0);
                }
            }
        }
        self.entities = text;
    }

    fn handle(&mut self) -> String {
        self.next += 1;
        format!("{:X}", self.next)
    }

    fn reach(&mut self, point: [f64; 3], around: f64) {
        for (i, x) in point.into_iter().enumerate() {
            self.low[i] = self.low[i].min(x - around);
            self.high[i] = self.high[i].max(x + around);
        }
    }

    /// The text of the file.
    pub(super) fn finish(self) -> String {
        let mut text = Text::default();
        text.section("HEADER", |text| self.header(text));
        text.section("CLASSES", |_| {});
        text.section("TABLES", |text| self.tables(text));
        text.section("BLOCKS", |text| {
            for (name, record, first, last) in
                [("*Model_Space", MODEL_SPACE, "20", "21"), ("*Paper_Space", PAPER_SPACE, "1C", "1D")]
            {
                block(text, name, record, first, last);
            }
        });
        text.section("ENTITIES", |text| text.0.push_str(&self.entities.0));
        text.section("OBJECTS", objects);
        text.pair(0, "EOF");
        text.0
    }

    fn header(&self, text: &mut Text) {
        text.pair(9, "$ACADVER");
        text.pair(1, "AC1015");
        text.pair(9, "$DWGCODEPAGE");
        text.pair(3, "ANSI_1252");
        text.pair(9, "$HANDSEED");
        text.pair(5, format_args!("{:X}", self.next + 1));
        text.pair(9, "$INSUNITS");
        text.pair(70, self.unit);
        text.pair(9, "$MEASUREMENT");
        text.pair(70, u8::from(self.unit != 1 && self.unit != 2));
        text.pair(9, "$EXTMIN");
        text.point(10, self.low);
        text.pair(9, "$EXTMAX");
        text.point(10, self.high);
    }

    fn tables(&self, text: &mut Text) {
        text.table("VPORT", "8", 1, |text| {
            text.entry("VPORT", "29", "8", "AcDbViewportTableRecord", "*Active");
            let middle: [f64; 3] = std::array::from_fn(|i| (self.low[i] + self.high[i]) / 2.0);
            let height =
                ((self.high[1] - self.low[1]).max((self.high[0] - self.low[0]) / 1.5) * 1.1).max(1e-3);
            for (code, x, y) in [
                (10, 0.0, 0.0),
                (11, 1.0, 1.0),
                (12, middle[0], middle[1]),
                (13, 0.0, 0.0),
                (14, 10.0, 10.0),
                (15, 10.0, 10.0),
            ] {
                text.number(code, x);
                text.number(code + 10, y);
            }
            text.point(16, [0.0, 0.0, 1.0]);
            text.point(17, [0.0; 3]);
            for (code, number) in
                [(40, height), (41, 1.5), (42, 50.0), (43, 0.0), (44, 0.0), (50, 0.0), (51, 0.0)]
            {
                text.number(code, number);
            }
            for (code, number) in [(71, 0), (72, 100), (73, 1), (74, 3), (75, 0), (76, 0), (77, 0), (78, 0)] {
                text.pair(code, number);
            }
        });
        text.table("LTYPE", "5", 3, |text| {
            for (name, handle, about) in
                [("ByBlock", "14", ""), ("ByLayer", "15", ""), ("Continuous", "16", "Solid line")]
            {
                text.entry("LTYPE", handle, "5", "AcDbLinetypeTableRecord", name);
                text.pair(3, about);
                text.pair(72, 65);
                text.pair(73, 0);
                text.number(40, 0.0);
            }
        });
        text.table("LAYER", LAYERS, 1 + self.layer_count, |text| {
            text.entry("LAYER", "10", LAYERS, "AcDbLayerTableRecord", "0");
            text.pair(62, 7);
            text.pair(6, "Continuous");
            text.0.push_str(&self.layers.0);
        });
        text.table("STYLE", "3", 1, |text| {
            text.entry("STYLE", "11", "3", "AcDbTextStyleTableRecord", "Standard");
            for (code, number) in [(40, 0.0), (41, 1.0), (50, 0.0)] {
                text.number(code, number);
            }
            text.pair(71, 0);
            text.number(42, 2.5);
            text.pair(3, "txt");
            text.pair(4, "");
        });
        text.table("VIEW", "6", 0, |_| {});
        text.table("UCS", "7", 0, |_| {});
        text.table("APPID", "9", 1, |text| text.entry("APPID", "12", "9", "AcDbRegAppTableRecord", "ACAD"));
        text.table("DIMSTYLE", "A", 1, |text| {
            text.entry("DIMSTYLE", "27", "A", "AcDbDimStyleTableRecord", "Standard");
        });
        text.table("BLOCK_RECORD", BLOCK_RECORDS, 2, |text| {
            for (name, handle) in [("*Model_Space", MODEL_SPACE), ("*Paper_Space", PAPER_SPACE)] {
                text.pair(0, "BLOCK_RECORD");
                text.pair(5, handle);
                text.pair(330, BLOCK_RECORDS);
                text.pair(100, "AcDbSymbolTableRecord");
                text.pair(100, "AcDbBlockTableRecord");
                text.pair(2, name);
                text.pair(340, 0);
            }
        });
    }
}

fn block(text: &mut Text, name: &str, record: &str, first: &str, last: &str) {
    let is_paper = name == "*Paper_Space";
    let begin = |text: &mut Text, kind: &str, handle: &str, class: &str| {
        text.pair(0, kind);
        text.pair(5, handle);
        text.pair(330, record);
        text.pair(100, "AcDbEntity");
        if is_paper {
            text.pair(67, 1);
        }
        text.pair(8, "0");
        text.pair(100, class);
    };
    begin(text, "BLOCK", first, "AcDbBlockBegin");
    text.pair(2, name);
    text.pair(70, 0);
    text.point(10, [0.0; 3]);
    text.pair(3, name);
    text.pair(1, "");
    begin(text, "ENDBLK", last, "AcDbBlockEnd");
}

fn objects(text: &mut Text) {
    let dictionary = |text: &mut Text, handle: &str, owner: &str| {
        text.pair(0, "DICTIONARY");
        text.pair(5, handle);
        text.pair(330, owner);
        text.pair(100, "AcDbDictionary");
        text.pair(281, 1);
    };
    dictionary(text, "C", "0");
    text.pair(3, "ACAD_GROUP");
    text.pair(350, "D");
    dictionary(text, "D", "C");
}
