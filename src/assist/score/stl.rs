//! STL files, binary and text, as bodies.

use super::body::Body;
use crate::scan::joined;

/// Why a file is no mesh.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The content is damaged.
    #[error("the STL file is damaged ({0}); write it again")]
    Damaged(std::io::Error),
    /// No triangles.
    #[error("the STL file holds no triangle")]
    Empty,
}

/// Reads an STL file; numbers are taken as millimetres.
///
/// # Errors
/// When the file is damaged or holds nothing.
pub fn read(bytes: &[u8]) -> Result<Body, Error> {
    let scene = mesh_loader::stl::from_slice(bytes).map_err(Error::Damaged)?;
    let body = Body::of_mesh(&joined(&scene));
    if body.triangles.is_empty() { Err(Error::Empty) } else { Ok(body) }
}

#[cfg(test)]
mod tests {
    use super::super::body::tests::block;
    use super::*;

    #[test]
    fn binary_and_text_give_the_same_body() {
        let body = block([0.0; 3], [2.0, 3.0, 4.0]);
        let mut binary = vec![0u8; 80];
        binary.extend((body.triangles.len() as u32).to_le_bytes());
        let mut text = "solid block\n".to_owned();
        for triangle in &body.triangles {
            binary.extend([0; 12]);
            text.push_str("facet normal 0 0 0\nouter loop\n");
            for p in body.corners(*triangle) {
                binary.extend(p.to_array().into_iter().flat_map(|v| (v as f32).to_le_bytes()));
                text.push_str(&format!("vertex {} {} {}\n", p.x, p.y, p.z));
            }
            binary.extend([0; 2]);
            text.push_str("endloop\nendfacet\n");
        }
        text.push_str("endsolid block\n");
        let (a, b) = (read(&binary).expect("binary"), read(text.as_bytes()).expect("text"));
        assert_eq!(a, b);
        assert!((a.volume() - 24.0).abs() < 1e-12 && a.is_watertight());
        assert!(read(&binary[..300]).is_err() && read(b"").is_err());
    }
}
