package dev.refactory.refactor.recipe.imports;

import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.rewrite.JavaTokens;
import dev.refactory.refactor.syntax.ImportPlaces;
import dev.refactory.refactor.syntax.ImportRemoval;
import dev.refactory.refactor.syntax.ImportSection;
import dev.refactory.refactor.syntax.ImportSection.Import;
import dev.refactory.refactor.syntax.ImportSection.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Imports of one file, for recipes that write names: what a name would mean there, and the edits
/// that bring one in or take an import out, where and how the file itself would have it.
public final class Imports {
    private final FileScopes file;
    private final TypeHierarchy types;
    private final ImportSection section;

    public Imports(FileScopes file, TypeHierarchy types) {
        this.file = file;
        this.types = types;
        this.section = ImportSection.of(file.source.text());
    }

    /// What is written.
    public ImportSection section() {
        return section;
    }

    /// Whether a single import names a type or a static member already.
    public boolean imported(SymbolInfo symbol) {
        String name = qualified(symbol);
        return section.imports().stream()
                .anyMatch(each -> !each.onDemand()
                        && each.name().equals(name)
                        && each.isStatic() == !symbol.kind().isType());
    }

    /// Whether a type by this simple name can be imported without giving what the file says another
    /// meaning: no other import, declaration, inherited type or mention has it. What supertypes from
    /// libraries bring is not known; the check after the edit tells.
    /// @param alike all types of that name ([dev.refactory.graph.model.GraphView#symbolsNamed])
    public boolean canImport(String simpleName, Collection<SymbolInfo> alike) {
        boolean imported = section.imports().stream()
                .anyMatch(each -> !each.onDemand() && each.simpleName().equals(simpleName));
        return section.wellFormed()
                && !imported
                && !mentioned(simpleName)
                && !section.comments().refersTo(simpleName)
                && alike.stream().filter(each -> each.kind().isType()).noneMatch(this::inherited);
    }

    /// Whether code writes a name alone, other than a method's.
    private boolean mentioned(String name) {
        JavaTokens tokens = file.tokens;
        for (int i = section.bodyToken(); i < tokens.count(); i++) {
            String before = tokens.at(i - 1);
            boolean method = tokens.at(i + 1).equals("(") && !before.equals("new") && !before.equals("@");
            if (!method
                    && !before.equals(".")
                    && !before.equals("::")
                    && JavaTokens.unescape(tokens.at(i)).equals(name)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a type is a member of what a type of this file extends.
    private boolean inherited(SymbolInfo nested) {
        String container = nested.container();
        return container != null
                && file.all.stream()
                        .filter(place ->
                                place.has(Role.DEFINITION) && place.symbol().indexOf('~') < 0)
                        .anyMatch(place -> place.symbol().indexOf('#') < 0
                                && types.withSupertypes(place.symbol()).contains(container));
    }

    /// Brings types and static members in: one edit for each place of the file.
    public List<PlannedEdit> add(Collection<SymbolInfo> symbols) {
        ImportPlaces places = new ImportPlaces(section);
        Map<Integer, List<Piece>> byPlace = new TreeMap<>();
        Map<Integer, String> closing = new TreeMap<>();
        List<SymbolInfo> ordered = symbols.stream()
                .filter(symbol -> !imported(symbol))
                .sorted(Comparator.comparing(
                                (SymbolInfo symbol) -> !symbol.kind().isType())
                        .thenComparing(this::qualified))
                .toList();
        Set<String> written = new TreeSet<>();
        boolean parted = false;
        for (SymbolInfo symbol : ordered) {
            boolean isStatic = !symbol.kind().isType();
            if (!written.add(isStatic + qualified(symbol))) {
                continue;
            }
            ImportPlaces.Place place = places.of(isStatic ? Kind.STATIC : Kind.TYPE, qualified(symbol));
            List<Piece> pieces = byPlace.computeIfAbsent(place.offset(), at -> new ArrayList<>());
            if (pieces.isEmpty()) {
                pieces.add(Piece.text(place.before()));
                closing.put(place.offset(), place.after());
                parted = isStatic;
            } else {
                boolean part = isStatic && !parted;
                pieces.add(Piece.text(section.lineEnding().repeat(part ? 2 : 1)));
                parted |= part;
            }
            pieces.add(statement(symbol));
        }
        List<PlannedEdit> edits = new ArrayList<>();
        byPlace.forEach((at, pieces) -> {
            pieces.add(Piece.text(closing.getOrDefault(at, "")));
            edits.add(PlannedEdit.insert(at, pieces));
        });
        return edits;
    }

    /// Takes imports out, their lines with them.
    public List<PlannedEdit> remove(Collection<Import> gone) {
        return ImportRemoval.of(section, gone).stream().map(PlannedEdit::delete).toList();
    }

    private String qualified(SymbolInfo symbol) {
        return symbol.kind().isType()
                ? symbol.symbol()
                : SymbolSpelling.typeOf(symbol.symbol()) + "." + SymbolSpelling.simpleName(symbol.symbol());
    }

    /// The import as it is written, with what each type and the member in it is to mean.
    private Piece statement(SymbolInfo symbol) {
        boolean isStatic = !symbol.kind().isType();
        String keyword = isStatic ? "import static " : "import ";
        String name = qualified(symbol);
        List<Piece.Name> names = new ArrayList<>();
        String simple = SymbolSpelling.simpleName(symbol.symbol());
        int end = keyword.length() + name.length();
        names.add(new Piece.Name(
                new Range(end - simple.length(), end),
                symbol.symbol(),
                isStatic ? Set.of(Role.IMPORT, Role.STATIC_IMPORT) : Set.of(Role.IMPORT)));
        String container = String.valueOf(symbol.container());
        boolean direct = isStatic;
        while (types.info(container)
                .map(SymbolInfo::kind)
                .filter(SymbolKind::isType)
                .isPresent()) {
            int at = keyword.length() + container.length();
            String last = SymbolSpelling.simpleName(container);
            names.add(new Piece.Name(
                    new Range(at - last.length(), at),
                    container,
                    direct ? Set.of(Role.TYPE_REFERENCE, Role.STATIC_IMPORT) : Set.of(Role.TYPE_REFERENCE)));
            direct = false;
            container = types.info(container).map(SymbolInfo::container).orElse("");
        }
        while (!container.isEmpty()) {
            String last = SymbolSpelling.simpleName(container);
            int at = keyword.length() + container.length();
            names.add(new Piece.Name(new Range(at - last.length(), at), container, Set.of(Role.IMPORT)));
            container = container.substring(0, Math.max(0, container.length() - last.length() - 1));
        }
        names.sort(Comparator.comparing(Piece.Name::within));
        return new Piece(null, keyword + name + ";", names, false);
    }
}
