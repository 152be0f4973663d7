//! What a native module for CPython adds to the start of a script: one function, as small as can be.

use pyo3::prelude::*;

#[pymodule]
mod startup_peer {
    use super::*;

    /// The word that the script prints.
    #[pyfunction]
    fn hello() -> &'static str {
        "hello"
    }
}
