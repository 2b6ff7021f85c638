package dev.refactory.api.job;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a page of jobs ended, opaque to callers.
final class Cursor {
    private static final Pattern FORM = Pattern.compile("j1:(job_[0-9a-z]{1,64})");

    private Cursor() {}

    static String after(String jobId) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("j1:" + jobId).getBytes(StandardCharsets.US_ASCII));
    }

    /// The job id in a cursor of ours; empty when it is not one.
    static Optional<String> read(String cursor) {
        try {
            var matcher = FORM.matcher(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
            return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
