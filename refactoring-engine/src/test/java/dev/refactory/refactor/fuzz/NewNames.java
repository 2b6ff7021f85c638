package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names to give.
final class NewNames {
    private static final Pattern WORD = Pattern.compile("\\b[A-Za-z_][A-Za-z_0-9]*\\b");
    private static final Pattern NO_CODE = Pattern.compile("/\\*.*?\\*/|//.*?$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final List<String> KNOWN = List.of(
            "String",
            "Object",
            "List",
            "Override",
            "Integer",
            "java",
            "hashCode",
            "toString",
            "wait",
            "clone",
            "values",
            "valueOf",
            "ordinal",
            "name",
            "class",
            "record",
            "var",
            "yield",
            "permits",
            "_",
            "enum",
            "length",
            "1st");

    private NewNames() {}

    /// One that no text of the library has in it, sorted anywhere, written as `old` is.
    static String fresh(Library library, String old, RandomGenerator random) {
        while (true) {
            String letters = "" + (char) ('a' + random.nextInt(26)) + (char) ('a' + random.nextInt(26)) + "x"
                    + random.nextInt(100);
            String name = Character.isUpperCase(old.charAt(0))
                    ? Character.toUpperCase(letters.charAt(0)) + letters.substring(1)
                    : letters;
            boolean longer = random.nextBoolean();
            if (!library.writes(name)) {
                return longer ? name + "Of" + old : name;
            }
        }
    }

    /// One that means something where the symbol is declared or used, is inherited there, or is no name.
    static String taken(Library library, SymbolInfo symbol, RandomGenerator random) {
        List<String> choice = switch (random.nextInt(5)) {
            case 0 -> KNOWN;
            case 1, 2 -> relatives(library, symbol);
            default -> words(library, symbol, random);
        };
        List<String> others =
                choice.stream().filter(name -> !name.equals(symbol.name())).toList();
        return others.isEmpty() ? "Object" : others.get(random.nextInt(others.size()));
    }

    /// Names of members of the container and of the types above and below it.
    private static List<String> relatives(Library library, SymbolInfo symbol) {
        String container = String.valueOf(symbol.container());
        Set<String> types = new TreeSet<>(library.graph().withSubtypes(Set.of(container)));
        for (Relation.Kind kind : List.of(Relation.Kind.EXTENDS, Relation.Kind.IMPLEMENTS)) {
            library.graph().relationsFrom(kind, List.copyOf(types)).forEach(relation -> types.add(relation.to()));
        }
        Set<String> names = new TreeSet<>();
        types.forEach(type -> library.graph().membersOf(type).stream()
                .filter(member -> !member.name().equals("<init>"))
                .forEach(member -> names.add(member.name())));
        return List.copyOf(names);
    }

    /// What is written in a file that names the symbol.
    private static List<String> words(Library library, SymbolInfo symbol, RandomGenerator random) {
        List<String> paths = List.copyOf(
                library.graph().occurrencesOf(List.of(symbol.symbol())).keySet());
        if (paths.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(NO_CODE.matcher(library.texts().get(paths.get(random.nextInt(paths.size()))))
                .replaceAll(" "));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
