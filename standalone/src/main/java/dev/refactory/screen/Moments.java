package dev.refactory.screen;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// Times as they are read at a glance.
public final class Moments {
    private Moments() {}

    /// How long before `now` a time was, in its largest unit: `5s`, `3m`, `2h`, `4d`; the text
    /// itself when it is no time in RFC 3339.
    public static String age(String at, Instant now) {
        Duration age;
        try {
            age = Duration.between(Instant.parse(at), now);
        } catch (DateTimeParseException e) {
            return Style.safe(at);
        }
        if (age.isNegative()) {
            return "0s";
        }
        if (age.toSeconds() < 60) {
            return age.toSeconds() + "s";
        }
        if (age.toMinutes() < 60) {
            return age.toMinutes() + "m";
        }
        return age.toHours() < 48 ? age.toHours() + "h" : age.toDays() + "d";
    }
}
