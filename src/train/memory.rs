//! Settings of the process that make training faster.

use std::sync::Once;

/// Sets up this process for training: freed memory stays in the process, and candle's own pool of
/// threads, which waits by spinning, stays empty. Call it first, before other threads start.
///
/// Training frees and takes the same large buffers in every step; giving them back to the system
/// each time costs a fifth of the speed, and the spinning pool costs a whole core.
pub fn prepare_process() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: no other thread of a training process reads or writes the environment: this runs
        // at the start of `train`, and candle asks for the variable after it, once.
        unsafe {
            std::env::set_var("CANDLE_NUM_THREADS", "1");
        }
        keep_heap();
    });
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn keep_heap() {
    // SAFETY: `mallopt` takes two numbers and changes settings of the allocator only.
    unsafe {
        libc::mallopt(libc::M_MMAP_MAX, 0);
        libc::mallopt(libc::M_TRIM_THRESHOLD, i32::MAX);
        libc::mallopt(libc::M_TOP_PAD, 64 << 20);
        libc::mallopt(libc::M_ARENA_MAX, 1);
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn keep_heap() {}

/// The largest memory that this process had at once, in MiB; `None` where the system does not tell.
pub(crate) fn peak_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}
