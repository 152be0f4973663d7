//! The loop that everybody would write: the 10 rows of 100,000 x 768 with the highest dot products. Prints the
//! milliseconds of each sample, and the index of the best row.

use std::time::Instant;

const ROWS: usize = 100_000;
const DIM: usize = 768;
const K: usize = 10;

fn value(i: usize) -> f32 {
    ((i.wrapping_mul(2_654_435_761) >> 8) & 0xffff) as f32 / 65536.0 - 0.5
}

fn search(table: &[f32], query: &[f32]) -> Vec<(f32, usize)> {
    let mut best: Vec<(f32, usize)> = Vec::new();
    for (index, row) in table.chunks_exact(DIM).enumerate() {
        let mut score = 0.0f32;
        for (a, b) in row.iter().zip(query) {
            score += a * b;
        }
        if best.len() < K || score > best[K - 1].0 {
            let place = best.partition_point(|other| other.0 >= score);
            best.insert(place, (score, index));
            best.truncate(K);
        }
    }
    best
}

fn main() {
    let table: Vec<f32> = (0..ROWS * DIM).map(value).collect();
    let query: Vec<f32> = (0..DIM).map(|i| value(i * 31 + 7)).collect();
    let mut first = 0;
    for _ in 0..21 {
        let start = Instant::now();
        let best = search(&table, &query);
        println!("{}", start.elapsed().as_secs_f64() * 1e3);
        first = best[0].1;
    }
    println!("best {first}");
}
