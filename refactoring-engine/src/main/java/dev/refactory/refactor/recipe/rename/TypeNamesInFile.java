package dev.refactory.refactor.recipe.rename;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.FileScopes.Part;
import dev.refactory.refactor.recipe.scope.RenamedType;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.scope.VariableScopes;
import dev.refactory.refactor.recipe.source.JavaLang;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What renaming a type would make simple names of one file mean.
final class TypeNamesInFile {
    private static final Set<String> NAMES_A_TYPE = Set.of("class", "this", "super", "new");

    private final FileScopes file;
    private final TypeHierarchy types;
    private final RenamedType type;
    private final List<SymbolInfo> alikeTypes;
    private final List<SymbolInfo> alikeFields;
    private final List<Part> parts;

    /// @param alikeTypes types that have the new name
    /// @param alikeFields fields, constants and components that have it
    TypeNamesInFile(
            FileScopes file,
            TypeHierarchy types,
            RenamedType type,
            List<SymbolInfo> alikeTypes,
            List<SymbolInfo> alikeFields) {
        this.file = file;
        this.types = types;
        this.type = type;
        this.alikeFields = alikeFields;
        Set<String> local = new TreeSet<>();
        alikeTypes.stream()
                .map(SymbolInfo::symbol)
                .filter(TypeNamesInFile::isLocal)
                .forEach(local::add);
        this.alikeTypes =
                alikeTypes.stream().filter(each -> !isLocal(each.symbol())).toList();
        this.parts = file.localTypes(type.newName(), local);
    }

    private static boolean isLocal(String symbol) {
        return symbol.substring(symbol.lastIndexOf('.') + 1).startsWith("local$");
    }

    /// @param uses places to be renamed
    /// @param others places of types, and of a package, that have the new name already
    void check(List<Conflict> conflicts, List<Occurrence> uses, List<Occurrence> others) {
        imports(conflicts, uses);
        missingImports(conflicts, uses);
        List<Part> variables = new VariableScopes(file).named(type.newName());
        for (Occurrence use : uses) {
            boolean named = !use.has(Role.IMPORT) && !use.has(Role.DEFINITION) && file.simple(use);
            if (named) {
                shadowed(conflicts, use);
            }
            if (expression(use)) {
                obscured(conflicts, use, named, variables);
            }
        }
        Map<String, SymbolInfo> bySymbol = new HashMap<>();
        alikeTypes.forEach(each -> bySymbol.put(each.symbol(), each));
        for (Occurrence other : others) {
            boolean named = !other.has(Role.IMPORT) && !other.has(Role.DEFINITION) && file.simple(other);
            if (named) {
                captured(conflicts, other, bySymbol.get(other.symbol()));
            }
        }
        for (Occurrence use : file.all) {
            for (Part part : parts) {
                if (use.symbol().equals(part.symbol()) && !use.has(Role.DEFINITION) && file.simple(use)) {
                    captured(conflicts, use, null);
                }
            }
        }
    }

    /// A file cannot import, or import and declare, two types of one name.
    private void imports(List<Conflict> conflicts, List<Occurrence> uses) {
        if (file.level(type.info(), 0) != FileScopes.FILE || uses.isEmpty()) {
            return;
        }
        for (SymbolInfo other : alikeTypes) {
            if (file.level(other, 0) == FileScopes.FILE) {
                conflicts.add(conflict(
                        "name-clash",
                        other.symbol(),
                        uses.getFirst(),
                        "this file also imports or declares " + other.symbol()));
            }
        }
    }

    /// An import the compiler could not resolve is as if it were not there: simple names that it
    /// shadows are bound to what is farther away, and nobody would notice.
    private void missingImports(List<Conflict> conflicts, List<Occurrence> uses) {
        for (Occurrence missing : file.all) {
            boolean imports = missing.has(Role.IMPORT)
                    && (missing.symbol().equals("?" + type.oldName())
                            || missing.symbol().equals("?" + type.newName()))
                    && file.next(missing).equals(";");
            if (!imports) {
                continue;
            }
            boolean farther = uses.stream()
                    .filter(use -> !use.has(Role.IMPORT) && !use.has(Role.DEFINITION) && file.simple(use))
                    .anyMatch(use -> file.level(type.info(), file.scopeOf(use)) < FileScopes.FILE);
            if (farther) {
                conflicts.add(conflict(
                        "unresolved",
                        missing.symbol(),
                        missing,
                        "this import could not be resolved, so what its simple name means in this file is unknown"));
            }
        }
    }

    private void shadowed(List<Conflict> conflicts, Occurrence use) {
        int offset = file.scopeOf(use);
        int own = file.level(type.info(), offset);
        for (SymbolInfo other : alikeTypes) {
            int level = file.level(other, offset);
            if (level >= own && level != FileScopes.HIDDEN) {
                conflicts.add(shadowing(use, other.symbol()));
                return;
            }
        }
        for (Part part : parts) {
            if (part.level(offset) >= own && part.level(offset) != FileScopes.HIDDEN) {
                conflicts.add(shadowing(use, part.symbol()));
                return;
            }
        }
        if (own == FileScopes.ON_DEMAND && JavaLang.has(type.newName())) {
            conflicts.add(shadowing(use, JavaLang.PACKAGE + "." + type.newName()));
        }
    }

    private Conflict shadowing(Occurrence use, String other) {
        return conflict(
                "shadowing",
                use.symbol(),
                use,
                type.newName() + " would mean " + other + " here, or could not be told from it");
    }

    /// @param symbol null for a package and what is local
    private void captured(
            List<Conflict> conflicts, Occurrence use, @org.jspecify.annotations.Nullable SymbolInfo symbol) {
        int offset = file.scopeOf(use);
        int now = symbol == null ? FileScopes.HIDDEN : file.level(symbol, offset);
        for (Part part : parts) {
            if (part.symbol().equals(use.symbol())) {
                now = part.level(offset);
            }
        }
        int renamed = file.level(type.info(), offset);
        if (renamed != FileScopes.HIDDEN && renamed >= now) {
            conflicts.add(conflict(
                    "capture",
                    use.symbol(),
                    use,
                    "this " + type.newName() + ", which is " + use.symbol() + ", would mean the renamed type"));
        }
    }

    /// Whether a name is followed by a member, where a variable of the same name would go first.
    private boolean expression(Occurrence use) {
        int token = file.tokens.indexAt(use.range().start());
        String next = file.tokens.at(token + 1);
        return token >= 0
                && !use.has(Role.IMPORT)
                && !use.has(Role.STATIC_IMPORT)
                && (next.equals(".") || next.equals("::"))
                && !NAMES_A_TYPE.contains(file.tokens.at(token + 2));
    }

    private void obscured(List<Conflict> conflicts, Occurrence use, boolean simple, List<Part> variables) {
        int offset = use.range().start();
        String container = String.valueOf(type.info().container());
        for (SymbolInfo field : alikeFields) {
            boolean seen = simple
                    ? file.seesField(field, offset)
                    : types.withSupertypes(container).contains(String.valueOf(field.container()));
            if (seen) {
                conflicts.add(shadowing(use, field.symbol()));
                return;
            }
        }
        for (Part variable : simple ? variables : List.<Part>of()) {
            if (variable.level(offset) != FileScopes.HIDDEN) {
                conflicts.add(shadowing(use, variable.symbol()));
                return;
            }
        }
    }

    private Conflict conflict(String kind, String symbol, Occurrence use, String why) {
        int line = file.lineOf(use);
        return new Conflict(kind, symbol, file.path, line, file.path + ":" + line + ": " + why + ".");
    }
}
