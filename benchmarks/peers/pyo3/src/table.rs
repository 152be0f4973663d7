//! Rows of float32 behind a handle.

use pyo3::buffer::PyBuffer;
use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyList;

#[pyclass]
pub struct EmbeddingTable {
    dim: usize,
    rows: Vec<f32>,
}

#[pymethods]
impl EmbeddingTable {
    #[new]
    fn new(dim: usize) -> Self {
        Self { dim, rows: Vec::new() }
    }

    fn add(&mut self, row: &Bound<'_, PyAny>) -> PyResult<usize> {
        let dim = self.dim;
        let rows = &mut self.rows;
        with_floats(row, dim, "row", |floats| rows.extend_from_slice(floats))?;
        Ok(self.rows.len() / dim - 1)
    }

    fn dot(&self, idx: usize, query: &Bound<'_, PyAny>) -> PyResult<f32> {
        let row = self
            .rows
            .get(idx * self.dim..(idx + 1) * self.dim)
            .ok_or_else(|| PyIndexError::new_err("index out of range"))?;
        with_floats(query, self.dim, "query", |floats| dot(row, floats))
    }

    /// The indices of the rows with the highest dot products, best first.
    fn search(&self, query: &Bound<'_, PyAny>, k: usize) -> PyResult<Vec<usize>> {
        with_floats(query, self.dim, "query", |floats| {
            let mut best: Vec<(f32, usize)> = Vec::new();
            for (index, row) in self.rows.chunks_exact(self.dim).enumerate() {
                let score = dot(row, floats);
                if best.len() < k || score > best[k - 1].0 {
                    let place = best.partition_point(|other| other.0 >= score);
                    best.insert(place, (score, index));
                    best.truncate(k);
                }
            }
            best.into_iter().map(|(_, index)| index).collect()
        })
    }
}

fn dot(row: &[f32], query: &[f32]) -> f32 {
    row.iter().zip(query).map(|(a, b)| a * b).sum()
}

fn with_floats<R>(object: &Bound<'_, PyAny>, dim: usize, what: &str, work: impl FnOnce(&[f32]) -> R) -> PyResult<R> {
    let check = |length: usize| {
        if length == dim {
            Ok(())
        } else {
            Err(PyValueError::new_err(format!("expected {dim}-dim {what}")))
        }
    };
    if object.is_instance_of::<PyList>() {
        let floats: Vec<f32> = object.extract()?;
        check(floats.len())?;
        return Ok(work(&floats));
    }
    let buffer = PyBuffer::<f32>::get(object)?;
    let floats = buffer
        .as_slice_ptr()
        .ok_or_else(|| PyValueError::new_err("the buffer is not C-contiguous"))?;
    check(buffer.item_count())?;
    // SAFETY: the buffer is exported and so can't be resized, and no Python code runs until work is done.
    Ok(work(unsafe { floats.as_ref() }))
}
