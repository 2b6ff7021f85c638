package dev.refactory.refactor.recipe.type;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.recipe.imports.FileImports;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.source.DottedName;
import dev.refactory.refactor.recipe.source.JavaLang;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What one file writes instead of a type: the other one's simple name where that is meant, or can be
/// imported, and its qualified name elsewhere and where the first was qualified.
final class RetargetEdits {
    private final RetargetedType change;
    private final FileScopes file;
    private final FileImports imports;
    private final List<SymbolInfo> alike;
    private final Map<String, SymbolInfo> known;
    private final List<FileScopes.Part> parts;
    private final Map<Range, List<Occurrence>> byRange = new HashMap<>();
    private final List<PlannedEdit> edits = new ArrayList<>();
    private boolean imported;

    RetargetEdits(GraphView graph, RetargetedType change, FileScopes file) {
        this.change = change;
        this.file = file;
        this.imports = new FileImports(file.source.text(), file.tokens);
        Set<String> named = new TreeSet<>();
        file.all.forEach(use -> named.add(use.symbol()));
        this.known = graph.symbols(named);
        List<SymbolInfo> others = graph.symbolsNamed(change.to().name()).stream()
                .filter(type -> type.kind().isType()
                        && !type.symbol().equals(change.to().symbol()))
                .toList();
        Set<String> local = new TreeSet<>();
        others.stream()
                .filter(type ->
                        type.name().startsWith("local$") || type.symbol().contains(".local$"))
                .forEach(type -> local.add(type.symbol()));
        this.alike =
                others.stream().filter(type -> !local.contains(type.symbol())).toList();
        this.parts = file.localTypes(change.to().name(), local);
        file.all.forEach(use ->
                byRange.computeIfAbsent(use.range(), range -> new ArrayList<>()).add(use));
    }

    /// Disjoint, by no order.
    List<PlannedEdit> edits() {
        for (FileImports.Line line : imports.lines()) {
            if (line.single() && line.name().equals(change.from().symbol())) {
                imports.remove(line);
                boolean wanted = file.level(change.to(), 0) < FileScopes.PACKAGE && importable();
                importIf(wanted && !visible(0));
            }
        }
        Set<Range> done = new TreeSet<>();
        for (Occurrence use : file.all) {
            boolean written = use.symbol().equals(change.from().symbol())
                    && !use.has(Role.IMPLICIT)
                    && !use.has(Role.DEFINITION)
                    && use.range().length() > 0;
            if (written && !imports.removes(use.range().start()) && done.add(use.range())) {
                write(use);
            }
        }
        edits.addAll(imports.edits());
        return edits;
    }

    /// In the own file of one of the two types, which keeps its uses: links to what takes the other one
    /// afterwards, by the parameters it has then.
    ///
    /// @param homes where what takes it is declared, and keeps it
    List<PlannedEdit> links(Set<String> homes) {
        Occurrence method = null;
        Set<Range> done = new TreeSet<>();
        for (Occurrence use : file.all) {
            if (!use.has(Role.DOCUMENTATION) || use.range().length() == 0) {
                continue;
            }
            SymbolInfo symbol = known.get(use.symbol());
            if (use.symbol().indexOf('(') >= 0) {
                boolean follows = symbol != null && symbol.path() != null && !homes.contains(symbol.path());
                method = follows && !change.after(use.symbol()).equals(use.symbol()) ? use : null;
            } else if (method != null
                    && use.symbol().equals(change.from().symbol())
                    && lists(method, use)
                    && done.add(use.range())) {
                write(use);
            }
        }
        edits.addAll(imports.edits());
        return edits;
    }

    /// Whether a use stands among the parameters behind a method's name.
    private boolean lists(Occurrence method, Occurrence use) {
        String between = file.source
                .text()
                .substring(
                        method.range().end(),
                        Math.max(method.range().end(), use.range().start()))
                .strip();
        return between.startsWith("(") && between.indexOf(')') < 0;
    }

    private void importIf(boolean wanted) {
        if (wanted && !imported) {
            imported = true;
            imports.add(change.to().symbol(), change.outer());
        }
    }

    private void write(Occurrence use) {
        int start = startOfName(use);
        boolean inImport = imports.lines().stream()
                .anyMatch(line -> line.range().contains(use.range().start()));
        boolean simple = !inImport && start == use.range().start();
        if (simple && nameable(use)) {
            importIf(!visible(file.scopeOf(use)));
            if (change.to().name().equals(change.from().name())) {
                return;
            }
            edits.add(new PlannedEdit(
                    use.range(), List.of(new Piece(null, change.to().name(), names(use, 0), false))));
            return;
        }
        Range range = new Range(start, use.range().end());
        String qualified = change.to().symbol();
        Piece piece = DottedName.piece("", qualified, name -> around(use, name), "");
        List<Piece.Name> names =
                new ArrayList<>(piece.names().subList(0, piece.names().size() - 1));
        names.addAll(names(use, qualified.length() - change.to().name().length()));
        edits.add(new PlannedEdit(range, List.of(new Piece(null, qualified, names, false))));
    }

    private Set<Role> around(Occurrence use, String name) {
        if (use.has(Role.DOCUMENTATION)) {
            return Set.of(Role.DOCUMENTATION);
        }
        boolean inImport = imports.lines().stream()
                .anyMatch(line -> line.range().contains(use.range().start()));
        if (change.outer().contains(name)) {
            return Set.of(Role.TYPE_REFERENCE);
        }
        return inImport ? Set.of(Role.IMPORT) : Set.of();
    }

    /// Everything the place names, as it is to be.
    private List<Piece.Name> names(Occurrence use, int at) {
        List<Piece.Name> names = new ArrayList<>();
        Range range = new Range(at, at + change.to().name().length());
        for (Occurrence each : byRange.getOrDefault(use.range(), List.of())) {
            names.add(new Piece.Name(range, change.after(each.symbol()), each.roles()));
        }
        return names;
    }

    /// Where the name starts with what qualifies it: packages and types.
    private int startOfName(Occurrence use) {
        int start = use.range().start();
        int token = file.tokens.indexAt(start);
        String text = file.source.text();
        if (token < 0) {
            while (start > 0 && (text.charAt(start - 1) == '.' || isPart(text, start - 1))) {
                start--;
            }
            return start;
        }
        while (file.tokens.at(token - 1).equals(".") && qualifies(token - 2)) {
            token -= 2;
        }
        return file.tokens.start(token);
    }

    private static boolean isPart(String text, int at) {
        return Character.isJavaIdentifierPart(text.charAt(at));
    }

    private boolean qualifies(int token) {
        String word = JavaTokens.unescape(file.tokens.at(token));
        if (word.isEmpty() || !Character.isJavaIdentifierStart(word.codePointAt(0))) {
            return false;
        }
        Range range = new Range(file.tokens.start(token), file.tokens.end(token));
        return byRange.getOrDefault(range, List.of()).stream()
                .map(use -> known.get(use.symbol()))
                .anyMatch(symbol -> symbol != null
                        && (symbol.kind() == SymbolKind.PACKAGE || symbol.kind().isType()));
    }

    /// Whether the simple name means the other type without an import.
    private boolean visible(int offset) {
        int own = file.level(change.to(), offset);
        boolean another = alike.stream().map(type -> file.level(type, offset)).anyMatch(level -> level >= own);
        boolean language = own == FileScopes.ON_DEMAND
                && JavaLang.has(change.to().name())
                && !change.to().symbol().startsWith(JavaLang.PACKAGE + ".");
        return own != FileScopes.HIDDEN && !another && !language;
    }

    /// Whether the simple name means the other type, or would with an import.
    private boolean nameable(Occurrence use) {
        int offset = file.scopeOf(use);
        boolean hidden = parts.stream().anyMatch(part -> part.level(offset) != FileScopes.HIDDEN)
                || alike.stream().anyMatch(type -> file.level(type, offset) > FileScopes.FILE);
        return !hidden && (visible(offset) || importable());
    }

    /// Whether no simple name of the file would come to mean another type by an import.
    private boolean importable() {
        boolean named = change.to().symbol().indexOf('.') >= 0;
        for (SymbolInfo type : alike) {
            boolean leaves = type.symbol().equals(change.from().symbol());
            boolean taken = file.level(type, 0) == FileScopes.FILE
                    || file.all.stream()
                            .anyMatch(use -> use.symbol().equals(type.symbol())
                                    && file.level(type, file.scopeOf(use)) <= FileScopes.FILE
                                    && file.simple(use));
            named &= leaves || !taken;
        }
        return named;
    }
}
