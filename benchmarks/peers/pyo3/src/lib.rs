//! The five patterns as a careful user of PyO3 writes them: plain loops, no copy where PyO3 needs none.

mod counting;
mod lines;
mod table;

use pyo3::prelude::*;

#[pymodule]
mod loanword_peer {
    use numpy::{PyArray1, PyReadonlyArray1, ToPyArray};
    use pyo3::buffer::{Element, PyBuffer};
    use pyo3::exceptions::{PyBufferError, PyTypeError, PyValueError};
    use pyo3::prelude::*;
    use pyo3::types::{PyByteArray, PyBytes};

    #[pymodule_export]
    use crate::counting::{allocated, count_allocations};
    #[pymodule_export]
    use crate::lines::Lines;
    #[pymodule_export]
    use crate::table::EmbeddingTable;

    #[pyfunction]
    fn nothing() {}

    #[pyfunction]
    #[pyo3(signature = (a, b = 1))]
    fn add(a: i32, b: i32) -> i32 {
        a + b
    }

    #[pyfunction]
    fn call(function: &Bound<'_, PyAny>, value: i64) -> PyResult<i64> {
        function.call1((value,))?.extract()
    }

    #[pyfunction]
    fn fail() -> PyResult<()> {
        Err(PyValueError::new_err("no"))
    }

    #[pyfunction]
    fn length(array: PyReadonlyArray1<'_, f64>) -> usize {
        array.as_array().len()
    }

    #[pyclass]
    #[derive(Default)]
    struct Counter {
        value: i32,
    }

    #[pymethods]
    impl Counter {
        #[new]
        fn new() -> Self {
            Self::default()
        }

        fn next(&mut self) -> i32 {
            self.value += 1;
            self.value
        }

        #[getter]
        fn value(&self) -> i32 {
            self.value
        }
    }

    #[pyfunction]
    fn checksum_bytes(payload: &Bound<'_, PyAny>) -> PyResult<u64> {
        if let Ok(bytes) = payload.cast::<PyBytes>() {
            return Ok(fnv1a(bytes.as_bytes()));
        }
        let bytes = payload
            .cast::<PyByteArray>()
            .map_err(|_| PyTypeError::new_err("expected bytes or bytearray"))?;
        // SAFETY: no Python code runs while the slice is in use, so nobody resizes the bytearray.
        Ok(fnv1a(unsafe { bytes.as_bytes() }))
    }

    fn fnv1a(bytes: &[u8]) -> u64 {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
        hash
    }

    #[pyfunction]
    fn scale_inplace(x: &Bound<'_, PyAny>, factor: f64) -> PyResult<()> {
        with_elements(x, |values: &mut [f64]| {
            for value in values {
                *value *= factor;
            }
        })
    }

    #[pyfunction]
    fn scale_buffer(buf: &Bound<'_, PyAny>, factor: f32) -> PyResult<()> {
        with_elements(buf, |values: &mut [f32]| {
            for value in values {
                *value *= factor;
            }
        })
    }

    fn with_elements<T: Element>(memory: &Bound<'_, PyAny>, work: impl FnOnce(&mut [T])) -> PyResult<()> {
        let buffer = PyBuffer::<T>::get(memory)?;
        if buffer.readonly() {
            return Err(PyBufferError::new_err("the buffer is read-only"));
        }
        let mut elements = buffer
            .as_slice_ptr()
            .ok_or_else(|| PyBufferError::new_err("the buffer is not C-contiguous"))?;
        // SAFETY: the buffer is exported and so can't be resized, and no Python code runs until work is done.
        work(unsafe { elements.as_mut() });
        Ok(())
    }

    /// Memory that Rust allocated, as NumPy's array.
    #[pyfunction]
    fn doubles(py: Python<'_>, length: usize) -> Bound<'_, PyArray1<f64>> {
        vec![0.5; length].to_pyarray(py)
    }
}
