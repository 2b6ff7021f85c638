package dev.refactory.index.java;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.index.java.oracle.Found;
import dev.refactory.index.java.oracle.Oracle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Facts of sources against what an ordinary compiler task makes of the same sources.
///
/// @param errors what does not compile
/// @param differences none, when every fact is the compiler's
/// @param compared how many names
record Agreement(List<String> errors, List<String> differences, int compared) {

    static Agreement of(JavaAttributor attributor, List<Source> sources, List<Path> classpath, int release) {
        return of(attributor, sources, classpath, release, path -> true);
    }

    /// @param judged paths of what is compared; the rest is attributed by the oracle and headers for the indexer
    static Agreement of(
            JavaAttributor attributor,
            List<Source> sources,
            List<Path> classpath,
            int release,
            Predicate<String> judged) {
        Map<String, String> texts = new TreeMap<>();
        for (Source source : sources) {
            // A module would keep the class path from view: like the indexer, the oracle sees files without theirs.
            if (!source.path().endsWith("module-info.java")) {
                texts.put(source.path(), SourceText.decode(source.bytes()).text());
            }
        }
        Oracle.Answer expected = Oracle.read(texts, classpath, release);
        List<String> differences = new ArrayList<>();
        int compared = 0;
        List<Source> attributed =
                sources.stream().filter(source -> judged.test(source.path())).toList();
        List<Source> headers =
                sources.stream().filter(source -> !judged.test(source.path())).toList();
        Request request = new Request(attributed, headers, classpath, release);
        Map<String, FileFacts> indexed = new TreeMap<>();
        attributor.index(
                request,
                () -> false,
                found -> indexed.put(found.file().path(), found.packed().unpack()));
        for (FileFacts facts : attributor.attribute(request, () -> false)) {
            // Bodies of an index are parsed a second time, those of a small request are kept.
            if (!facts.equals(indexed.get(facts.path()))) {
                differences.add(facts.path() + ": its facts in an index are others");
            }
            Found.Answer file = expected.files().get(facts.path());
            if (file != null) {
                Set<String> names = names(facts);
                compared += names.size();
                String text = String.valueOf(texts.get(facts.path()));
                compare(facts.path(), text, file.names(), names, differences);
                compare(facts.path(), text, file.relations(), relations(facts), differences);
                descriptions(facts, file, differences);
            }
        }
        return new Agreement(expected.errors(), differences, compared);
    }

    private static Set<String> names(FileFacts facts) {
        Set<String> names = new TreeSet<>();
        for (Occurrence occurrence : facts.occurrences()) {
            Set<?> roles = occurrence.roles().isEmpty() ? Set.of() : EnumSet.copyOf(occurrence.roles());
            names.add(occurrence.range().start() + ".." + occurrence.range().end() + " " + roles + " "
                    + occurrence.symbol());
        }
        return names;
    }

    private static Set<String> relations(FileFacts facts) {
        Set<String> relations = new TreeSet<>();
        for (Relation relation : facts.relations()) {
            relations.add(relation.from() + " " + relation.kind() + " " + relation.to());
        }
        return relations;
    }

    private static void descriptions(FileFacts facts, Found.Answer file, List<String> differences) {
        for (SymbolInfo symbol : facts.declared()) {
            String expected = file.descriptions().get(symbol.symbol());
            String deprecated =
                    symbol.forRemoval() ? "deprecated for removal" : symbol.deprecated() ? "deprecated" : "";
            String actual = symbol.kind() + " " + new TreeSet<>(symbol.modifiers()) + " in " + symbol.container() + " "
                    + deprecated;
            if (expected != null && !expected.equals(actual.strip())) {
                differences.add(facts.path() + " describes " + symbol.symbol() + " as " + actual.strip()
                        + " instead of " + expected);
            }
        }
    }

    private static void compare(
            String path, String text, Set<String> expected, Set<String> actual, List<String> differences) {
        for (String line : expected) {
            if (!actual.contains(line)) {
                differences.add(path + " lacks " + line + at(text, line));
            }
        }
        for (String line : actual) {
            if (!expected.contains(line)) {
                differences.add(path + " has too much: " + line + at(text, line));
            }
        }
    }

    private static String at(String text, String line) {
        int dots = line.indexOf("..");
        if (dots <= 0 || !Character.isDigit(line.charAt(0))) {
            return "";
        }
        SourceText source = new SourceText(text, StandardCharsets.UTF_8);
        int start = Integer.parseInt(line, 0, dots, 10);
        return " at " + source.lineOf(start) + ": " + source.lineAt(start).strip();
    }
}
