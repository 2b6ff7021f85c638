package dev.refactory.index.java;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SourceText;
import dev.refactory.index.java.ChildJavaAttributor.Config;
import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.kit.time.SystemTime;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Sources by path, facts with a caret under every name.
final class Attribution {
    /// Made when the first test asks.
    private static final class Shared {
        static final JavaAttributor ATTRIBUTOR =
                new ChildJavaAttributor(Config.defaults().withChildren(1).withThreads(1), SystemTime.ticker());
    }

    private static final class OneByOne {
        static final JavaAttributor ATTRIBUTOR = new ChildJavaAttributor(
                Config.defaults().withChildren(1).withThreads(1).withLimits(new Config.Limits(1, 2 << 20, 2 << 20)),
                SystemTime.ticker());
    }

    private Attribution() {}

    /// Like [#shared], but that each file is attributed alone, against the headers of all others.
    static JavaAttributor oneByOne() {
        return OneByOne.ATTRIBUTOR;
    }

    /// One warm child for all tests of this JVM; it ends with it, because its input does.
    static JavaAttributor shared() {
        return Shared.ATTRIBUTOR;
    }

    static Source source(String path, String text) {
        return source(path, text.getBytes(StandardCharsets.UTF_8));
    }

    static Source source(String path, byte[] bytes) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.UTF_8));
            return new Source(path, HexFormat.of().formatHex(sha1.digest(bytes)), bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A source in the directory its package and first type ask for.
    static Source source(String text) {
        String packageName = text.lines()
                .filter(line -> line.startsWith("package "))
                .map(line -> line.substring(8, line.indexOf(';')).strip().replace('.', '/') + "/")
                .findFirst()
                .orElse("");
        var type = java.util.regex.Pattern.compile("\\b(?:class|interface|enum|record)\\s+(\\w+)")
                .matcher(text);
        return source(packageName + (type.find() ? type.group(1) : "Unit") + ".java", text);
    }

    static List<FileFacts> attribute(int release, Source... sources) {
        return shared().attribute(new Request(List.of(sources), List.of(), List.of(), release), () -> false);
    }

    /// Facts of the first source; the others are its headers.
    static FileFacts factsOf(Source first, Source... headers) {
        Request request = new Request(List.of(first), List.of(headers), List.of(), 25);
        return shared().attribute(request, () -> false).getFirst();
    }

    /// The text with a line of carets, roles and symbol under each occurrence.
    static String snapshot(FileFacts facts, String text) {
        StringBuilder out = new StringBuilder();
        SourceText source = new SourceText(text, StandardCharsets.UTF_8);
        List<Occurrence> left = new ArrayList<>(facts.occurrences());
        left.sort(Comparator.naturalOrder());
        int offset = 0;
        for (String line : text.split("\n", -1)) {
            int end = offset + line.length();
            if (offset == text.length() && line.isEmpty()) {
                break;
            }
            out.append(line).append('\n');
            for (Occurrence occurrence : left) {
                int start = occurrence.range().start();
                if (start >= offset && start <= end) {
                    int column = source.columnOf(start) - 1;
                    out.append(" ".repeat(column))
                            .append("^".repeat(Math.max(1, occurrence.range().length())))
                            .append(' ')
                            .append(roles(occurrence))
                            .append(' ')
                            .append(occurrence.symbol())
                            .append('\n');
                }
            }
            offset = end + 1;
        }
        return out.toString();
    }

    private static String roles(Occurrence occurrence) {
        return occurrence.roles().stream()
                .sorted()
                .map(Role::name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("+"));
    }

    /// The source a snapshot was taken of.
    static String withoutCarets(String snapshot) {
        return snapshot.lines()
                .filter(line -> !line.stripLeading().startsWith("^"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
