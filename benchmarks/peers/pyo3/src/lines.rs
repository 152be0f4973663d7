//! The lines of a file, one bytes object a step.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::PyBytes;

#[pyclass]
pub struct Lines {
    reader: BufReader<File>,
    line: Vec<u8>,
}

#[pymethods]
impl Lines {
    #[new]
    fn new(path: PathBuf) -> PyResult<Self> {
        Ok(Self {
            reader: BufReader::with_capacity(1 << 16, File::open(path)?),
            line: Vec::new(),
        })
    }

    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyBytes>>> {
        self.line.clear();
        if self.reader.read_until(b'\n', &mut self.line)? == 0 {
            return Ok(None);
        }
        if self.line.ends_with(b"\n") {
            self.line.pop();
            if self.line.ends_with(b"\r") {
                self.line.pop();
            }
        }
        Ok(Some(PyBytes::new(py, &self.line)))
    }
}
