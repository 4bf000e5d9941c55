//! Holes for metric screws: clearance by ISO 273 (medium), drills for the coarse threads of ISO 261.

/// A metric thread with the holes that belong to it, in millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thread {
    /// For example `M6`.
    pub name: &'static str,
    /// Diameter of a clearance hole.
    pub clearance: f64,
    /// Diameter of the drill for the thread.
    pub tapping: f64,
}

const fn thread(name: &'static str, clearance: f64, tapping: f64) -> Thread {
    Thread { name, clearance, tapping }
}

/// M3.
pub const M3: Thread = thread("M3", 3.4, 2.5);
/// M4.
pub const M4: Thread = thread("M4", 4.5, 3.3);
/// M5.
pub const M5: Thread = thread("M5", 5.5, 4.2);
/// M6.
pub const M6: Thread = thread("M6", 6.6, 5.0);
/// M8.
pub const M8: Thread = thread("M8", 9.0, 6.8);
/// M10.
pub const M10: Thread = thread("M10", 11.0, 8.5);
/// M12.
pub const M12: Thread = thread("M12", 13.5, 10.2);

/// The common threads, the smallest first.
pub const METRIC: [Thread; 12] = [
    thread("M2", 2.4, 1.6),
    thread("M2.5", 2.9, 2.05),
    M3,
    M4,
    M5,
    M6,
    M8,
    M10,
    M12,
    thread("M14", 15.5, 12.0),
    thread("M16", 17.5, 14.0),
    thread("M20", 22.0, 17.5),
];

impl Thread {
    /// The thread with a name, in capitals or not.
    pub fn named(name: &str) -> Option<&'static Self> {
        METRIC.iter().find(|thread| thread.name.eq_ignore_ascii_case(name))
    }

    /// The outer diameter, which is the number of the name.
    pub fn size(&self) -> f64 {
        self.name[1..].parse().expect("a thread is named by its diameter")
    }
}

/// What belongs to a thread, in millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screw {
    /// The thread, for example `M6`.
    pub name: &'static str,
    /// Clearance hole, medium.
    pub clearance: f64,
    /// Drill for the thread.
    pub tapping: f64,
    /// Counterbore for a cap screw.
    pub counterbore: f64,
    /// Depth of that counterbore.
    pub head_height: f64,
    /// Countersink for a flat head, 90°.
    pub countersink: f64,
}

const fn screw(thread: Thread, [counterbore, head_height, countersink]: [f64; 3]) -> Screw {
    let Thread { name, clearance, tapping } = thread;
    Screw { name, clearance, tapping, counterbore, head_height, countersink }
}

/// The threads that parts of about 100 mm have.
pub const SCREWS: [Screw; 7] = [
    screw(M3, [6.5, 3.4, 6.7]),
    screw(M4, [8.0, 4.6, 9.0]),
    screw(M5, [10.0, 5.7, 11.2]),
    screw(M6, [11.0, 6.8, 13.4]),
    screw(M8, [15.0, 9.0, 17.9]),
    screw(M10, [18.0, 11.0, 22.4]),
    screw(M12, [20.0, 13.0, 26.9]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_are_found_by_name_and_drills_are_smaller_than_clearances() {
        assert_eq!(Thread::named("m6"), Some(&M6));
        assert_eq!(Thread::named("M7"), None);
        assert!(METRIC.iter().all(|t| t.tapping < t.clearance));
        assert!(METRIC.windows(2).all(|pair| pair[0].clearance < pair[1].clearance));
    }
}
