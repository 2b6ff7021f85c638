package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is made of Lombok's annotations has every member Lombok itself makes, and no other.
class LombokMembersTest {
    private static final Pattern CASE = Pattern.compile("^// case (.+)\\n", Pattern.MULTILINE);
    private static final Pattern TYPE_VARIABLES = Pattern.compile("^<.*> ");

    @TempDir
    Path directory;

    @Test
    void everyMemberOfTheTableIsMadeAsLombokMakesIt() throws IOException {
        Map<String, String> sources = table("members");
        assertThat(sources.size()).isGreaterThanOrEqualTo(60);
        compare(sources);
    }

    @Test
    void everyMemberOfVariantsDrawnByChanceIsMadeAsLombokMakesIt() {
        long seed = Long.getLong("seed", 20261122);
        int drawn = Integer.getInteger("variants", 200);
        Map<String, String> sources = new TreeMap<>();
        LombokVariants variants = new LombokVariants(seed);
        for (int i = 0; i < drawn; i++) {
            String packageName = String.format(Locale.ROOT, "v%05d", i);
            sources.put(packageName + "/A.java", "package " + packageName + ";\n" + variants.type());
        }
        Map<String, String> expected = RealLombok.membersOfWhatCompiles(sources, directory);
        assertThat(sources.size()).as("compile, of %s", drawn).isGreaterThan(drawn / 2);
        compare("seed " + seed, sources, expected);
    }

    private void compare(Map<String, String> cases) {
        Map<String, String> sources = new TreeMap<>(cases);
        sources.putAll(table("stubs"));
        compare("the table", sources, RealLombok.members(sources, directory));
    }

    private static void compare(String what, Map<String, String> sources, Map<String, String> expected) {
        List<String> errors = new ArrayList<>();
        Map<String, String> actual = ours(sources, errors);
        List<String> differences = new ArrayList<>();
        expected.forEach((symbol, as) -> {
            // A lazy getter keeps the value in a field of another type: here the field stays what is written.
            if (as.endsWith("AtomicReference<Object>")) {
                return;
            }
            String made = actual.get(symbol);
            if (made == null) {
                differences.add("lacks " + symbol + ": " + as);
            } else if (!made.equals(as)) {
                differences.add("differs " + symbol + ": " + made + " instead of " + as);
            }
        });
        actual.forEach((symbol, as) -> {
            if (!expected.containsKey(symbol)) {
                differences.add("has too much: " + symbol + ": " + as);
            }
        });
        assertThat(differences)
                .as("%s: %s differences", what, differences.size())
                .isEmpty();
        assertThat(errors).isEmpty();
    }

    static Map<String, String> ours(Map<String, String> sources, List<String> errors) {
        List<Source> all = new ArrayList<>();
        sources.forEach((path, text) -> all.add(Attribution.source(path, text)));
        Map<String, String> members = new TreeMap<>();
        Request request = new Request(all, List.of(), List.of(RealLombok.jar()), 25);
        for (FileFacts facts : Attribution.shared().attribute(request, () -> false)) {
            facts.declared().stream()
                    .filter(symbol -> symbol.path() != null && !symbol.symbol().contains(".local$"))
                    .forEach(symbol -> describe(symbol, members));
            facts.diagnostics().stream()
                    .filter(found -> found.severity() == Diagnostic.Severity.ERROR)
                    .forEach(found -> errors.add(facts.path() + ":" + found.line() + " " + found.message()));
        }
        return members;
    }

    private static void describe(SymbolInfo symbol, Map<String, String> members) {
        switch (symbol.kind()) {
            case CLASS, INTERFACE, ENUM, RECORD, ANNOTATION -> {
                TreeSet<String> modifiers = new TreeSet<>(symbol.modifiers());
                modifiers.removeAll(List.of("abstract", "sealed", "non-sealed"));
                if (symbol.kind() != dev.refactory.graph.model.SymbolKind.CLASS) {
                    modifiers.removeAll(List.of("static", "final"));
                }
                members.put(symbol.symbol(), "type " + java.lang.reflect.Modifier.toString(flags(modifiers)));
            }
            case CONSTRUCTOR ->
                members.put(symbol.symbol(), before(symbol, symbol.signature().lastIndexOf(name(symbol) + "(")));
            case METHOD -> {
                int name = symbol.signature().lastIndexOf(" " + symbol.name() + "(");
                members.put(
                        symbol.symbol(),
                        before(symbol, name) + parameters(symbol.signature().substring(name)));
            }
            case FIELD, ENUM_CONSTANT, RECORD_COMPONENT ->
                members.put(symbol.symbol(), before(symbol, symbol.signature().lastIndexOf(' ')));
            default -> {}
        }
    }

    private static String name(SymbolInfo constructor) {
        String owner = String.valueOf(constructor.container());
        return owner.substring(owner.lastIndexOf('.') + 1);
    }

    private static String before(SymbolInfo symbol, int end) {
        return symbol.signature().substring(0, end);
    }

    /// Types without names.
    private static String parameters(String signature) {
        StringBuilder out = new StringBuilder("(");
        int depth = 0;
        int from = signature.indexOf('(') + 1;
        int to = signature.indexOf(')', from);
        int start = from;
        for (int i = from; i <= to; i++) {
            char c = signature.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (i == to && i > from || c == ',' && depth == 0) {
                String parameter = signature.substring(start, i).strip();
                out.append(out.length() > 1 ? ", " : "").append(parameter, 0, parameter.lastIndexOf(' '));
                start = i + 1;
            }
        }
        return out.append(')').toString().replace("...", "[]");
    }

    private static int flags(TreeSet<String> modifiers) {
        int flags = 0;
        for (String modifier : modifiers) {
            flags |= switch (modifier) {
                case "public" -> java.lang.reflect.Modifier.PUBLIC;
                case "protected" -> java.lang.reflect.Modifier.PROTECTED;
                case "private" -> java.lang.reflect.Modifier.PRIVATE;
                case "static" -> java.lang.reflect.Modifier.STATIC;
                case "final" -> java.lang.reflect.Modifier.FINAL;
                default -> 0;
            };
        }
        return flags;
    }

    /// Sources by path, one for each case, in a package of its own unless it says which.
    static Map<String, String> table(String name) {
        String text;
        try (InputStream in =
                Objects.requireNonNull(LombokMembersTest.class.getResourceAsStream("lombok/" + name + ".txt"))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Map<String, String> sources = new LinkedHashMap<>();
        Matcher each = CASE.matcher(text);
        int start = each.find() ? each.end() : text.length();
        while (start < text.length()) {
            String title = each.group(1);
            int end = each.find() ? each.start() : text.length();
            String body = text.substring(start, end);
            if (body.startsWith("package ")) {
                sources.put(title, body);
            } else {
                String packageName = String.format(Locale.ROOT, "c%03d", sources.size() + 1);
                sources.put(packageName + "/Case.java", "package " + packageName + "; // " + title + "\n" + body);
            }
            start = end == text.length() ? end : each.end();
        }
        return sources;
    }
}
