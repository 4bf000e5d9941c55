//! The report as one HTML page: figures beside baselines, worst and best with pictures, and a table
//! that sorts.
//!
//! The page holds everything itself (styles, script, pictures as data), so that it opens without a
//! network anywhere and can be kept beside the figures it explains.

use std::fmt::Write as _;

use assist::PromptPicture;
use base::Mesh;
use image::{ImageFormat, RgbImage, imageops};
use render::raster::{self, Style, Tint};
use render::views::{self, StandardView};

use super::report::{Report, Row};

/// Pixels along each side of one picture.
const SIDE: u32 = 176;
/// Parts that are shown as worst, and as best.
const SHOWN: usize = 12;

const STYLE: &str = "
body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem;color:#1c2128;background:#fbfcfd}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}
table{border-collapse:collapse;width:100%}th,td{padding:.3rem .6rem;text-align:right;border-bottom:1px solid #e3e7ec}
th:first-child,td:first-child,.t{text-align:left}th{background:#eef1f4;position:sticky;top:0}
th button{font:inherit;font-weight:600;border:0;background:none;cursor:pointer;padding:0}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(34rem,1fr));gap:1rem}
figure{margin:0;padding:.6rem;border:1px solid #dde2e8;border-radius:6px;background:#fff}img{width:100%;display:block}
figcaption{display:flex;gap:1rem;flex-wrap:wrap}pre{overflow:auto;background:#f4f6f8;padding:.6rem;font-size:12px}
.bad{color:#a4262c}.muted{color:#5c6672}
";

const SCRIPT: &str = "
document.querySelectorAll('th button').forEach(function(button){button.addEventListener('click',function(){
var cell=button.closest('th'),table=cell.closest('table'),body=table.tBodies[0],at=cell.cellIndex;
var up=cell.getAttribute('aria-sort')!=='ascending';
table.querySelectorAll('th').forEach(function(h){h.removeAttribute('aria-sort')});
cell.setAttribute('aria-sort',up?'ascending':'descending');
Array.from(body.rows).sort(function(a,b){var x=a.cells[at].dataset.v,y=b.cells[at].dataset.v;
var d=(isNaN(x)||isNaN(y)||x===''||y==='')?x.localeCompare(y):x-y;return up?d:-d}).forEach(function(r){body.appendChild(r)});});});
";

/// Adds to the page; writing into a string cannot fail.
macro_rules! add {
    ($page:expr, $($text:tt)*) => { write!($page, $($text)*).expect("a string grows") };
}

/// The first picture of a prompt, the truth and the answer side by side, as PNG.
pub fn drawing(pictures: &[PromptPicture], truth: &Mesh, answer: Option<&Mesh>) -> Vec<u8> {
    let mut sheet = RgbImage::from_pixel(3 * SIDE, SIDE, image::Rgb([238, 241, 244]));
    if let Some(picture) = pictures.first() {
        let small = picture.image.resize(SIDE, SIDE, imageops::FilterType::Triangle).to_rgb8();
        imageops::overlay(&mut sheet, &small, 0, 0);
    }
    for (mesh, column) in [(Some(truth), 1), (answer, 2)] {
        let Some((mesh, bounds)) = mesh.and_then(|mesh| Some((mesh, mesh.bounds()?))) else { continue };
        let camera = views::view(StandardView::Iso, &bounds);
        let drawn = raster::draw(mesh, &camera, SIDE, SIDE, &Style::default().supersampled(2));
        let picture =
            RgbImage::from_raw(SIDE, SIDE, drawn.to_rgb(&Tint::LIGHT)).expect("three bytes a pixel");
        imageops::overlay(&mut sheet, &picture, i64::from(column * SIDE), 0);
    }
    let mut png = std::io::Cursor::new(Vec::new());
    match sheet.write_to(&mut png, ImageFormat::Png) {
        Ok(()) => png.into_inner(),
        Err(error) => {
            log::warn!("a picture of the report could not be encoded: {error}");
            Vec::new()
        }
    }
}

/// The page of a report.
pub fn html(report: &Report) -> String {
    let s = report.summary();
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Evaluation: {input}, {count} parts</title><style>{STYLE}</style>\
         <h1>Evaluation: {input}</h1><p class=\"muted\">{count} parts ({suite}), seed {seed}; {frame}; \
         every failure counts 0; the answer is chosen without the truth</p>",
        input = escaped(&report.input),
        count = s.count,
        suite = escaped(&report.suite),
        seed = report.seed,
        frame = report.frame(),
    );
    baselines(&mut page, report);
    figures(&mut page, report);
    let mut order: Vec<usize> = (0..report.rows.len()).collect();
    order.sort_by(|a, b| report.rows[*a].iou.total_cmp(&report.rows[*b].iou));
    let shown = SHOWN.min(order.len());
    let worst = &order[..shown];
    let best: Vec<usize> = order.iter().rev().filter(|i| !worst.contains(i)).take(shown).copied().collect();
    cards(&mut page, "Worst", report, worst);
    cards(&mut page, "Best", report, &best);
    rows(&mut page, report);
    add!(page, "<script>{SCRIPT}</script></html>\n");
    page
}

fn baselines(page: &mut String, report: &Report) {
    let s = report.summary();
    page.push_str("<h2>Beside what needs no learning</h2><table><thead><tr><th>IoU of</th><th>mean</th><th>gain over it</th></tr></thead><tbody>");
    let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |v| format!("{v:.3}"));
    for (name, value, gain) in [
        ("the answers", Some(s.iou_mean), None),
        ("the bounding box", Some(s.iou_box), Some(s.gain_box)),
        ("three outlines intersected", Some(s.iou_outlines), Some(s.gain_outlines)),
        ("the box carved with the given views", s.more.iou_carved, s.more.gain_carved),
        ("the nearest training part", s.more.iou_nearest, s.more.gain_nearest),
        ("the best candidate, chosen by the truth", Some(s.more.iou_oracle), None),
    ] {
        add!(page, "<tr><td>{name}</td><td>{}</td><td>{}</td></tr>", number(value), number(gain));
    }
    page.push_str("</tbody></table>");
}

fn figures(page: &mut String, report: &Report) {
    let s = report.summary();
    page.push_str("<h2>What engineers look at</h2><table><tbody>");
    let share = |value: f64| format!("{:.1} %", value * 100.0);
    let optional = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), share);
    for (name, value) in [
        ("valid answers", share(s.valid)),
        ("IoU, median and 90th percentile", format!("{:.3}, {:.3}", s.iou_median, s.iou_p90)),
        (
            "IoU in millimetres, not aligned",
            s.more.iou_in_place.map_or_else(|| "–".to_owned(), |v| format!("{v:.3}")),
        ),
        ("number of round holes right", share(s.holes_right)),
        ("the same among parts with holes", optional(s.more.holes_right_drilled)),
        ("diameters right too", share(s.diameters_right)),
        ("number of faces right", share(s.more.faces_right)),
        ("number of edges right", share(s.more.edges_right)),
        ("extents exact", optional(s.dimensions_exact)),
        ("editability of parameters", optional(s.editability)),
        ("characters of a program, median", format!("{:.0}", s.more.code_chars_median)),
        (
            "seconds until the first and the last candidate, median",
            format!("{:.2}, {:.2}", s.more.first_seconds_median, s.seconds_median),
        ),
    ] {
        add!(page, "<tr><td>{name}</td><td>{value}</td></tr>");
    }
    page.push_str("</tbody></table>");
}

fn cards(page: &mut String, title: &str, report: &Report, shown: &[usize]) {
    add!(
        page,
        "<h2>{title}</h2><p class=\"muted\">What was given, the truth, the answer.</p><div class=\"cards\">"
    );
    for index in shown {
        let row = &report.rows[*index];
        let name = format!("{} {}", index + 1, row.family);
        add!(page, "<figure id=\"part{}\">", index + 1);
        if !row.drawing.is_empty() {
            add!(
                page,
                "<img alt=\"part {name}: given, truth, answer\" src=\"data:image/png;base64,{}\">",
                base64(&row.drawing)
            );
        }
        add!(
            page,
            "<figcaption><b>{}</b><span>IoU {:.3}</span><span>box {:.3}</span><span>fit {:.2}</span><span>{}</span>{}</figcaption>",
            escaped(&name),
            row.iou,
            row.iou_box,
            row.fit,
            escaped(row.source.as_deref().unwrap_or("no answer")),
            if row.is_valid { "" } else { "<span class=\"bad\">not valid</span>" }
        );
        add!(
            page,
            "<details><summary>Programs</summary><p>Truth</p><pre>{}</pre><p>Answer</p><pre>{}</pre></details></figure>",
            escaped(&row.truth),
            escaped(row.answer.as_deref().unwrap_or("none"))
        );
    }
    page.push_str("</div>");
}

fn rows(page: &mut String, report: &Report) {
    page.push_str("<h2>All parts</h2><table><thead><tr>");
    let titles = [
        "part",
        "family",
        "source",
        "IoU",
        "box",
        "outlines",
        "carved",
        "fit",
        "holes",
        "editable",
        "characters",
        "seconds",
    ];
    for title in titles {
        add!(page, "<th scope=\"col\"><button>{title}</button></th>");
    }
    page.push_str("</tr></thead><tbody>");
    for (index, row) in report.rows.iter().enumerate() {
        row_of(page, index + 1, row);
    }
    page.push_str("</tbody></table>");
}

fn row_of(page: &mut String, number: usize, row: &Row) {
    page.push_str("<tr>");
    let mut cell = |sorted_by: &str, shown: &str| {
        add!(page, "<td data-v=\"{}\">{}</td>", escaped(sorted_by), escaped(shown))
    };
    let holes = row.holes_answered.map_or_else(|| "–".to_owned(), |holes| holes.to_string());
    cell(&number.to_string(), &number.to_string());
    cell(&row.family, &row.family);
    let source = row.source.as_deref().unwrap_or("none");
    cell(source, source);
    for value in [Some(row.iou), Some(row.iou_box), Some(row.iou_outlines), row.iou_carved, Some(row.fit)] {
        cell(
            &value.map_or_else(|| "-1".to_owned(), |v| v.to_string()),
            &value.map_or_else(|| "–".to_owned(), |v| format!("{v:.3}")),
        );
    }
    let missed = row.holes_answered.map_or(1000, |answered| answered.abs_diff(row.holes));
    cell(&missed.to_string(), &format!("{holes} of {}", row.holes));
    cell(&row.editability.to_string(), &format!("{:.2}", row.editability));
    let characters = row.code_chars.unwrap_or(0).to_string();
    cell(&characters, &characters);
    cell(&row.seconds.to_string(), &format!("{:.2}", row.seconds));
    page.push_str("</tr>");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Base 64 with padding (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let word = (0..3).fold(0u32, |word, i| word << 8 | u32::from(group.get(i).copied().unwrap_or(0)));
        for i in 0..4 {
            let digit = DIGITS[(word >> (18 - 6 * i)) as usize & 63];
            text.push(if i <= group.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::baselines::tests::block;
    use super::super::report::tests::row;
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (text, encoded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
    }

    #[test]
    fn the_page_holds_everything_itself_and_escapes_programs() {
        let mut rows: Vec<Row> = (0..30).map(|i| row("plate", f64::from(i) / 30.0, Some(2))).collect();
        rows[0].answer = Some("a < b & \"c\"".to_owned());
        let mesh = block([0.0; 3], [4.0, 3.0, 2.0]);
        rows[0].drawing = drawing(&[], &mesh, Some(&mesh));
        let picture = image::load_from_memory(&rows[0].drawing).expect("a picture").to_luma8();
        assert_eq!(picture.dimensions(), (3 * SIDE, SIDE));
        let dark =
            |from: u32| (from..from + SIDE).any(|x| (0..SIDE).any(|y| picture.get_pixel(x, y).0[0] < 120));
        assert!(!dark(0) && dark(SIDE) && dark(2 * SIDE));
        let page = html(&Report { input: "views4".to_owned(), suite: "held-back".to_owned(), seed: 7, rows });
        assert!(
            page.contains("a &lt; b &amp; &quot;c&quot;") && page.contains("data:image/png;base64,iVBOR")
        );
        assert!(!page.contains("http") && !page.contains("src=\"/"), "nothing is fetched");
        assert_eq!(page.matches("<figure").count(), 2 * SHOWN);
        assert_eq!(page.matches("<tr><td data-v").count(), 30);
        for tag in ["table", "tr", "td", "figure", "details", "div", "pre"] {
            let open = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
            assert_eq!(open, page.matches(&format!("</{tag}>")).count(), "{tag}");
        }
    }
}
