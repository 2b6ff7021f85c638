package dev.refactory.index.build;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Everything a graph says, as text in one order, and its hash: file by file, and once more from the other end, by
/// symbol, as its readers ask.
///
/// @param files what is known of each file, by path
/// @param lookups what each way of asking by symbol answers
record GraphSections(Map<String, List<String>> files, Map<String, List<String>> lookups) {
    private static final int SYMBOLS_AT_ONCE = 2_000;
    /// Facts of one file that a difference names.
    private static final int SHOWN = 6;

    static GraphSections of(GraphView view) {
        Map<String, List<String>> files = new TreeMap<>();
        Set<String> symbols = new TreeSet<>();
        List<String> paths = view.files().stream().map(FileInfo::path).toList();
        view.facts(paths).forEach((path, facts) -> {
            files.put(path, lines(facts));
            facts.declared().stream()
                    .map(SymbolInfo::symbol)
                    .filter(symbol -> !symbol.contains("~"))
                    .forEach(symbols::add);
        });
        return new GraphSections(files, lookups(view, new ArrayList<>(symbols)));
    }

    private static Map<String, List<String>> lookups(GraphView view, List<String> symbols) {
        Map<String, List<String>> lookups = new TreeMap<>();
        List<String> occurrences = new ArrayList<>();
        List<String> described = new ArrayList<>();
        List<String> relations = new ArrayList<>();
        for (int from = 0; from < symbols.size(); from += SYMBOLS_AT_ONCE) {
            Collection<String> some = symbols.subList(from, Math.min(symbols.size(), from + SYMBOLS_AT_ONCE));
            view.occurrencesOf(some)
                    .forEach((path, found) -> found.forEach(each -> occurrences.add(path + line(each))));
            view.symbols(some).values().forEach(symbol -> described.add(line(symbol)));
            for (Relation.Kind kind : Relation.Kind.values()) {
                view.relationsFrom(kind, some).forEach(relation -> relations.add("from " + relation));
                view.relationsTo(kind, some).forEach(relation -> relations.add("to " + relation));
            }
        }
        lookups.put("occurrences by symbol", occurrences);
        lookups.put("symbols by spelling", described);
        lookups.put("relations by symbol", relations);
        Set<SymbolKind> kinds = EnumSet.allOf(SymbolKind.class);
        lookups.put("declared symbols", view.declared(kinds, ""));
        lookups.put("mentioned symbols", view.mentioned(kinds, ""));
        lookups.put(
                "deprecated symbols",
                view.deprecatedSymbols().stream().map(GraphSections::line).toList());
        return lookups;
    }

    private static List<String> lines(FileFacts facts) {
        List<String> lines = new ArrayList<>();
        lines.add("file " + facts.file());
        facts.declared().forEach(symbol -> lines.add("symbol " + line(symbol)));
        facts.occurrences().forEach(occurrence -> lines.add("occurrence" + line(occurrence)));
        facts.relations().forEach(relation -> lines.add("relation " + relation));
        facts.diagnostics().forEach(diagnostic -> lines.add("diagnostic " + diagnostic));
        return lines;
    }

    /// Sets in an order of their own.
    private static String line(SymbolInfo symbol) {
        return symbol.symbol() + " " + symbol.kind() + " " + symbol.name() + " in " + symbol.container() + " at "
                + symbol.path() + " " + new TreeSet<>(symbol.modifiers()) + " " + symbol.signature()
                + (symbol.deprecated() ? " deprecated" : "") + (symbol.forRemoval() ? " for removal" : "");
    }

    private static String line(Occurrence occurrence) {
        return " " + occurrence.range().start() + "-" + occurrence.range().end() + " " + occurrence.symbol() + " "
                + new TreeSet<>(occurrence.roles());
    }

    /// SHA-256 of all of it, 64 hex digits.
    String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List.of(files, lookups)
                    .forEach(sections -> sections.forEach((name, lines) -> {
                        digest.update((name + "\n" + lines.size() + "\n").getBytes(StandardCharsets.UTF_8));
                        lines.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
                    }));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// In words: which files' facts, or which look-ups, are other than they should be, and how. Look-ups only where
    /// all files are as they should be.
    List<String> differencesFrom(GraphSections expected) {
        List<String> differences = differences(files, expected.files);
        return differences.isEmpty() ? differences(lookups, expected.lookups) : differences;
    }

    private static List<String> differences(Map<String, List<String>> actual, Map<String, List<String>> expected) {
        List<String> differences = new ArrayList<>();
        Set<String> names = new TreeSet<>(actual.keySet());
        names.addAll(expected.keySet());
        for (String name : names) {
            List<String> is = actual.getOrDefault(name, List.of());
            List<String> should = expected.getOrDefault(name, List.of());
            if (!is.equals(should)) {
                differences.add(name + shown("should have", without(should, is)) + shown("has", without(is, should)));
            }
        }
        return differences;
    }

    private static List<String> without(List<String> lines, List<String> others) {
        Set<String> known = new TreeSet<>(others);
        return lines.stream().filter(line -> !known.contains(line)).toList();
    }

    private static String shown(String what, List<String> lines) {
        StringBuilder out = new StringBuilder();
        lines.stream().limit(SHOWN).forEach(line -> out.append("\n    " + what + " " + line));
        return lines.size() > SHOWN ? out + "\n    and " + (lines.size() - SHOWN) + " more" : out.toString();
    }
}
