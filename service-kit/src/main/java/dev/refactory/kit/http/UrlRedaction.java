package dev.refactory.kit.http;

import java.util.regex.Pattern;

/// Takes credentials out of URLs before they are shown, stored in a list or logged.
public final class UrlRedaction {
    /// Everything between `//` and the last `@` before the path: parsers disagree on the first one, so all of
    /// it goes.
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s]*@");

    private static final Pattern SECRET_PARAMETER = Pattern.compile(
            "(?i)([?&](?:access_token|token|private_token|api_key|key|password|secret|sig|signature)=)[^&#\\s]*");

    private UrlRedaction() {}

    /// The text with the user information and the secret query parameters of every URL in it replaced by `***`.
    public static String redact(String text) {
        String withoutUsers = USER_INFO.matcher(text).replaceAll("***@");
        return SECRET_PARAMETER.matcher(withoutUsers).replaceAll("$1***");
    }

    /// Whether redaction would take something away.
    public static boolean holdsCredentials(String url) {
        return !redact(url).equals(url);
    }
}
