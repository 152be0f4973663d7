//! Counts the bytes that Rust and CPython allocate. It counts only after [`count_allocations`] was called, since counting
//! takes time itself.

use std::alloc::{GlobalAlloc, Layout, System};
use std::ffi::c_void;
use std::ptr::addr_of_mut;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use pyo3::ffi::{
    PyMem_GetAllocator, PyMem_SetAllocator, PyMemAllocatorDomain as Domain, PyMemAllocatorEx as Allocator,
};
use pyo3::prelude::*;

static BYTES: AtomicU64 = AtomicU64::new(0);
static COUNTS: AtomicBool = AtomicBool::new(false);

struct Counting;

#[global_allocator]
static GLOBAL: Counting = Counting;

// SAFETY: everything is passed on to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        unsafe { System.realloc(memory, layout, size) }
    }
}

fn count(size: usize) {
    if COUNTS.load(Relaxed) {
        BYTES.fetch_add(size as u64, Relaxed);
    }
}

/// Bytes since counting began.
#[pyfunction]
pub fn allocated() -> u64 {
    BYTES.load(Relaxed)
}

/// Wraps CPython's allocators, once for the process.
#[pyfunction]
pub fn count_allocations() {
    if COUNTS.swap(true, Relaxed) {
        return;
    }
    // Not the raw domain, which serves the large requests of these two.
    for domain in [Domain::PYMEM_DOMAIN_MEM, Domain::PYMEM_DOMAIN_OBJ] {
        // SAFETY: the interpreter is running and this thread is attached to it; the original allocators stay in place below.
        unsafe {
            let original: &'static mut Allocator = Box::leak(Box::new(std::mem::zeroed()));
            PyMem_GetAllocator(domain, original);
            let mut counting = Allocator {
                ctx: std::ptr::from_mut(original).cast(),
                malloc: Some(malloc),
                calloc: Some(calloc),
                realloc: Some(realloc),
                free: Some(free),
            };
            PyMem_SetAllocator(domain, addr_of_mut!(counting));
        }
    }
}

extern "C" fn malloc(context: *mut c_void, size: usize) -> *mut c_void {
    count(size);
    let original = original(context);
    original.malloc.expect("CPython fills it in")(original.ctx, size)
}

extern "C" fn calloc(context: *mut c_void, count_of: usize, size: usize) -> *mut c_void {
    count(count_of * size);
    let original = original(context);
    original.calloc.expect("CPython fills it in")(original.ctx, count_of, size)
}

extern "C" fn realloc(context: *mut c_void, memory: *mut c_void, size: usize) -> *mut c_void {
    count(size);
    let original = original(context);
    original.realloc.expect("CPython fills it in")(original.ctx, memory, size)
}

extern "C" fn free(context: *mut c_void, memory: *mut c_void) {
    let original = original(context);
    original.free.expect("CPython fills it in")(original.ctx, memory);
}

fn original(context: *mut c_void) -> &'static Allocator {
    // SAFETY: the context is the leaked box of count_allocations.
    unsafe { &*context.cast() }
}
