package dev.refactory.kit.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How a setting's text is read.
///
/// @param range what is accepted, as it completes "must be …", for example `a whole number from 1 to 64`
/// @param parser the text, trimmed, to a value; throws `IllegalArgumentException` when it is not in the range
public record ValueType<T>(String range, Function<String, T> parser) {
    private static final Pattern MEMBER = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+):([0-9]{1,5})");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,253}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private static final Pattern BYTES = Pattern.compile("([0-9]{1,18}) ?([KMGT]iB)?");
    private static final int KEY_BYTES = 32;

    /// @throws IllegalArgumentException when the text is outside the range
    T parse(String text) {
        return parser.apply(text.strip());
    }

    static ValueType<String> text() {
        return new ValueType<>("text", Function.identity());
    }

    static ValueType<String> name() {
        return new ValueType<>("a name of letters, digits, dots, dashes", text -> matching(NAME, text));
    }

    static ValueType<String> host() {
        return new ValueType<>("a host name or address", text -> matching(HOST, text));
    }

    static ValueType<String> prefixed(String prefix) {
        return new ValueType<>("a URL that begins with " + prefix, text -> {
            require(text.startsWith(prefix) && text.length() > prefix.length());
            return text;
        });
    }

    static ValueType<Integer> integer(int min, int max) {
        return new ValueType<>("a whole number from " + min + " to " + max, text -> {
            int value = Integer.parseInt(text);
            require(value >= min && value <= max);
            return value;
        });
    }

    /// A number of bytes, with a unit of KiB, MiB, GiB or TiB where it is not single bytes.
    static ValueType<Long> bytes(long min) {
        return new ValueType<>("a number of bytes from " + min + " up, such as 512MiB or 10GiB", text -> {
            var match = BYTES.matcher(text);
            require(match.matches());
            int power = match.group(2) == null
                    ? 0
                    : 10 * (1 + "KMGT".indexOf(match.group(2).charAt(0)));
            long number = Long.parseLong(match.group(1));
            require(number <= Long.MAX_VALUE >> power + 1 && number << power >= min);
            return number << power;
        });
    }

    static ValueType<Boolean> yesOrNo() {
        return new ValueType<>("yes or no", text -> {
            require(text.equals("yes") || text.equals("no"));
            return text.equals("yes");
        });
    }

    /// Keys of 32 bytes; their text is kept.
    static ValueType<List<String>> keys() {
        return list(
                new ValueType<>("", text -> {
                    require(Base64.getDecoder().decode(text).length == KEY_BYTES);
                    return text;
                }),
                "keys of 32 bytes in base64");
    }

    static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
        List<String> names = Stream.of(type.getEnumConstants())
                .map(constant ->
                        constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                .toList();
        return new ValueType<>(String.join(" or ", names), text -> {
            int index = names.indexOf(text);
            require(index >= 0);
            return type.getEnumConstants()[index];
        });
    }

    static ValueType<Path> path() {
        return new ValueType<>("a path", ValueType::toPath);
    }

    static ValueType<List<Path>> paths() {
        return list(path(), "paths");
    }

    static ValueType<URI> httpUrl() {
        return new ValueType<>("an http or https URL", text -> {
            try {
                URI uri = new URI(text);
                require(("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null);
                return uri;
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }

    static ValueType<List<URI>> httpUrls() {
        return list(httpUrl(), "http or https URLs");
    }

    /// `host:port` pairs; their text is kept.
    static ValueType<List<String>> members() {
        return list(
                new ValueType<>("", text -> {
                    var match = MEMBER.matcher(text);
                    require(match.matches() && Integer.parseInt(match.group(2)) <= 65_535);
                    return text;
                }),
                "host:port pairs");
    }

    private static <T> ValueType<List<T>> list(ValueType<T> element, String plural) {
        return new ValueType<>(
                plural + ", separated by commas",
                text -> Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .map(element::parse)
                        .toList());
    }

    private static Path toPath(String text) {
        require(!text.isEmpty());
        try {
            boolean home = text.equals("~") || text.startsWith("~/");
            Path path = home ? Path.of(System.getProperty("user.home"), text.substring(1)) : Path.of(text);
            return path.toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String matching(Pattern pattern, String text) {
        require(pattern.matcher(text).matches());
        return text;
    }

    private static void require(boolean inRange) {
        if (!inRange) {
            throw new IllegalArgumentException("out of range");
        }
    }
}
