package dev.refactory.refactor.recipe.move;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.recipe.scope.FileScopes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Local and anonymous types are called after the type around them and a number, in source order: when
/// code with such types leaves one type for another, those behind it get other numbers in both.
final class LocalTypeNumbers {
    private final String source;
    private final String target;
    private final SortedMap<String, String> after = new TreeMap<>();
    private final Pattern spelling;

    LocalTypeNumbers(String source, String target) {
        this.source = source;
        this.target = target;
        this.spelling = Pattern.compile(
                "(?<![\\w$.])(?:" + Pattern.quote(source) + "|" + Pattern.quote(target) + ")\\.local\\$\\d+");
    }

    /// @param moved of the source file, what moves
    /// @param place in the target file, where it comes to stand
    void count(GraphView graph, FileScopes sourceFile, Range moved, FileScopes targetFile, int place) {
        List<String> moving = new ArrayList<>();
        int left = 0;
        for (Local local : of(graph, sourceFile, source)) {
            if (moved.contains(local.place())) {
                moving.add(local.symbol());
            } else {
                left++;
                put(local.symbol(), source, left);
            }
        }
        int number = 0;
        boolean arrived = false;
        for (Local local : of(graph, targetFile, target)) {
            if (local.place() >= place && !arrived) {
                number = arrive(moving, number);
                arrived = true;
            }
            number++;
            put(local.symbol(), target, number);
        }
        if (!arrived) {
            arrive(moving, number);
        }
    }

    private int arrive(List<String> moving, int before) {
        int number = before;
        for (String symbol : moving) {
            number++;
            put(symbol, target, number);
        }
        return number;
    }

    private void put(String symbol, String type, int number) {
        String now = type + ".local$" + number;
        if (!now.equals(symbol)) {
            after.put(symbol, now);
        }
    }

    private record Local(String symbol, int place) {}

    private static List<Local> of(GraphView graph, FileScopes file, String type) {
        String prefix = type + ".local$";
        List<Local> found = new ArrayList<>();
        for (SymbolInfo symbol : graph.declaredIn(List.of(file.path)).getOrDefault(file.path, List.of())) {
            String spelling = symbol.symbol();
            boolean direct = symbol.kind().isType()
                    && spelling.startsWith(prefix)
                    && spelling.substring(prefix.length()).chars().allMatch(Character::isDigit);
            if (direct) {
                file.all.stream()
                        .filter(each ->
                                each.has(Role.DEFINITION) && each.symbol().equals(spelling))
                        .map(Occurrence::range)
                        .findFirst()
                        .ifPresent(range -> found.add(new Local(spelling, range.start())));
            }
        }
        found.sort(Comparator.comparingInt(local ->
                Integer.parseInt(local.symbol(), prefix.length(), local.symbol().length(), 10)));
        return found;
    }

    /// Types that are called otherwise afterwards, old to new.
    Map<String, String> all() {
        return after;
    }

    /// What a symbol is called afterwards that is, or is spelled with, one of them.
    String after(String symbol) {
        if (after.isEmpty() || !symbol.contains(".local$")) {
            return symbol;
        }
        return spelling.matcher(symbol)
                .replaceAll(match -> Matcher.quoteReplacement(after.getOrDefault(match.group(), match.group())));
    }
}
