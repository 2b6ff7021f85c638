package dev.refactory.accelerator.plan;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What jobs are promised: of those submitted in any half-hour, a share has its last answer within a time of
/// its submission.
///
/// @param percent from 50 to 99.9
/// @param picos more than 0
public record JobSlo(BigDecimal percent, long picos) {
    private static final Pattern FORM =
            Pattern.compile("p(\\d{2}(?:\\.\\d{1,3})?)=(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h)");
    private static final BigDecimal LEAST = new BigDecimal("50");
    private static final BigDecimal MOST = new BigDecimal("99.9");
    private static final long MILLI_PICOS = 1_000_000_000L;
    private static final long LONGEST_PICOS = 86_400_000L * MILLI_PICOS;
    private static final int THOUSANDTHS = 3;
    private static final long WHOLE = 100_000;

    public JobSlo {
        if (percent.compareTo(LEAST) < 0 || percent.compareTo(MOST) > 0 || picos < 1) {
            throw new IllegalArgumentException("p" + percent + " within " + picos);
        }
    }

    /// For example `p99=30s`, `p99.9=1.5m`, `p90=2h` or `p50=800ms`.
    ///
    /// @throws RefactoryException `invalid_parameter` for other words, percentiles or times
    public static JobSlo parse(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            BigDecimal percent = new BigDecimal(form.group(1));
            long unit = switch (form.group(3)) {
                case "ms" -> 1;
                case "s" -> 1000;
                case "m" -> 60_000;
                default -> 3_600_000;
            };
            BigDecimal picos = new BigDecimal(form.group(2)).multiply(BigDecimal.valueOf(unit * MILLI_PICOS));
            boolean known = percent.compareTo(LEAST) >= 0 && percent.compareTo(MOST) <= 0;
            if (known && picos.signum() > 0 && picos.compareTo(BigDecimal.valueOf(LONGEST_PICOS)) <= 0) {
                return new JobSlo(percent, picos.longValueExact());
            }
        }
        throw new RefactoryException(
                ErrorCode.INVALID_PARAMETER,
                "slo",
                "\"" + text + "\" is no promise: say for example p99=30s, with a percentile from p50 to p99.9 and a"
                        + " time in ms, s, m or h of at most a day.");
    }

    /// How many of some jobs may be late.
    long allowed(long jobs) {
        return jobs - rank(jobs);
    }

    /// Which of some times, sorted, is the percentile, counted from 1: the nearest rank; 0 of none.
    long rank(long jobs) {
        long share = percent.movePointRight(THOUSANDTHS).longValueExact();
        return Math.ceilDiv(jobs * share, WHOLE);
    }

    /// As it was said, in seconds: `p99=30s`.
    @Override
    public String toString() {
        return name() + "="
                + new BigDecimal(picos).movePointLeft(12).stripTrailingZeros().toPlainString() + "s";
    }

    /// The percentile: `p99`.
    public String name() {
        return "p" + percent.stripTrailingZeros().toPlainString();
    }
}
