//! The loops that everybody would write, each over 1,000,000 float64 or 4,000,000 bytes. Prints the name, the median in
//! nanoseconds and the answer of each.

use std::hint::black_box;
use std::time::Instant;

const COUNT: usize = 1_000_000;
const SAMPLES: usize = 21;

fn value(i: usize) -> f64 {
    ((i.wrapping_mul(2_654_435_761) >> 8) & 0xffff) as f64 / 65536.0 + 0.5
}

fn measure(name: &str, mut work: impl FnMut(&mut [f64]) -> f64) {
    let source: Vec<f64> = (0..COUNT).map(value).collect();
    let mut numbers = source.clone();
    let mut samples = Vec::new();
    let mut answer = 0.0;
    for _ in 0..SAMPLES {
        numbers.copy_from_slice(&source);
        let start = Instant::now();
        answer = black_box(work(black_box(&mut numbers)));
        samples.push(start.elapsed().as_nanos());
    }
    samples.sort();
    println!("{name} {} {answer:e}", samples[SAMPLES / 2]);
}

fn main() {
    let other: Vec<f64> = (0..COUNT).map(|i| value(i * 31 + 7)).collect();
    let bytes: Vec<u8> = (0..4 * COUNT).map(|i| (i * 7) as u8).collect();
    measure("checksum", |_| {
        let mut hash = 0xcbf29ce484222325u64;
        for &byte in black_box(&bytes) {
            hash = (hash ^ byte as u64).wrapping_mul(0x100000001b3);
        }
        (hash >> 32) as f64
    });
    measure("scale", |x| {
        for v in x.iter_mut() {
            *v *= 1.5;
        }
        x[COUNT - 1]
    });
    measure("sum", |x| x.iter().sum());
    measure("max", |x| x.iter().copied().fold(f64::NEG_INFINITY, f64::max));
    measure("count", |x| x.iter().filter(|&&v| v == 0.75).count() as f64);
    measure("cosine", |x| {
        let (mut dot, mut left, mut right) = (0.0, 0.0, 0.0);
        for (a, b) in x.iter().zip(&other) {
            dot += a * b;
            left += a * a;
            right += b * b;
        }
        dot / (left.sqrt() * right.sqrt())
    });
    measure("axpy", |x| {
        for (y, a) in x.iter_mut().zip(&other) {
            *y += 0.5 * a;
        }
        x[COUNT - 1]
    });
    measure("clip", |x| {
        for v in x.iter_mut() {
            *v = v.clamp(0.6, 1.2);
        }
        x[COUNT - 1]
    });
    measure("normalise", |x| {
        let length = x.iter().map(|v| v * v).sum::<f64>().sqrt();
        for v in x.iter_mut() {
            *v /= length;
        }
        x[COUNT - 1]
    });
    measure("standardise", |x| {
        let mean = x.iter().sum::<f64>() / COUNT as f64;
        let deviation = (x.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / COUNT as f64).sqrt();
        for v in x.iter_mut() {
            *v = (*v - mean) / deviation;
        }
        x[COUNT - 1]
    });
    measure("log", |x| {
        for v in x.iter_mut() {
            *v = v.ln();
        }
        x[COUNT - 1]
    });
}
