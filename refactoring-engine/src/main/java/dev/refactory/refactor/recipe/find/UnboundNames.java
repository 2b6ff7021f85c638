package dev.refactory.refactor.recipe.find;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Why one file's names could not be bound, as the compiler's words and the imports tell.
final class UnboundNames {
    private static final String NO_PACKAGE = "compiler.err.doesnt.exist";
    private static final int MAX_SAID = 200;

    private final List<String> missing;
    private final Map<String, String> imported;
    /// What stands in static imports, types and members: to what stands before it.
    private final Map<String, String> staticallyImported = new TreeMap<>();
    private final List<String> onDemand = new ArrayList<>();
    private final Map<Integer, Diagnostic> errors = new HashMap<>();

    /// @param known descriptions of at least what is imported
    /// @param missing dependencies that could not be had, each with why
    UnboundNames(FileFacts file, Map<String, SymbolInfo> known, List<String> missing) {
        this.missing = missing;
        for (Diagnostic diagnostic : file.diagnostics()) {
            if (diagnostic.severity() == Diagnostic.Severity.ERROR) {
                errors.putIfAbsent(diagnostic.start(), diagnostic);
            }
        }
        this.imported = ImportedNames.unbound(file.occurrences(), known);
        Map<Integer, String> ends = new HashMap<>();
        for (Occurrence place : file.occurrences()) {
            String before = ends.getOrDefault(place.range().start() - 1, "");
            SymbolInfo info = known.get(place.symbol());
            boolean asPackage = info != null && info.kind() == SymbolKind.PACKAGE;
            if (asPackage
                    && place.has(Role.STATIC_IMPORT)
                    && noPackage(place.range().start() - 1)) {
                onDemand.add(place.symbol());
            }
            if (asPackage) {
                ends.put(place.range().end(), place.symbol());
            } else if (place.symbol().startsWith("?") && !before.isEmpty()) {
                ends.put(place.range().end(), before + "." + SymbolSpelling.simpleName(place.symbol()));
                if (place.has(Role.STATIC_IMPORT)) {
                    staticallyImported.put(place.symbol(), before);
                }
            }
        }
    }

    private boolean noPackage(int at) {
        Diagnostic error = errors.get(at);
        return error != null && error.code().equals(NO_PACKAGE);
    }

    /// As it is imported; the name alone where it is not.
    String qualified(String symbol) {
        String name = SymbolSpelling.simpleName(symbol);
        String before = staticallyImported.get(symbol);
        return imported.getOrDefault(name, before == null ? name : before + "." + name);
    }

    /// The package or type it is imported from; empty where it is not.
    String origin(String symbol) {
        String qualified = qualified(symbol);
        int dot = qualified.lastIndexOf('.');
        return dot < 0 ? "" : qualified.substring(0, dot);
    }

    /// A sentence about all places of one name.
    String why(String symbol, List<Occurrence> places) {
        String name = SymbolSpelling.simpleName(symbol);
        String origin = origin(symbol);
        if (!origin.isEmpty()) {
            String fault = packageMissing(places)
                    ? "is no package of the sources or any dependency"
                    : staticallyImported.containsKey(symbol) ? "could not be had" : "has no such type";
            return "imported from " + origin + ", which " + fault + likely(origin) + ".";
        }
        for (Occurrence place : places) {
            Diagnostic error = errors.get(place.range().start());
            if (error == null) {
                error = errors.get(place.range().start() - 1);
            }
            if (error != null) {
                return "the compiler says \"" + said(error.message()) + "\"" + fromOnDemand(name) + ".";
            }
        }
        return "what it is a member of could not be bound.";
    }

    private boolean packageMissing(List<Occurrence> places) {
        return places.stream()
                .filter(place -> place.has(Role.IMPORT) || place.has(Role.STATIC_IMPORT))
                .anyMatch(place -> noPackage(place.range().start() - 1));
    }

    private String fromOnDemand(String name) {
        return onDemand.isEmpty() || !Character.isUpperCase(name.charAt(0))
                ? ""
                : "; it may come from " + String.join(".* or ", onDemand) + ".*, which could not be had"
                        + likely(onDemand.getFirst());
    }

    /// The missing dependency whose group the name begins with, or whose artifact it names.
    private String likely(String origin) {
        Optional<String> likely = missing.stream()
                .filter(each -> {
                    String[] parts = each.split(":");
                    return parts.length > 1 && (within(origin, parts[0]) || named(origin, parts[1]));
                })
                .findFirst();
        return likely.map(each -> "; it could be in " + each.split(": ", 2)[0] + ", which could not be had")
                .orElse("");
    }

    private static boolean within(String origin, String group) {
        return origin.equals(group) || origin.startsWith(group + ".");
    }

    private static boolean named(String origin, String artifact) {
        return artifact.length() > 2 && List.of(origin.split("\\.")).contains(artifact);
    }

    /// On one line.
    private static String said(String message) {
        String line = message.strip().replaceAll("\\s*\n\\s*", ", ").replaceAll("\\s+", " ");
        return line.length() <= MAX_SAID ? line : line.substring(0, MAX_SAID) + "…";
    }
}
