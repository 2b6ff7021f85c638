package dev.refactory.kit.http;

import java.util.Locale;
import java.util.regex.Pattern;

/// Names and addresses of this machine itself.
public final class Loopback {
    private static final Pattern IPV4 = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

    private Loopback() {}

    /// Whether a host, without a port, can mean nothing but this machine: no resolver is asked.
    public static boolean is(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return plain.equals("localhost")
                || plain.endsWith(".localhost")
                || plain.equals("::1")
                || plain.equals("[::1]")
                || IPV4.matcher(plain).matches();
    }
}
