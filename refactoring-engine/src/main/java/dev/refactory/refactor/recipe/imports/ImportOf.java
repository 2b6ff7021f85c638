package dev.refactory.refactor.recipe.imports;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.source.SourceLines;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How one file can name a type: simply, where it sees it already or an import makes it, or
/// qualified. For the time of one plan.
public final class ImportOf {
    private final GraphView graph;
    private final Map<String, Named> imported = new HashMap<>();

    public ImportOf(GraphView graph) {
        this.graph = graph;
    }

    /// @param name what to write, with what its parts mean
    /// @param edit the import it takes
    public record Named(Piece name, Optional<PlannedEdit> edit) {}

    /// @param roles of the simple name
    /// @param offset where it is to stand
    public Named of(FileScopes file, String type, Set<Role> roles, int offset) {
        String simple = SymbolSpelling.simpleName(type);
        List<SymbolInfo> alike = graph.symbolsNamed(simple).stream()
                .filter(each -> each.kind().isType() && !each.symbol().equals(type))
                .toList();
        Named plain = new Named(Piece.name(simple, type, roles), Optional.empty());
        int own = file.level(info(type, simple), offset);
        int nearest = nearest(file, alike, simple, offset);
        boolean parameter = file.all.stream().anyMatch(place -> place.symbol().endsWith("~" + simple));
        if (own > FileScopes.HIDDEN && own > nearest && !parameter || type.equals(simple)) {
            return plain;
        }
        if (parameter || nearest >= FileScopes.FILE || !free(file, alike, simple)) {
            return new Named(qualified(type, roles), Optional.empty());
        }
        return imported.computeIfAbsent(
                file.path + '\n' + type, each -> new Named(plain.name(), Optional.of(insertion(file, type))));
    }

    private SymbolInfo info(String type, String simple) {
        int dot = type.lastIndexOf('.');
        return graph.symbol(type)
                .orElseGet(() -> new SymbolInfo(
                        type,
                        SymbolKind.ANNOTATION,
                        simple,
                        dot < 0 ? null : type.substring(0, dot),
                        null,
                        Set.of(),
                        "",
                        false,
                        false));
    }

    private static int nearest(FileScopes file, List<SymbolInfo> alike, String simple, int offset) {
        Set<String> local = alike.stream()
                .map(SymbolInfo::symbol)
                .filter(symbol -> symbol.contains(".local$"))
                .collect(Collectors.toSet());
        int nearest = FileScopes.HIDDEN;
        for (SymbolInfo other : alike) {
            nearest = local.contains(other.symbol()) ? nearest : Math.max(nearest, file.level(other, offset));
        }
        for (FileScopes.Part part : file.localTypes(simple, local)) {
            nearest = Math.max(nearest, part.level(offset));
        }
        return nearest;
    }

    /// Whether no name of the file would mean another type with the import, and no import could be
    /// this one.
    private static boolean free(FileScopes file, List<SymbolInfo> alike, String simple) {
        Map<String, SymbolInfo> others = new HashMap<>();
        alike.forEach(each -> others.put(each.symbol(), each));
        for (Occurrence place : file.all) {
            if (place.symbol().equals("?" + simple)) {
                return false;
            }
            SymbolInfo other = others.get(place.symbol());
            boolean captured = other != null
                    && !place.has(Role.DEFINITION)
                    && file.simple(place)
                    && file.level(other, file.scopeOf(place)) <= FileScopes.FILE;
            if (captured) {
                return false;
            }
        }
        return alike.stream().noneMatch(other -> file.level(other, 0) == FileScopes.FILE);
    }

    private Piece qualified(String type, Set<Role> roles) {
        List<Piece.Name> names = new ArrayList<>();
        names(type, 0, roles, Set.of(), names);
        return new Piece(null, type, names, false);
    }

    private void names(String type, int at, Set<Role> own, Set<Role> ofPackages, List<Piece.Name> names) {
        int start = 0;
        for (int end = type.indexOf('.'); start <= type.length(); end = type.indexOf('.', start)) {
            int to = end < 0 ? type.length() : end;
            String symbol = type.substring(0, to);
            Set<Role> roles = to == type.length() ? own : isType(symbol) ? Set.of(Role.TYPE_REFERENCE) : ofPackages;
            names.add(new Piece.Name(new Range(at + start, at + to), symbol, roles));
            start = to + 1;
        }
    }

    private boolean isType(String symbol) {
        return graph.symbol(symbol)
                .map(known -> known.kind().isType())
                .orElseGet(() ->
                        Character.isUpperCase(SymbolSpelling.simpleName(symbol).codePointAt(0)));
    }

    /// @param start of its first character
    /// @param end behind its semicolon
    private record Statement(int start, int end, String name) {}

    private PlannedEdit insertion(FileScopes file, String type) {
        SourceLines lines = new SourceLines(file.source.text());
        List<Statement> statements = imports(file.tokens);
        List<Statement> near = neighbours(statements, type);
        Statement before = near.stream()
                .filter(each -> each.name().compareTo(type) < 0)
                .reduce((a, b) -> b)
                .orElse(null);
        String newline = lines.ending();
        if (before != null) {
            return PlannedEdit.insert(lineEnd(lines, before.end()), statement(newline, type, ""));
        } else if (!near.isEmpty()) {
            return PlannedEdit.insert(near.getFirst().start(), statement("", type, newline));
        }
        int packageEnd = packageEnd(file.tokens);
        if (packageEnd < 0) {
            return PlannedEdit.insert(lines.start(0), statement("", type, newline + newline));
        }
        return PlannedEdit.insert(lineEnd(lines, packageEnd), statement(newline + newline, type, ""));
    }

    /// Behind a comment at the end of the line, where it ends there.
    private static int lineEnd(SourceLines lines, int from) {
        int end = lines.end(from);
        return lines.endsAt(from) ? lines.beforeBlanks(end) : lines.endsWithCommentAt(from) ? end : from;
    }

    private List<Piece> statement(String before, String type, String after) {
        String head = before + "import ";
        List<Piece.Name> names = new ArrayList<>();
        names(type, head.length(), Set.of(Role.IMPORT), Set.of(Role.IMPORT), names);
        return List.of(new Piece(null, head + type + ";" + after, names, false));
    }

    /// Those that begin with the same packages as far as any does; all where none does.
    private static List<Statement> neighbours(List<Statement> statements, String type) {
        int most = statements.stream()
                .mapToInt(each -> alike(each.name(), type))
                .max()
                .orElse(0);
        return statements.stream()
                .filter(each -> alike(each.name(), type) == most)
                .sorted(Comparator.comparingInt(Statement::start))
                .toList();
    }

    private static int alike(String one, String other) {
        String[] a = one.split("\\.", -1);
        String[] b = other.split("\\.", -1);
        int same = 0;
        while (same < Math.min(a.length, b.length) - 1 && a[same].equals(b[same])) {
            same++;
        }
        return same;
    }

    /// Imports of types, in order.
    private static List<Statement> imports(JavaTokens tokens) {
        List<Statement> found = new ArrayList<>();
        for (int i = 0; i < tokens.count(); i++) {
            switch (tokens.at(i)) {
                case "import" -> {
                    int start = i;
                    StringBuilder name = new StringBuilder();
                    while (i + 1 < tokens.count() && !tokens.at(i + 1).equals(";")) {
                        name.append(tokens.at(++i));
                    }
                    i++;
                    if (!tokens.at(start + 1).equals("static") && i < tokens.count()) {
                        found.add(new Statement(tokens.start(start), tokens.end(i), name.toString()));
                    }
                }
                case "class", "interface", "enum", "{" -> {
                    return found;
                }
                default -> {}
            }
        }
        return found;
    }

    private static int packageEnd(JavaTokens tokens) {
        for (int i = 0; i < tokens.count(); i++) {
            switch (tokens.at(i)) {
                case "package" -> {
                    while (i < tokens.count() && !tokens.at(i).equals(";")) {
                        i++;
                    }
                    return i < tokens.count() ? tokens.end(i) : -1;
                }
                case "import", "class", "interface", "enum", "{" -> {
                    return -1;
                }
                default -> {}
            }
        }
        return -1;
    }
}
