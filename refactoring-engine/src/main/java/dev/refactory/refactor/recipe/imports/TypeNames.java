package dev.refactory.refactor.recipe.imports;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.JavaLang;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// How types are named in new text of one file: by their simple name where it means them, or will
/// when they are imported, and qualified where it means something else.
public final class TypeNames {
    private final GraphView graph;
    private final TypeHierarchy types;
    private final FileScopes scopes;
    private final SortedSet<String> imports = new TreeSet<>();
    private final Map<String, List<SymbolInfo>> named = new HashMap<>();

    public TypeNames(GraphView graph, TypeHierarchy types, FileScopes scopes) {
        this.graph = graph;
        this.types = types;
        this.scopes = scopes;
    }

    /// What [#write] needs to be imported.
    public SortedSet<String> imports() {
        return imports;
    }

    /// @param offset of the original text, where the name is to stand
    /// @param also what the type's own name is to mean besides, as the constructor of `new`
    /// @param open whether it is for the compiler to say what the text means
    public Piece write(String type, int offset, List<Piece.Name> also, boolean open) {
        String top = topLevel(type);
        String prefix =
                top.substring(0, top.length() - SymbolSpelling.simpleName(top).length());
        String text = near(type, offset)
                ? SymbolSpelling.simpleName(type)
                : simple(top, offset) ? type.substring(prefix.length()) : type;
        return open ? Piece.open(text) : piece(type, top, text, also);
    }

    /// The same by its full name, where its simple name means something that is not in the file yet.
    public Piece inFull(String type) {
        return piece(type, topLevel(type), type, List.of());
    }

    private static Piece piece(String type, String top, String text, List<Piece.Name> also) {
        List<Piece.Name> names = new ArrayList<>();
        int shift = type.length() - text.length();
        for (int dot = type.indexOf('.'); ; dot = type.indexOf('.', dot + 1)) {
            int end = dot < 0 ? type.length() : dot;
            int start = type.lastIndexOf('.', end - 1) + 1;
            if (start >= shift) {
                Set<Role> roles = end < top.length() ? Set.of() : Set.of(Role.TYPE_REFERENCE);
                names.add(new Piece.Name(new Range(start - shift, end - shift), type.substring(0, end), roles));
            }
            if (dot < 0) {
                also.forEach(name ->
                        names.add(new Piece.Name(new Range(start - shift, end - shift), name.symbol(), name.roles())));
                return new Piece(null, text, names, false);
            }
        }
    }

    /// The same in a comment, for which nothing is imported.
    public Piece document(String type, int offset) {
        String top = topLevel(type);
        String prefix =
                top.substring(0, top.length() - SymbolSpelling.simpleName(top).length());
        SymbolInfo info = types.info(top).orElse(null);
        boolean simple = prefix.isEmpty()
                || imports.contains(top)
                || info != null && scopes.level(info, offset) > other(info, offset);
        List<Piece.Name> names = new ArrayList<>();
        int shift = near(type, offset)
                ? type.length() - SymbolSpelling.simpleName(type).length()
                : simple ? prefix.length() : 0;
        for (int end = type.indexOf('.', shift); ; end = type.indexOf('.', end + 1)) {
            int last = end < 0 ? type.length() : end;
            int start = type.lastIndexOf('.', last - 1) + 1;
            names.add(new Piece.Name(
                    new Range(start - shift, last - shift), type.substring(0, last), Set.of(Role.DOCUMENTATION)));
            if (end < 0) {
                return new Piece(null, type.substring(shift), names, false);
            }
        }
    }

    /// Whether the simple name of a type inside of another means it at a place already.
    private boolean near(String type, int offset) {
        SymbolInfo info = types.info(type).orElse(null);
        return info != null
                && !topLevel(type).equals(type)
                && scopes.level(info, offset) > FileScopes.ON_DEMAND
                && scopes.level(info, offset) > other(info, offset);
    }

    /// The type itself, or the one around it that a file could import; of a type nothing is known of,
    /// by how types are written.
    private String topLevel(String type) {
        String top = type;
        SymbolInfo info = types.info(type).orElse(null);
        if (info != null) {
            while (info != null && info.container() != null) {
                SymbolInfo around = types.info(info.container()).orElse(null);
                if (around == null || !around.kind().isType()) {
                    return top;
                }
                top = around.symbol();
                info = around;
            }
            return top;
        }
        int from = 0;
        while (from < type.length()) {
            int dot = type.indexOf('.', from);
            if (dot < 0 || Character.isUpperCase(type.codePointAt(from))) {
                return dot < 0 ? type : type.substring(0, dot);
            }
            from = dot + 1;
        }
        return type;
    }

    private boolean simple(String top, int offset) {
        String name = SymbolSpelling.simpleName(top);
        int dot = top.lastIndexOf('.');
        if (dot < 0 || imports.contains(top)) {
            return true;
        }
        SymbolInfo type = types.info(top)
                .orElseGet(() -> new SymbolInfo(
                        top, SymbolKind.CLASS, name, top.substring(0, dot), null, Set.of("public"), "", false, false));
        int own = scopes.level(type, offset);
        int other = other(type, offset);
        if (own != FileScopes.HIDDEN) {
            return own > other;
        }
        boolean free =
                other < FileScopes.FILE && !imports.stream().anyMatch(each -> each.endsWith("." + name)) && !used(type);
        if (free) {
            imports.add(top);
        }
        return free;
    }

    /// From how near something else of the same name can be meant.
    private int other(SymbolInfo type, int offset) {
        String name = type.name();
        int nearest = FileScopes.HIDDEN;
        if (JavaLang.has(name) && !type.symbol().startsWith(JavaLang.PACKAGE + ".")) {
            nearest = FileScopes.ON_DEMAND;
        }
        for (SymbolInfo each : named.computeIfAbsent(name, graph::symbolsNamed)) {
            if (each.kind().isType() && !each.symbol().equals(type.symbol())) {
                nearest = Math.max(nearest, scopes.level(each, offset));
            } else if (TypeHierarchy.isField(each.kind()) && scopes.seesField(each, offset)) {
                nearest = Integer.MAX_VALUE;
            }
        }
        for (FileScopes.Part part : scopes.localTypes(name, localTypes(name))) {
            nearest = Math.max(nearest, part.level(offset));
        }
        for (FileScopes.Part part : scopes.variables(name)) {
            nearest = Math.max(nearest, part.level(offset));
        }
        boolean unresolved = scopes.all.stream()
                .anyMatch(place -> place.has(Role.IMPORT) && place.symbol().equals("?" + name));
        return unresolved ? Integer.MAX_VALUE : nearest;
    }

    private Set<String> localTypes(String name) {
        Set<String> local = new TreeSet<>();
        for (Occurrence place : scopes.all) {
            // An anonymous type is declared where the name of the type it extends stands.
            boolean named = place.has(Role.DEFINITION)
                    && place.symbol().contains(".local$")
                    && types.info(place.symbol())
                            .filter(type -> type.name().equals(name))
                            .isPresent();
            if (named) {
                local.add(place.symbol());
            }
        }
        return local;
    }

    /// Whether the file names something else so: an import would change what that means.
    private boolean used(SymbolInfo type) {
        return scopes.all.stream()
                .anyMatch(place -> !place.symbol().equals(type.symbol())
                        && place.symbol().indexOf('#') < 0
                        && SymbolSpelling.simpleName(place.symbol()).equals(type.name())
                        && !place.has(Role.IMPORT)
                        && scopes.simple(place));
    }
}
