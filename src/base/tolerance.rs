//! Every tolerance in one place; all lengths in millimetres, all angles in radians.

/// Two points closer than this are one point, and lengths below it are zero.
pub const LENGTH: f64 = 1e-7;

/// Two directions closer than this are parallel.
pub const ANGLE: f64 = 1e-9;

/// CadQuery's tolerance when it compares centres, directions and radii in selectors.
pub const SELECTOR: f64 = 1e-4;

/// Distance of the mesh from the surface for pictures.
pub const MESH_LINEAR: f64 = 0.1;

/// Angle between neighbouring segments of a mesh for pictures.
pub const MESH_ANGULAR: f64 = 0.2;

/// Distance of an exported STL from the surface (CadQuery's default).
pub const STL_LINEAR: f64 = 0.001;

/// Angle between neighbouring segments of an exported STL (CadQuery's default).
pub const STL_ANGULAR: f64 = 0.1;
