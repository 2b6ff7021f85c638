package dev.refactory.graph.codec;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Facts that no compiler would make, over few names, so that files share them.
public final class RandomFacts {
    /// Some of these sort differently as UTF-8 and as UTF-16, some begin with others, one is longer
    /// than a block.
    private static final List<String> ODD = List.of(
            "?gone",
            "com.acme.A",
            "com.acme.A.Inner",
            "com.acme.AB",
            "com.acme.A#run(java.lang.String[],int)",
            "com.acme.A#<init>()",
            "\uffee.End",
            "\ud83d\ude00.Smile#f",
            "a\tb\\c\n\"'{},\\N \u00e9",
            "com.acme/",
            "(",
            "#",
            "..",
            "~",
            "~x",
            "com.acme.A#run()~text@40",
            "com.acme.A~T",
            "com.acme.A#run()~text@40~deeper@7",
            "long." + "y".repeat(20_000),
            "long." + "y".repeat(20_000) + "#a");

    private static final List<String> UNSTORABLE = List.of("nul\0.A", "lone\ud800", "\udc00first", "nul\ufffd.A");

    private final RandomGenerator random;
    private final boolean storable;

    /// @param storable whether all texts come back as they were
    public RandomFacts(RandomGenerator random, boolean storable) {
        this.random = random;
        this.storable = storable;
    }

    public FileFacts file(String path) {
        List<SymbolInfo> declared = new ArrayList<>();
        List<Occurrence> occurrences = new ArrayList<>();
        Set<Relation> relations = new java.util.TreeSet<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            declared.add(symbol(path));
        }
        for (int i = random.nextInt(40); i > 0; i--) {
            occurrences.add(new Occurrence(range(), spelling(), roles()));
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            relations.add(new Relation(spelling(), any(Relation.Kind.values()), spelling()));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            diagnostics.add(new Diagnostic(
                    any(Diagnostic.Severity.values()), text(), text(), random.nextInt(100), random.nextInt() >> 20));
        }
        return new FileFacts(
                path,
                String.format("%040x", random.nextLong()),
                random.nextBoolean() ? "java" : "",
                random.nextInt(1 << 30),
                declared.stream()
                        .sorted(Comparator.comparing(SymbolInfo::symbol))
                        .toList(),
                occurrences.stream().sorted().toList(),
                List.copyOf(relations),
                diagnostics,
                random.nextInt(4) == 0 ? List.of(new FileProblem(any(FileProblem.Kind.values()), text())) : List.of());
    }

    private SymbolInfo symbol(String path) {
        String spelling = spelling();
        Set<String> modifiers = new java.util.HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            modifiers.add(any("public", "static", "non-sealed", "final", "of its own"));
        }
        return new SymbolInfo(
                spelling,
                any(SymbolKind.values()),
                name(spelling),
                container(spelling),
                random.nextBoolean() ? path : null,
                modifiers,
                random.nextBoolean() ? "" : text(),
                random.nextInt(8) == 0,
                random.nextInt(16) == 0);
    }

    private String name(String spelling) {
        int dot = Math.max(spelling.lastIndexOf('.'), spelling.lastIndexOf('#')) + 1;
        return random.nextInt(5) == 0 || dot == spelling.length() ? any("run", "x", "A") : spelling.substring(dot);
    }

    private @Nullable String container(String spelling) {
        int dot = Math.max(spelling.lastIndexOf('.'), spelling.lastIndexOf('#'));
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> spelling();
            default -> spelling.substring(0, Math.max(0, dot));
        };
    }

    public String spelling() {
        int which = random.nextInt(storable ? 20 : 24);
        if (which < 10) {
            return "com.acme.p" + random.nextInt(3) + ".T" + random.nextInt(4)
                    + any("", "#f", "#m(int)", "#m(com.acme.A)", "#m(int)~v@" + random.nextInt(4), "~T");
        }
        return which < 20 ? ODD.get(random.nextInt(ODD.size())) : UNSTORABLE.get(random.nextInt(UNSTORABLE.size()));
    }

    private String text() {
        return random.nextInt(3) == 0 ? "" : spelling();
    }

    private Range range() {
        int start = random.nextInt(6) == 0 ? random.nextInt(Integer.MAX_VALUE) : random.nextInt(2_000);
        int length = random.nextInt(8) == 0 ? random.nextInt(Integer.MAX_VALUE - start) : random.nextInt(9);
        return new Range(start, start + length);
    }

    private Set<Role> roles() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (int i = random.nextInt(3); i > 0; i--) {
            roles.add(any(Role.values()));
        }
        return roles;
    }

    @SafeVarargs
    private <T> T any(T... all) {
        return all[random.nextInt(all.length)];
    }
}
