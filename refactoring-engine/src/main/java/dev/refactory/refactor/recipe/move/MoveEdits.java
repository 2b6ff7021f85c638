package dev.refactory.refactor.recipe.move;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.imports.FileImports;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.source.DottedName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What moving types changes in one file: package names in front of them and of the file, imports
/// that are needed now and those that are no longer.
final class MoveEdits {
    private static final Set<Role> DOCUMENTATION = Set.of(Role.DOCUMENTATION);

    private final GraphView graph;
    private final MovedTypes moved;
    private final Set<String> emptied;
    private final FileScopes file;
    private final FileImports imports;
    private final String before;
    private final String after;
    private final Map<String, SymbolInfo> known;
    private final List<PlannedEdit> edits = new ArrayList<>();
    private final List<Conflict> conflicts = new ArrayList<>();

    /// @param emptied packages that hold no type afterwards
    MoveEdits(GraphView graph, MovedTypes moved, Set<String> emptied, FileScopes file) {
        this.graph = graph;
        this.moved = moved;
        this.emptied = emptied;
        this.file = file;
        this.imports = new FileImports(file.source.text(), file.tokens);
        Set<String> named = new TreeSet<>();
        file.all.forEach(occurrence -> named.add(occurrence.symbol()));
        this.known = graph.symbols(named);
        this.before = file.packageName;
        this.after = moved.packageAfter(file.path, before);
    }

    /// Works it out; once.
    void run() {
        obsoleteImports();
        for (PackageChains.Chain chain : PackageChains.of(file, known)) {
            if (!imports.removes(chain.range().start())) {
                chain(chain);
            }
        }
        simpleNames();
        edits.addAll(imports.edits());
        newDeclaration();
    }

    /// Disjoint, by no order.
    List<PlannedEdit> edits() {
        return edits;
    }

    List<Conflict> conflicts() {
        return conflicts;
    }

    private void obsoleteImports() {
        for (FileImports.Line line : imports.lines()) {
            if (line.onDemand() && !line.isStatic() && (emptied.contains(line.name()) || given(line))) {
                imports.remove(line);
            }
            SymbolInfo type = line.single() ? graph.symbol(line.name()).orElse(null) : null;
            if (type == null) {
                continue;
            }
            boolean touched = moved.types().containsKey(type.symbol()) || !before.equals(after);
            String target = DottedName.qualifier(moved.after(type.symbol()));
            if (touched && target.equals(after)) {
                imports.remove(line);
            } else if (touched && target.isEmpty()) {
                unnamed(type.symbol(), line.range().start());
            }
        }
    }

    /// Whether the package an import on demand comes to name is the file's own, or imported by another line.
    private boolean given(FileImports.Line line) {
        String target = moved.packages().get(line.name());
        return target != null
                && (target.equals(after)
                        || imports.lines().stream()
                                .anyMatch(other -> other.onDemand()
                                        && !other.isStatic()
                                        && other.name().equals(target)
                                        && !moved.packages().containsKey(target)));
    }

    private boolean isTopLevel(SymbolInfo type) {
        String container = type.container();
        return type.kind().isType()
                && (container == null
                        || graph.symbol(container)
                                .filter(outer -> outer.kind().isType())
                                .isEmpty());
    }

    /// A package's name, of which the types behind it, or all of it, moves.
    private void chain(PackageChains.Chain chain) {
        boolean declaration = chain.last().has(Role.DEFINITION);
        String name = chain.last().symbol();
        String type = chain.next() == null ? "" : chain.next();
        String target = moved.packages().get(name);
        if (declaration) {
            target = after;
        } else if (target == null) {
            target = moved.types().containsKey(type) ? DottedName.qualifier(moved.after(type)) : name;
        }
        if (target.equals(name)) {
            return;
        }
        if (type.startsWith("?") && !chain.last().has(Role.DOCUMENTATION)) {
            unresolved(chain, type);
            return;
        }
        if (target.isEmpty()) {
            Range gone = declaration
                    ? wholeLine(imports.packageDeclaration())
                    : new Range(chain.range().start(), chain.end());
            edits.add(PlannedEdit.delete(gone));
            return;
        }
        List<String> old = DottedName.words(name);
        List<String> words = DottedName.words(target);
        int same = 0;
        while (same < Math.min(old.size(), words.size()) - 1 && old.get(same).equals(words.get(same))) {
            same++;
        }
        Range range = new Range(chain.places().get(same).start(), chain.range().end());
        Set<Role> last = chain.last().roles();
        Set<Role> around = EnumSet.noneOf(Role.class);
        around.addAll(last);
        around.removeAll(Set.of(Role.DEFINITION, Role.STATIC_IMPORT));
        edits.add(new PlannedEdit(range, List.of(DottedName.piece("", target, same, around, last, ""))));
    }

    private void unresolved(PackageChains.Chain chain, String symbol) {
        String name = chain.last().symbol() + "." + SymbolSpelling.simpleName(symbol);
        int line = file.source.lineOf(chain.range().start());
        conflicts.add(new Conflict(
                "unresolved",
                symbol,
                file.path,
                line,
                file.path + ":" + line + " names " + name + ", which this repository does not declare and the compiler"
                        + " could not find: whether it comes along is unknown. Make it compile first."));
    }

    private Range wholeLine(@Nullable Range declaration) {
        if (declaration == null) {
            throw new IllegalStateException("No package declaration in " + file.path);
        }
        String text = file.source.text();
        int end = declaration.end();
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return new Range(declaration.start(), end);
    }

    /// A file that leaves the unnamed package gets a declaration.
    private void newDeclaration() {
        if (!before.isEmpty() || after.isEmpty()) {
            return;
        }
        String text = file.source.text();
        String newline = text.contains("\r\n") ? "\r\n" : "\n";
        int at = text.startsWith("\uFEFF") ? 1 : 0;
        Piece piece =
                DottedName.piece("package ", after, 0, Set.of(), Set.of(Role.DEFINITION), ";" + newline + newline);
        List<Piece> pieces = new ArrayList<>(List.of(piece));
        edits.stream()
                .filter(edit -> edit.range().equals(new Range(at, at)))
                .findFirst()
                .ifPresent(edit -> {
                    pieces.addAll(edit.pieces());
                    edits.remove(edit);
                });
        edits.add(PlannedEdit.insert(at, pieces));
    }

    private void simpleNames() {
        Map<String, List<Occurrence>> documented = new TreeMap<>();
        Set<String> imported = new TreeSet<>();
        for (Occurrence use : file.all) {
            SymbolInfo type = known.get(use.symbol());
            if (type == null || !isSimpleUse(use, type) || !needsImport(use, type)) {
                continue;
            }
            missingImport(type);
            String target = moved.after(type.symbol());
            if (target.indexOf('.') < 0) {
                unnamed(type.symbol(), use.range().start());
            } else if (use.has(Role.DOCUMENTATION)) {
                documented.computeIfAbsent(target, name -> new ArrayList<>()).add(use);
            } else if (imported.add(target)) {
                imports.add(target);
            }
        }
        documented.keySet().removeAll(imported);
        documented.forEach((target, uses) -> uses.stream().distinct().forEach(use -> {
            String qualifier = DottedName.qualifier(target);
            Piece piece = DottedName.piece("", qualifier, 0, DOCUMENTATION, DOCUMENTATION, ".");
            edits.add(PlannedEdit.insert(use.range().start(), List.of(piece)));
        }));
    }

    /// An import the compiler could not resolve is as if it were not there: it took the simple name for
    /// another type's.
    private void missingImport(SymbolInfo type) {
        for (FileImports.Line line : imports.lines()) {
            if (line.single() && line.name().endsWith("." + type.name())) {
                int at = file.source.lineOf(line.range().start());
                conflicts.add(new Conflict(
                        "unresolved",
                        type.symbol(),
                        file.path,
                        at,
                        file.path + ":" + at + ": this import could not be resolved, so what " + type.name()
                                + " means in this file is unknown. Make it compile first."));
            }
        }
    }

    private boolean isSimpleUse(Occurrence use, SymbolInfo type) {
        boolean counts = !use.has(Role.IMPLICIT) && use.range().length() > 0;
        return counts && isTopLevel(type) && file.simple(use);
    }

    /// Whether the simple name would mean something else, or nothing, where the file and the type are
    /// afterwards.
    private boolean needsImport(Occurrence use, SymbolInfo type) {
        String target = DottedName.qualifier(moved.after(type.symbol()));
        int level = file.level(type, file.scopeOf(use));
        boolean brought = level != FileScopes.HIDDEN || imports.lines().stream().anyMatch(FileImports.Line::isModule);
        if (target.equals(after) || level == FileScopes.FILE || !brought) {
            return false;
        }
        if (level == FileScopes.PACKAGE) {
            return true;
        }
        String source = DottedName.qualifier(type.symbol());
        boolean left = !target.equals(source) && !moved.packages().containsKey(source) && !importsAll(target);
        return left || moved.gains(after, type.name()) || isNewNeighbour(type.name()) || starred(target, type.name());
    }

    private boolean importsAll(String packageName) {
        return imports.lines().stream()
                .anyMatch(line -> line.onDemand() && line.name().equals(packageName));
    }

    /// A type of the package the file comes into.
    private boolean isNewNeighbour(String name) {
        return !before.equals(after)
                && graph.symbol(DottedName.of(after, name))
                        .filter(type -> type.kind().isType() && !moved.types().containsKey(type.symbol()))
                        .isPresent();
    }

    /// Another import on demand would bring in a type of the name.
    private boolean starred(String target, String name) {
        return imports.lines().stream()
                .filter(line -> line.onDemand() && !line.isStatic())
                .map(line -> moved.packages().getOrDefault(line.name(), line.name()))
                .anyMatch(other -> !other.equals(target) && moved.gains(other, name));
    }

    private void unnamed(String type, int offset) {
        int line = file.source.lineOf(offset);
        conflicts.add(new Conflict(
                "visibility",
                type,
                file.path,
                line,
                file.path + ":" + line + " uses " + type + ", which would be in the unnamed package, and code of a"
                        + " package cannot name types of that: choose a package with a name."));
    }
}
