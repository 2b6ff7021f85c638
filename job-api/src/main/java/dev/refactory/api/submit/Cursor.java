package dev.refactory.api.submit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a page ended, opaque to callers.
public final class Cursor {
    private static final Pattern FORM = Pattern.compile("c1:((job|repo)_[0-9a-z]{1,64})");

    private Cursor() {}

    /// @param id of the last entry of the page, `job_…` or `repo_…`
    public static String after(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(("c1:" + id).getBytes(StandardCharsets.US_ASCII));
    }

    /// The job id in a cursor of ours; empty when it is not one.
    public static Optional<String> job(String cursor) {
        return read(cursor, "job_");
    }

    /// The repository id in a cursor of ours; empty when it is not one.
    public static Optional<String> repository(String cursor) {
        return read(cursor, "repo_");
    }

    private static Optional<String> read(String cursor, String prefix) {
        try {
            var matcher = FORM.matcher(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
            return matcher.matches()
                    ? Optional.of(matcher.group(1)).filter(id -> id.startsWith(prefix))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
