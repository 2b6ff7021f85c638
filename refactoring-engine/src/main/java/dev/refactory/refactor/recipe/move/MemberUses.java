package dev.refactory.refactor.recipe.move;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.recipe.imports.Imports;
import dev.refactory.refactor.recipe.imports.TypeNames;
import dev.refactory.refactor.recipe.scope.Access;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.VariableScopes;
import dev.refactory.refactor.recipe.source.DottedName;
import dev.refactory.refactor.recipe.source.Expressions;
import dev.refactory.refactor.recipe.source.TypeBodies;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What names a static member that goes to another type: calls, reads, method references, static
/// imports and documentation.
final class MemberUses {
    private final MemberMove move;
    private final List<Conflict> conflicts = new ArrayList<>();
    private final SortedMap<String, Integer> goneImports = new TreeMap<>();
    private int count;

    MemberUses(MemberMove move) {
        this.move = move;
    }

    /// A part of a file and what is written instead.
    record Edit(Range range, Piece piece) {
        PlannedEdit planned() {
            return new PlannedEdit(range, piece.text().isEmpty() ? List.of() : List.of(piece));
        }
    }

    /// By file; once.
    SortedMap<String, List<PlannedEdit>> edits() {
        SortedMap<String, List<PlannedEdit>> edits = new TreeMap<>();
        move.graph.occurrencesOf(List.of(move.member.symbol())).forEach((path, all) -> {
            List<Occurrence> uses =
                    all.stream().filter(use -> !move.moves(path, use)).toList();
            List<PlannedEdit> here = uses.isEmpty() ? List.of() : edits(move.file(path), uses);
            count += uses.size();
            if (!here.isEmpty()) {
                edits.put(path, here);
            }
        });
        return edits;
    }

    List<Conflict> conflicts() {
        return conflicts;
    }

    /// By file, where the name stands in the static import that goes; after [#edits].
    SortedMap<String, Integer> goneImports() {
        return goneImports;
    }

    int count() {
        return count;
    }

    private List<PlannedEdit> edits(FileScopes file, List<Occurrence> uses) {
        List<PlannedEdit> edits = new ArrayList<>();
        StaticImport imported = new StaticImport(file);
        for (Occurrence use : uses) {
            if (use.has(Role.IMPORT)) {
                continue;
            }
            if (MemberMove.isCode(use)) {
                visible(file, use);
            }
            Use each = new Use(move, file, use);
            if (each.qualifier() == Qualifier.EXPRESSION) {
                conflicts.add(each.sideEffect());
            } else if (each.qualifier() != Qualifier.NONE || !imported.brings(use)) {
                each.elsewhere(move.names(file.path)).map(Edit::planned).ifPresent(edits::add);
            }
        }
        edits.addAll(imported.edits(uses));
        return edits;
    }

    private void visible(FileScopes file, Occurrence use) {
        Sight.Place place = Sight.Place.of(file, use.range().start());
        SymbolInfo type = move.sight.hidden(move.target, place);
        SymbolInfo hidden = type == null ? move.sight.hidden(move.moved, place) : type;
        if (hidden != null) {
            conflicts.add(move.at(
                    "visibility",
                    move.member.symbol(),
                    file.path,
                    use.range().start(),
                    "this use of " + move.member.symbol() + " would not see " + hidden.symbol() + ", which is "
                            + Access.of(hidden).word + ". Give it a wider access first (change-access)"));
        }
    }

    /// What stands before a name.
    enum Qualifier {
        NONE,
        /// A type, or something that can be left out because evaluating it does nothing.
        NAME,
        EXPRESSION
    }

    /// One place that names the member.
    static final class Use {
        private final MemberMove move;
        private final FileScopes file;
        private final Occurrence use;
        private final Range before;
        private final Qualifier qualifier;

        Use(MemberMove move, FileScopes file, Occurrence use) {
            this.move = move;
            this.file = file;
            this.use = use;
            this.before = use.has(Role.DOCUMENTATION) ? documented() : coded();
            this.qualifier = before.length() == 0 ? Qualifier.NONE : plain() ? Qualifier.NAME : Qualifier.EXPRESSION;
        }

        Qualifier qualifier() {
            return qualifier;
        }

        /// Of one that is called on an expression.
        Conflict sideEffect() {
            return move.at(
                    "side-effect",
                    move.member.symbol(),
                    file.path,
                    use.range().start(),
                    "what " + move.member.name() + " is called on here does something itself: name the type"
                            + " instead first");
        }

        /// The range before `#`.
        private Range documented() {
            String text = file.source.text();
            int end = use.range().start() - (text.startsWith("#", use.range().start() - 1) ? 1 : 0);
            int start = end;
            while (start > 0
                    && (Character.isJavaIdentifierPart(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
                start--;
            }
            return new Range(start, end);
        }

        /// The range before the dot, or the colons.
        private Range coded() {
            int name = file.tokens.indexAt(use.range().start());
            int start = use.range().start();
            int dot = name - 1;
            Expressions expressions = Expressions.of(file.tokens, file.all);
            if (file.tokens.at(dot).equals(">")) {
                dot = expressions.openAngle(dot) - 1;
            }
            boolean qualified =
                    file.tokens.at(dot).equals(".") || file.tokens.at(dot).equals("::");
            if (!qualified) {
                return new Range(start, start);
            }
            int first = expressions.startOfPrimary(dot - 1);
            return new Range(file.tokens.start(Math.min(first, dot - 1)), file.tokens.end(dot - 1));
        }

        /// Names and dots only: reading a variable does nothing.
        private boolean plain() {
            return file.source
                    .text()
                    .substring(before.start(), before.end())
                    .chars()
                    .allMatch(c -> Character.isJavaIdentifierPart(c) || c == '.' || Character.isWhitespace(c));
        }

        /// In text that comes to stand in the target type: the same name may mean another type there.
        Optional<Edit> inMovedText(TypeNames names, int offset) {
            return qualifier == Qualifier.NONE ? Optional.empty() : Optional.of(edit(names, offset));
        }

        /// Where nothing else moves.
        Optional<Edit> elsewhere(TypeNames names) {
            return qualifier == Qualifier.NONE && reached()
                    ? Optional.empty()
                    : Optional.of(edit(names, file.scopeOf(use)));
        }

        private Edit edit(TypeNames names, int offset) {
            String type = move.target.symbol();
            boolean documented = use.has(Role.DOCUMENTATION);
            Piece written = documented ? names.document(type, offset) : names.write(type, offset, List.of(), false);
            boolean dot = qualifier == Qualifier.NONE && !documented;
            return dot ? qualified(written) : new Edit(before, written);
        }

        /// The type in front of a simple name. One that stands for a value without a name, as in `@A(LIMIT)`, or
        /// begins one, is written anew: all of it is the value.
        private Edit qualified(Piece type) {
            String prefix = type.text() + ".";
            List<Occurrence> implied = file.all.stream()
                    .filter(each -> each.has(Role.IMPLICIT)
                            && each.range().start() == use.range().start())
                    .toList();
            if (implied.isEmpty()) {
                return new Edit(before, new Piece(null, prefix, type.names(), false));
            }
            int length = prefix.length() + use.range().length();
            List<Piece.Name> names = new ArrayList<>(type.names());
            names.add(new Piece.Name(new Range(prefix.length(), length), move.moved.symbol(), use.roles()));
            implied.stream()
                    .filter(each -> each.range().equals(use.range()))
                    .forEach(each -> names.add(new Piece.Name(new Range(0, length), each.symbol(), each.roles())));
            String name = file.source
                    .text()
                    .substring(use.range().start(), use.range().end());
            return new Edit(use.range(), new Piece(null, prefix + name, names, false));
        }

        /// Whether the simple name finds the member in the target type.
        boolean reached() {
            List<TypeBodies.Body> around = file.bodies.around(file.scopeOf(use));
            for (TypeBodies.Body body : around) {
                boolean other = move.hasOther(body.type());
                if (body.type().equals(move.target.symbol()) || !other && move.inherits(body.type())) {
                    return move.isMethod() || use.has(Role.DOCUMENTATION) || !hidden(body);
                } else if (other) {
                    return false;
                }
            }
            return false;
        }

        private boolean hidden(TypeBodies.Body body) {
            return new VariableScopes(file)
                    .named(move.member.name()).stream()
                            .anyMatch(part -> part.start() > body.start()
                                    && part.level(use.range().start()) != FileScopes.HIDDEN);
        }
    }

    /// The single static import of the member in one file.
    private final class StaticImport {
        private final FileScopes file;
        private final @Nullable Occurrence place;

        StaticImport(FileScopes file) {
            this.file = file;
            this.place = file.all.stream()
                    .filter(each ->
                            each.has(Role.STATIC_IMPORT) && each.symbol().equals(move.member.symbol()))
                    .findFirst()
                    .orElse(null);
        }

        /// Whether a simple name is found by the import, before and after.
        boolean brings(Occurrence use) {
            return place != null
                    && MemberMove.isCode(use)
                    && file.bodies.around(use.range().start()).stream()
                            .noneMatch(body -> move.types
                                            .withSupertypes(body.type())
                                            .contains(move.source)
                                    || move.types.withSupertypes(body.type()).contains(move.target.symbol()));
        }

        List<PlannedEdit> edits(List<Occurrence> uses) {
            if (place == null) {
                return List.of();
            }
            Imports imports = new Imports(file, move.types);
            boolean needed = uses.stream()
                    .anyMatch(use -> new Use(move, file, use).qualifier() == Qualifier.NONE && brings(use));
            boolean others = othersUsed(place);
            boolean there = imports.imported(move.moved);
            List<PlannedEdit> edits = new ArrayList<>();
            if (others) {
                edits.addAll(needed && !there ? imports.add(List.of(move.moved)) : List.of());
            } else if (needed && !there) {
                edits.add(changed(place));
            } else {
                goneImports.put(file.path, place.range().start());
            }
            return edits;
        }

        /// An import names every static member of its name: whether the file uses one that stays.
        private boolean othersUsed(Occurrence place) {
            Set<String> others = new HashSet<>();
            file.all.stream()
                    .filter(each -> each.range().equals(place.range()))
                    .forEach(each -> others.add(each.symbol()));
            others.remove(move.member.symbol());
            return file.all.stream().anyMatch(each -> others.contains(each.symbol()) && !each.has(Role.IMPORT));
        }

        /// The same import from the other type.
        private PlannedEdit changed(Occurrence place) {
            int name = file.tokens.indexAt(place.range().start());
            int first = name;
            while (!file.tokens.at(first - 1).equals("static")) {
                first--;
            }
            Range type = new Range(file.tokens.start(first), file.tokens.end(name - 2));
            String target = move.target.symbol();
            Piece piece = DottedName.piece(
                    "",
                    target,
                    symbol -> symbol.equals(target)
                            ? Set.of(Role.TYPE_REFERENCE, Role.STATIC_IMPORT)
                            : move.types
                                            .info(symbol)
                                            .filter(each -> each.kind().isType())
                                            .isPresent()
                                    ? Set.of(Role.TYPE_REFERENCE)
                                    : Set.of(Role.IMPORT),
                    "");
            return new PlannedEdit(type, List.of(piece));
        }
    }
}
