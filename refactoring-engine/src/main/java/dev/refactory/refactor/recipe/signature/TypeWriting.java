package dev.refactory.refactor.recipe.signature;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.imports.Imports;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.JavaLang;
import dev.refactory.refactor.syntax.ImportSection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How one file writes a type: by its simple name where that means it already, or can with an import,
/// else with its package. Remembers the imports it takes.
final class TypeWriting {
    private final GraphView graph;
    private final Recipe.Sources sources;
    private final TypeHierarchy types;
    private final String path;
    private final String text;
    private final List<Occurrence> all;
    private final Map<String, SymbolInfo> wanted = new TreeMap<>();
    private @Nullable Imports imports;
    private @Nullable FileScopes scopes;
    private final Set<String> named = new HashSet<>();
    private final Set<String> own = new HashSet<>();
    private final Set<String> otherNames = new HashSet<>();
    private final String packageName;

    /// @param all occurrences of the file
    TypeWriting(GraphView graph, Recipe.Sources sources, TypeHierarchy types, String path, List<Occurrence> all) {
        this.graph = graph;
        this.sources = sources;
        this.types = types;
        this.path = path;
        this.text = sources.text(path).text();
        this.all = all;
        this.packageName = all.stream()
                .filter(occurrence -> occurrence.has(Role.DEFINITION) && !occurrence.has(Role.IMPLICIT))
                .map(Occurrence::symbol)
                .filter(symbol -> graph.symbol(symbol)
                        .filter(info -> info.kind().isType() && path.equals(info.path()))
                        .isPresent())
                .map(types::packageOf)
                .findFirst()
                .orElse("");
        for (Occurrence occurrence : all) {
            String symbol = occurrence.symbol();
            boolean single = occurrence.has(Role.IMPORT) && !occurrence.has(Role.STATIC_IMPORT);
            if (single) {
                named.add(symbol);
            }
            boolean declared = occurrence.has(Role.DEFINITION) && symbol.indexOf('#') < 0 && symbol.indexOf('~') < 0;
            if (declared) {
                own.add(symbol);
            }
            boolean method = symbol.endsWith(")");
            if (!method && (occurrence.has(Role.IMPORT) || alone(occurrence))) {
                otherNames.add(SymbolSpelling.simpleName(symbol) + ' ' + symbol);
            }
        }
    }

    /// A type as the code of the file writes it, with imports where they can be had.
    /// @param where the declaration that it is written in
    List<Piece> importing(TypeText type, String where) {
        type.words().stream().map(TypeText.Word::symbol).forEach(symbol -> want(symbol, where));
        return pieces(type, Set.of(Role.TYPE_REFERENCE), where);
    }

    /// A type as a link writes it.
    List<Piece> linked(TypeText type) {
        return pieces(type, Set.of(Role.DOCUMENTATION), "");
    }

    /// The imports that what was written takes.
    List<PlannedEdit> imports() {
        return wanted.isEmpty() ? List.of() : service().add(wanted.values());
    }

    private Imports service() {
        if (imports == null) {
            imports = new Imports(scopes(), types);
        }
        return imports;
    }

    /// A nested type is written with the one around it, which says what it is.
    private void want(String symbol, String where) {
        String name = SymbolSpelling.simpleName(symbol);
        int dot = symbol.lastIndexOf('.');
        SymbolInfo known =
                dot < 0 || simple(symbol, where) ? null : graph.symbol(symbol).orElseGet(() -> unknown(symbol));
        boolean nested = known == null
                || types.info(String.valueOf(known.container()))
                        .filter(info -> info.kind().isType())
                        .isPresent()
                || Character.isUpperCase(symbol.charAt(symbol.lastIndexOf('.', dot - 1) + 1));
        if (!nested && named(symbol)) {
            named.add(symbol);
            return;
        }
        boolean taken = wanted.values().stream().anyMatch(other -> other.name().equals(name));
        if (!nested && !taken && service().canImport(name, graph.symbolsNamed(name))) {
            if (!onDemand(symbol, name)) {
                wanted.put(symbol, known);
            }
            named.add(symbol);
        }
    }

    /// Whether the file names the type by its simple name, as an import on demand lets it.
    private boolean named(String symbol) {
        return all.stream()
                .filter(place -> place.symbol().equals(symbol)
                        && place.has(Role.TYPE_REFERENCE)
                        && !place.has(Role.IMPORT)
                        && !place.has(Role.STATIC_IMPORT)
                        && !place.has(Role.IMPLICIT)
                        && !place.has(Role.DOCUMENTATION))
                .anyMatch(this::alone);
    }

    private boolean alone(Occurrence place) {
        return scopes().simple(place);
    }

    private FileScopes scopes() {
        if (scopes == null) {
            scopes = new FileScopes(graph, sources, types, path);
        }
        return scopes;
    }

    /// Whether the only import on demand brings it in, and no nearer type of its name hides it.
    private boolean onDemand(String symbol, String name) {
        List<ImportSection.Import> stars = service().section().imports().stream()
                .filter(ImportSection.Import::onDemand)
                .toList();
        return stars.size() == 1
                && !stars.getFirst().isStatic()
                && symbol.equals(stars.getFirst().name() + "." + name)
                && !JavaLang.has(name)
                && graph.symbol(packageName.isEmpty() ? name : packageName + "." + name)
                        .isEmpty();
    }

    /// A library's type that nothing mentions yet.
    private static SymbolInfo unknown(String symbol) {
        return new SymbolInfo(
                symbol,
                SymbolKind.CLASS,
                SymbolSpelling.simpleName(symbol),
                symbol.substring(0, symbol.lastIndexOf('.')),
                null,
                Set.of("public"),
                "",
                false,
                false);
    }

    /// @param roles of the names of types
    private List<Piece> pieces(TypeText type, Set<Role> roles, String where) {
        List<Piece> pieces = new ArrayList<>();
        for (TypeText.Word word : type.words()) {
            if (word.symbol().isEmpty()) {
                pieces.add(Piece.text(TypeText.spaced(word.text())));
            } else if (simple(word.symbol(), where)) {
                pieces.add(Piece.name(SymbolSpelling.simpleName(word.symbol()), word.symbol(), roles));
            } else {
                qualified(pieces, word.symbol(), roles);
            }
        }
        return pieces;
    }

    private void qualified(List<Piece> pieces, String symbol, Set<Role> roles) {
        Set<Role> ofPackages = roles.contains(Role.DOCUMENTATION) ? roles : Set.of();
        String soFar = "";
        for (String part : symbol.split("\\.")) {
            if (!soFar.isEmpty()) {
                pieces.add(Piece.text("."));
            }
            soFar = soFar.isEmpty() ? part : soFar + "." + part;
            boolean type =
                    graph.symbol(soFar).map(info -> info.kind().isType()).orElse(Character.isUpperCase(part.charAt(0)));
            pieces.add(Piece.name(part, soFar, type ? roles : ofPackages));
        }
    }

    /// Whether the simple name means it here, and nothing in the file has that name.
    private boolean simple(String symbol, String where) {
        String name = SymbolSpelling.simpleName(symbol);
        String container = symbol.substring(0, Math.max(0, symbol.length() - name.length() - 1));
        boolean around = where.startsWith(container)
                && !Character.isJavaIdentifierPart((where + ' ').charAt(container.length()));
        boolean seen = named.contains(symbol)
                || own.contains(symbol) && around
                || !packageName.isEmpty() && container.equals(packageName)
                || packageName.isEmpty() && container.isEmpty()
                || container.equals(JavaLang.PACKAGE)
                        && graph.symbol(packageName + "." + name).isEmpty();
        return seen
                && otherNames.stream()
                        .noneMatch(other -> other.startsWith(name + ' ') && !other.equals(name + ' ' + symbol));
    }
}
