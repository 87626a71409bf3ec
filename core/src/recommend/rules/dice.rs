//! Chance from a seed: the same seed, the same list.

/// `SplitMix64` (Steele, Lea and Flood, 2014): small, and good enough to try something out.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Chance that begins with `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Sixty-four random bits.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number above 0 and below 1.
    pub fn fraction(&mut self) -> f64 {
        let high = u32::try_from(self.next() >> 32).unwrap_or_default();
        (f64::from(high) + 0.5) / 4_294_967_296.0
    }

    /// A draw from Beta(a, b), both above zero.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (x, y) = (self.gamma(a), self.gamma(b));
        if x + y > 0.0 { x / (x + y) } else { 0.5 }
    }

    /// A draw from Gamma(shape, 1) (Marsaglia and Tsang, 2000).
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let boost = self.fraction().powf(1.0 / shape);
            return self.gamma(shape + 1.0) * boost;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        // One draw in twenty is refused; a hundred in a row never are.
        for _ in 0..100 {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && self.fraction().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
        d
    }

    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.fraction().ln()).sqrt();
        radius * (std::f64::consts::TAU * self.fraction()).cos()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_from_beta_have_its_mean_and_spread() {
        for (a, b) in [(1.0, 1.0), (8.0, 2.0), (0.5, 4.0)] {
            let mut dice = Dice::new(7);
            let draws: Vec<f64> = (0..20_000).map(|_| dice.beta(a, b)).collect();
            let mean = draws.iter().sum::<f64>() / 20_000.0;
            let variance = draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 20_000.0;
            let (true_mean, true_variance) = (a / (a + b), a * b / ((a + b).powi(2) * (a + b + 1.0)));
            assert!((mean - true_mean).abs() < 0.01, "{a} {b}: {mean}");
            assert!((variance - true_variance).abs() < 0.005, "{a} {b}: {variance}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_draws() {
        let draw = |seed| Dice::new(seed).beta(2.0, 3.0);
        assert!(draw(5) == draw(5) && draw(5) != draw(6));
    }
}
