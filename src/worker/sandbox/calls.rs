//! The system calls that the geometry process may make.
//!
//! The list says what is allowed, because the kernel learns new calls every year. Everything else
//! fails with "function not implemented", which libraries know how to live with: the C library
//! then makes threads with `clone` instead of `clone3`, whose flags a filter cannot see.

use std::collections::BTreeMap;

use libc as c;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};

use super::Error;

/// Whether files can be opened at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// Something else confines which.
    Allowed,
    /// None can.
    Denied,
}

/// Calls that need no look at their arguments.
const ALLOWED: &[c::c_long] = &[
    // Open files.
    c::SYS_read,
    c::SYS_readv,
    c::SYS_pread64,
    c::SYS_write,
    c::SYS_writev,
    c::SYS_pwrite64,
    c::SYS_lseek,
    c::SYS_close,
    c::SYS_dup,
    c::SYS_fstat,
    c::SYS_newfstatat,
    c::SYS_statx,
    c::SYS_ftruncate,
    c::SYS_fcntl,
    c::SYS_fsync,
    c::SYS_fdatasync,
    c::SYS_fadvise64,
    c::SYS_ppoll,
    c::SYS_getcwd,
    c::SYS_faccessat,
    c::SYS_readlinkat,
    // Memory.
    c::SYS_brk,
    c::SYS_mmap,
    c::SYS_munmap,
    c::SYS_mremap,
    c::SYS_mprotect,
    c::SYS_madvise,
    c::SYS_membarrier,
    // Threads and time.
    c::SYS_futex,
    c::SYS_set_robust_list,
    c::SYS_get_robust_list,
    c::SYS_rseq,
    c::SYS_set_tid_address,
    c::SYS_gettid,
    c::SYS_getpid,
    c::SYS_sched_yield,
    c::SYS_sched_getaffinity,
    c::SYS_nanosleep,
    c::SYS_clock_nanosleep,
    c::SYS_clock_gettime,
    c::SYS_clock_getres,
    c::SYS_gettimeofday,
    c::SYS_times,
    c::SYS_getrusage,
    c::SYS_sysinfo,
    c::SYS_uname,
    c::SYS_getuid,
    c::SYS_geteuid,
    c::SYS_getgid,
    c::SYS_getegid,
    c::SYS_exit,
    c::SYS_exit_group,
    c::SYS_restart_syscall,
    // Signals inside the process.
    c::SYS_rt_sigaction,
    c::SYS_rt_sigprocmask,
    c::SYS_rt_sigreturn,
    c::SYS_sigaltstack,
    // Chance.
    c::SYS_getrandom,
];

/// Older calls that only this architecture has.
#[cfg(target_arch = "x86_64")]
const ALLOWED_HERE: &[c::c_long] =
    &[c::SYS_stat, c::SYS_lstat, c::SYS_access, c::SYS_readlink, c::SYS_poll, c::SYS_time, c::SYS_arch_prctl];

/// Older calls that only this architecture has.
#[cfg(not(target_arch = "x86_64"))]
const ALLOWED_HERE: &[c::c_long] = &[];

/// Calls that open, make or remove files.
const OPENING: &[c::c_long] = &[c::SYS_openat, c::SYS_unlinkat, c::SYS_mkdirat];

/// Older calls that open, make or remove files.
#[cfg(target_arch = "x86_64")]
const OPENING_HERE: &[c::c_long] = &[c::SYS_open, c::SYS_creat, c::SYS_unlink, c::SYS_mkdir];

/// Older calls that open, make or remove files.
#[cfg(not(target_arch = "x86_64"))]
const OPENING_HERE: &[c::c_long] = &[];

/// Restricts this thread and those it starts, for good.
pub(super) fn restrict(opening: Opening) -> Result<(), Error> {
    let program = program(opening).map_err(|error| Error::Calls(error.to_string()))?;
    seccompiler::apply_filter(&program).map_err(|error| Error::Calls(error.to_string()))
}

fn program(opening: Opening) -> Result<BpfProgram, seccompiler::BackendError> {
    let mut lists = vec![ALLOWED, ALLOWED_HERE];
    if opening == Opening::Allowed {
        lists.extend([OPENING, OPENING_HERE]);
    }
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> =
        lists.into_iter().flatten().map(|call| (*call, Vec::new())).collect();
    // A new thread, but no new process.
    let thread = c::CLONE_THREAD as u64;
    rules.insert(c::SYS_clone, vec![when(0, SeccompCmpOp::MaskedEq(thread), thread)?]);
    // Signals to threads of this process only: abort() needs them.
    let own = u64::from(std::process::id());
    rules.insert(c::SYS_tgkill, vec![when(0, SeccompCmpOp::Eq, own)?]);
    // Limits can be read, not set.
    rules.insert(c::SYS_prlimit64, vec![when(2, SeccompCmpOp::Eq, 0)?]);
    // Names of threads.
    rules.insert(c::SYS_prctl, vec![when(0, SeccompCmpOp::Eq, c::PR_SET_NAME as u64)?]);
    // Whether an open file is a terminal.
    rules.insert(c::SYS_ioctl, vec![when(1, SeccompCmpOp::Eq, c::TCGETS)?]);
    SeccompFilter::new(
        rules,
        SeccompAction::Errno(c::ENOSYS as u32),
        SeccompAction::Allow,
        std::env::consts::ARCH.try_into()?,
    )?
    .try_into()
}

/// A rule that looks at one argument; ids, flags and requests have 32 bits that matter.
fn when(argument: u8, operator: SeccompCmpOp, value: u64) -> Result<SeccompRule, seccompiler::BackendError> {
    let length = if argument == 2 { SeccompCmpArgLen::Qword } else { SeccompCmpArgLen::Dword };
    SeccompRule::new(vec![SeccompCondition::new(argument, length, operator, value)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_can_be_made() -> Result<(), seccompiler::BackendError> {
        assert!(program(Opening::Allowed)?.len() > program(Opening::Denied)?.len());
        Ok(())
    }
}
