package dev.refactory.refactor.recipe.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The templates that come with the engine: lists in files beside this class, one template a line, as
/// `name: before → after`, or `name (19): before → after` where what it writes is in the JDK since Java 19.
final class ApiLists {
    private static final List<String> NAMES = List.of("jdk-deprecations", "class-new-instance", "is-empty");

    private ApiLists() {}

    private static final Pattern LINE = Pattern.compile("([a-z-]+)(?: \\((\\d+)\\))?: (.+) → (.+)");

    /// @param name within its list; empty for a template that is in none
    /// @param since the first Java level that has what it writes; 0 for each
    record Entry(String name, int since, String before, String after) {}

    /// As they are asked for: `@jdk-deprecations`.
    static List<String> names() {
        return NAMES.stream().map(name -> "@" + name).toList();
    }

    /// The templates of `@list`, or the one of `@list/name`.
    static List<Entry> named(String query, String after) throws ApiParser.Fault {
        int slash = query.indexOf('/');
        String list = query.substring(1, slash < 0 ? query.length() : slash);
        if (!NAMES.contains(list)) {
            throw new ApiParser.Fault(
                    "There is no list \"" + query + "\" of templates: there is " + String.join(", ", names()) + ".",
                    "not-found",
                    query);
        } else if (!after.isEmpty()) {
            throw new ApiParser.Fault("The templates of " + query + " say what they write: leave `after` out.");
        }
        List<Entry> all = of(list);
        List<Entry> asked = slash < 0
                ? all
                : all.stream()
                        .filter(entry -> entry.name().equals(query.substring(slash + 1)))
                        .toList();
        if (asked.isEmpty()) {
            throw new ApiParser.Fault(
                    "@" + list + " has no template \"" + query.substring(slash + 1) + "\": it has "
                            + String.join(
                                    ", ",
                                    all.stream().map(Entry::name).distinct().toList()) + ".",
                    "not-found",
                    query);
        }
        return asked;
    }

    static List<Entry> of(String list) {
        List<Entry> entries = new ArrayList<>();
        for (String line : read(list).split("\n", -1)) {
            if (!line.isBlank() && !line.startsWith("//")) {
                Matcher matcher = LINE.matcher(line);
                if (!matcher.matches()) {
                    throw new IllegalStateException("No template: " + line);
                }
                int since = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
                entries.add(new Entry(
                        matcher.group(1),
                        since,
                        matcher.group(3).strip(),
                        matcher.group(4).strip()));
            }
        }
        return entries;
    }

    private static String read(String list) {
        try (InputStream stream = ApiLists.class.getResourceAsStream("templates/" + list + ".txt")) {
            if (stream == null) {
                throw new IllegalStateException("The list of templates " + list + " is not in the archive");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
