package dev.refactory.queue.ledger;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/// A price list: `SAU = base · c · max(1, K / divisor)^exponent`, rounded half up to whole SAU, at
/// least the base; K = thousands of indexed lines, c = complexity of the plan. Never changes once
/// used.
///
/// The result is exact: the rounding is decided by comparing integers, not floating-point numbers,
/// so that anybody gets the same price.
///
/// @param version its name, written into every ledger entry
/// @param baseSau the price of the smallest job, above 0
/// @param klocDivisor thousands of lines up to which size costs nothing, above 0
/// @param exponent how the price grows with size, above 0
public record RateCard(String version, BigDecimal baseSau, BigDecimal klocDivisor, BigDecimal exponent) {
    /// Card 1: a simple analysis of a small repository costs 5 SAU, a full refactoring of a large monorepo 500.
    public static final RateCard CARD_1 =
            new RateCard("1", new BigDecimal(5), new BigDecimal(10), new BigDecimal("0.8228"));

    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final double DOUBTFUL = 1e-6;

    public RateCard {
        if (baseSau.signum() <= 0 || klocDivisor.signum() <= 0 || exponent.signum() <= 0) {
            throw new IllegalArgumentException("A rate card's numbers are above 0");
        }
    }

    /// The price in milli-SAU, a multiple of 1000.
    ///
    /// @param indexedLines at least 0
    /// @param complexity c, above 0
    public long milliSau(long indexedLines, BigDecimal complexity) {
        if (indexedLines < 0 || complexity.signum() <= 0) {
            throw new IllegalArgumentException("Lines are at least 0 and the complexity is above 0");
        }
        BigDecimal size = new BigDecimal(indexedLines).movePointLeft(3);
        BigDecimal scale = baseSau.multiply(complexity);
        double estimate = scale.doubleValue() * Math.pow(Math.max(1, ratio(size)), exponent.doubleValue());
        long rounded = (long) Math.floor(estimate + 0.5);
        if (Math.abs(estimate + 0.5 - Math.rint(estimate + 0.5)) < DOUBTFUL * Math.max(1, estimate)) {
            rounded = decide((long) Math.rint(estimate + 0.5), size, scale);
        }
        long least = baseSau.setScale(0, java.math.RoundingMode.CEILING).longValueExact();
        return Math.multiplyExact(Math.max(least, rounded), 1000L);
    }

    private double ratio(BigDecimal size) {
        return size.divide(klocDivisor, MathContext.DECIMAL64).doubleValue();
    }

    /// Whether the exact price reaches `candidate - 0.5`: then it rounds to the candidate, else to one less.
    ///
    /// With exponent p/q: `scale · x^(p/q) >= h` exactly when `x^p · scale^q >= h^q`, all rational.
    private long decide(long candidate, BigDecimal size, BigDecimal scale) {
        BigDecimal h = new BigDecimal(candidate).subtract(HALF);
        if (size.compareTo(klocDivisor) <= 0) {
            return scale.compareTo(h) >= 0 ? candidate : candidate - 1;
        }
        BigInteger q = BigInteger.TEN.pow(Math.max(0, exponent.scale()));
        BigInteger p = exponent.setScale(Math.max(0, exponent.scale())).unscaledValue();
        BigInteger common = p.gcd(q);
        int power = p.divide(common).intValueExact();
        int root = q.divide(common).intValueExact();
        BigDecimal left = size.pow(power).multiply(scale.pow(root));
        BigDecimal right = h.pow(root).multiply(klocDivisor.pow(power));
        return left.compareTo(right) >= 0 ? candidate : candidate - 1;
    }
}
