//! Processor time.

use rustix::time::{ClockId, clock_gettime};

/// Processor time of this process so far in milliseconds, all threads together.
pub(crate) fn cpu_ms() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

/// Does the work and adds the processor time it took.
pub(crate) fn timed<T>(total_ms: &mut f64, work: impl FnOnce() -> T) -> T {
    let begun = cpu_ms();
    let result = work();
    *total_ms += cpu_ms() - begun;
    result
}
