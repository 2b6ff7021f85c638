package dev.refactory.api.job;

import dev.refactory.api.catalogue.Limits;
import dev.refactory.api.submit.DurationText;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.queue.job.Job;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What callers say in headers, and what they are told in them.
final class JobHeaders {
    private static final Pattern PREFER_WAIT = Pattern.compile("(?i)(?:^|[,;\\s])wait\\s*=\\s*\"?(\\w+)\"?");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(Limits.WAIT_SECONDS_MAX);

    private JobHeaders() {}

    /// Of the job's version. Weak: elapsed time is shown too, and does not count as a change.
    static String etag(Job job) {
        return "W/\"" + job.version() + "\"";
    }

    /// Whether the caller has seen this version, by `If-None-Match`.
    static boolean seen(RoutingContext context, String etag) {
        String given = context.request().getHeader("If-None-Match");
        if (given == null) {
            return false;
        }
        for (String one : given.split(",", -1)) {
            String trimmed = one.strip();
            if (trimmed.equals("*") || trimmed.replaceFirst("^W/", "").equals(etag.replaceFirst("^W/", ""))) {
                return true;
            }
        }
        return false;
    }

    /// Seconds a poller should let pass: more the older the job is; null when it is over.
    static @Nullable String retryAfter(Job job, Instant now) {
        if (job.status().terminal()) {
            return null;
        }
        long age = Duration.between(job.createdAt(), now).toSeconds();
        int seconds = age < 10 ? 1 : age < 30 ? 2 : age < 120 ? 5 : age < 600 ? 10 : 30;
        return Integer.toString(seconds);
    }

    /// How long the caller is ready to wait: the query's `wait`, else `Prefer: wait=N`, else zero; at most 30
    /// s.
    static Duration wait(RoutingContext context, @Nullable Duration asked) {
        Duration wait = asked == null ? preferred(context) : asked;
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static Duration preferred(RoutingContext context) {
        String prefer = context.request().getHeader("Prefer");
        if (prefer == null) {
            return Duration.ZERO;
        }
        Matcher matcher = PREFER_WAIT.matcher(prefer);
        if (!matcher.find()) {
            return Duration.ZERO;
        }
        Optional<Duration> wait = DurationText.parse(matcher.group(1));
        return wait.orElseThrow(() -> new RefactoryException(
                ErrorCode.INVALID_REQUEST, "Prefer", "Prefer: wait=N takes seconds, for example wait=10."));
    }
}
