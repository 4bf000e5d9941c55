//! Reads pictures from files and from memory, with limits.
//!
//! PNG, JPEG and WebP are taken. The size is checked before a pixel is decoded, and photographs are
//! turned upright as their camera says.

use std::io::Cursor;
use std::path::Path;

use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use crate::Error;

/// The largest picture that is read, in pixels.
pub const LIMIT_PIXELS: u64 = 64_000_000;

/// The largest file that is read, in bytes.
const LIMIT_BYTES: u64 = 256 * 1024 * 1024;

/// Reads the picture in a file.
///
/// # Errors
/// When the file cannot be read, is no picture, or is larger than [`LIMIT_PIXELS`].
pub fn load(path: &Path) -> Result<DynamicImage, Error> {
    let read_error = |reason: String| Error::Read { reason, path: path.display().to_string() };
    let size = std::fs::metadata(path).map_err(|e| read_error(e.to_string()))?.len();
    if size > LIMIT_BYTES {
        let mib = size / (1024 * 1024);
        return Err(read_error(format!(
            "the file has {mib} MiB, at most {} MiB are read",
            LIMIT_BYTES >> 20
        )));
    }
    let bytes = std::fs::read(path).map_err(|e| read_error(e.to_string()))?;
    decode(&bytes)
}

/// Reads a picture from the bytes of a file, for what is dropped or pasted.
///
/// # Errors
/// When the bytes are no picture or it is larger than [`LIMIT_PIXELS`].
pub fn decode(bytes: &[u8]) -> Result<DynamicImage, Error> {
    let format_error = |e: image::ImageError| Error::Format { reason: e.to_string() };
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|e| Error::Format { reason: e.to_string() })?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(LIMIT_PIXELS * 16);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(format_error)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > LIMIT_PIXELS {
        return Err(Error::TooLarge { width, height, limit_pixels: LIMIT_PIXELS });
    }
    if width == 0 || height == 0 {
        return Err(Error::Format { reason: "it has no pixels".to_owned() });
    }
    let orientation = decoder.orientation().map_err(format_error)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(format_error)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        image::GrayImage::from_pixel(width, height, image::Luma([200]))
            .write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png)
            .expect("a gray picture can be written as PNG");
        bytes
    }

    #[test]
    fn reads_what_it_wrote_and_refuses_the_rest() {
        let picture = decode(&png(20, 10)).expect("a small PNG is read");
        assert_eq!((picture.width(), picture.height()), (20, 10));
        let text = decode(b"solid part").expect_err("text is no picture").to_string();
        assert!(text.contains("use PNG, JPEG or WebP"), "{text}");
        let text = load(Path::new("/nowhere/a.png")).expect_err("no such file").to_string();
        assert!(text.ends_with("/nowhere/a.png"), "{text}");
        let mut cut = png(200, 200);
        cut.truncate(cut.len() / 2);
        assert!(decode(&cut).is_err(), "half a file is refused");
    }

    #[test]
    fn too_many_pixels_are_refused_before_decoding() {
        let text = decode(&png(16_000, 5_000)).expect_err("80 million pixels").to_string();
        assert!(text.contains("16000x5000") && text.contains("64 million"), "{text}");
    }
}
