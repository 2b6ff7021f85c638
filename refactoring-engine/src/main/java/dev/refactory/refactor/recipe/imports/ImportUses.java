package dev.refactory.refactor.recipe.imports;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.JavaLang;
import dev.refactory.refactor.rewrite.JavaTokens;
import dev.refactory.refactor.syntax.ImportRemoval;
import dev.refactory.refactor.syntax.ImportSection;
import dev.refactory.refactor.syntax.ImportSection.Import;
import dev.refactory.refactor.syntax.ImportSection.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which imports of one file nothing needs. A name that stands alone needs the import that brings it
/// in; where facts cannot say what a name means, whatever could bring it in is needed.
final class ImportUses {
    private final GraphView graph;
    private final TypeHierarchy types;
    private final FileScopes file;
    private final ImportSection section;
    private final FileFacts facts;
    private final Map<String, SymbolInfo> known;
    /// Names that stand alone, outside of imports.
    private final List<Occurrence> uses = new ArrayList<>();
    private final Map<Integer, Occurrence> bound = new HashMap<>();
    private final Map<Import, Set<String>> brings = new HashMap<>();

    /// @param kept imports that nobody is seen to use and that stay all the same, with why
    record Answer(List<Import> unused, SequencedMap<Import, String> kept) {}

    ImportUses(GraphView graph, TypeHierarchy types, FileScopes file, ImportSection section, FileFacts facts) {
        this.graph = graph;
        this.types = types;
        this.file = file;
        this.section = section;
        this.facts = facts;
        Set<String> symbols = new HashSet<>();
        file.all.forEach(place -> symbols.add(place.symbol()));
        this.known = graph.symbols(symbols);
        section.imports().forEach(each -> brings.put(each, new HashSet<>()));
        for (Occurrence place : file.all) {
            Import around = importAt(place.range());
            if (around != null) {
                if (place.range().equals(around.last())) {
                    Objects.requireNonNull(brings.get(around)).add(place.symbol());
                }
            } else if (written(place)) {
                if (!place.symbol().startsWith("?")) {
                    bound.put(place.range().start(), place);
                }
                if (!place.has(Role.DEFINITION) && file.simple(place) && !caseLabel(place)) {
                    uses.add(place);
                }
            }
        }
    }

    private @Nullable Import importAt(Range range) {
        for (Import each : section.imports()) {
            if (each.statement().contains(range.start())) {
                return each;
            }
        }
        return null;
    }

    /// Whether the place holds the symbol's name: what the compiler made has none.
    private boolean written(Occurrence place) {
        String text = section.text();
        return place.range().end() <= text.length()
                && JavaTokens.unescape(text.substring(
                                place.range().start(), place.range().end()))
                        .equals(SymbolSpelling.simpleName(place.symbol()));
    }

    /// A constant after `case` is looked up in the enum that is switched on, whatever is imported.
    private boolean caseLabel(Occurrence place) {
        SymbolInfo info = known.get(place.symbol());
        if (info == null || info.kind() != SymbolKind.ENUM_CONSTANT) {
            return false;
        }
        int token = file.tokens.indexAt(place.range().start()) - 1;
        while (token > 0 && file.tokens.at(token).equals(",")) {
            token -= 2;
            while (file.tokens.at(token).equals(".")) {
                token -= 2;
            }
        }
        return file.tokens.at(token).equals("case");
    }

    Answer answer() {
        Set<Import> unused = new HashSet<>();
        SequencedMap<Import, String> kept = new LinkedHashMap<>();
        List<Import> seen = new ArrayList<>();
        String doubt = doubt();
        for (Import each : section.imports()) {
            if (seen.stream().anyMatch(each::repeats)) {
                unused.add(each);
                continue;
            }
            seen.add(each);
            if (each.kind() == Kind.MODULE) {
                continue;
            }
            if (!each.onDemand()) {
                if (!single(each)) {
                    unused.add(each);
                }
            } else if (inScopeAnyway(each)) {
                unused.add(each);
            } else if (!onDemand(each)) {
                if (doubt.isEmpty() && !missing(each)) {
                    unused.add(each);
                } else {
                    kept.put(each, doubt.isEmpty() ? "what it is about could not be bound" : doubt);
                }
            }
        }
        redundant(unused);
        ImportRemoval.heldByComment(section, unused).ifPresent(last -> {
            unused.remove(last);
            kept.put(last, "without it the comment above would be the one of what is declared next");
        });
        return new Answer(section.imports().stream().filter(unused::contains).toList(), kept);
    }

    /// The package's own types and those of `java.lang` are known by their names without it.
    private boolean inScopeAnyway(Import each) {
        return each.kind() == Kind.TYPE
                && (each.name().equals(JavaLang.PACKAGE) || each.name().equals(section.packageName()))
                && types.info(each.name())
                        .map(SymbolInfo::kind)
                        .filter(SymbolKind::isType)
                        .isEmpty();
    }

    /// Single imports of what is known without them, once it is clear what else stays.
    private void redundant(Set<Import> unused) {
        if (inModule()) {
            return;
        }
        String own = section.packageName().isEmpty() ? "" : section.packageName() + ".";
        boolean others = section.imports().stream().anyMatch(each -> each.onDemand() && !unused.contains(each));
        for (Import each : section.imports()) {
            boolean resolved = each.kind() == Kind.TYPE
                    && !each.onDemand()
                    && Objects.requireNonNull(brings.get(each)).equals(Set.of(each.name()));
            boolean neighbour = !own.isEmpty() && each.container().equals(section.packageName());
            boolean language = each.container().equals(JavaLang.PACKAGE)
                    && !others
                    && graph.symbol(own + each.simpleName()).isEmpty();
            if (resolved && (neighbour || language)) {
                unused.add(each);
            }
        }
    }

    /// Whether a single import is needed. One that could not be bound is not there for the compiler,
    /// which then takes its name for something farther away.
    private boolean single(Import each) {
        Set<String> symbols = Objects.requireNonNull(brings.get(each));
        String name = each.simpleName();
        boolean missing = symbols.isEmpty() || symbols.contains("?" + name);
        return uses.stream()
                        .anyMatch(use ->
                                symbols.contains(use.symbol()) || use.symbol().equals("?" + name))
                || written(name, missing)
                || section.comments().refersTo(name);
    }

    /// Whether code writes the name alone.
    /// @param whatever whether also where a fact says what it means
    private boolean written(String name, boolean whatever) {
        JavaTokens tokens = file.tokens;
        for (int i = section.bodyToken(); i < tokens.count(); i++) {
            boolean alone = !tokens.at(i - 1).equals(".") && !tokens.at(i - 1).equals("::");
            boolean open = whatever || !bound.containsKey(tokens.start(i));
            if (alone && open && JavaTokens.unescape(tokens.at(i)).equals(name)) {
                return true;
            }
        }
        return false;
    }

    /// Whether something comes through an import on demand, or could.
    private boolean onDemand(Import each) {
        return uses.stream().anyMatch(use -> through(each, use));
    }

    private boolean through(Import each, Occurrence use) {
        SymbolInfo info = known.get(use.symbol());
        String container = info == null ? null : info.container();
        if (info == null || container == null || info.kind().isLocal()) {
            return false;
        }
        boolean fits = each.isStatic() || info.kind().isType();
        return fits
                && (container.equals(each.name()) || mayInherit(each.name(), container))
                && section.imports().stream()
                        .noneMatch(other -> !other.onDemand()
                                && Objects.requireNonNull(brings.get(other)).contains(use.symbol()))
                && file.bodies.around(file.scopeOf(use)).stream()
                        .noneMatch(body -> types.withSupertypes(body.type()).contains(container));
    }

    /// Whether a type has a member of `container` from above. What libraries inherit is not known.
    private boolean mayInherit(String type, String container) {
        if (types.info(container)
                .map(SymbolInfo::kind)
                .filter(SymbolKind::isType)
                .isEmpty()) {
            return false;
        }
        Set<String> above = types.withSupertypes(type);
        return above.contains(container)
                || external(container) && above.stream().anyMatch(this::external);
    }

    private boolean external(String type) {
        return types.info(type).map(SymbolInfo::external).orElse(true);
    }

    /// Whether the compiler does not know what an import on demand is about.
    private boolean missing(Import each) {
        return errors().anyMatch(error -> each.statement().contains(error.start()));
    }

    private java.util.stream.Stream<Diagnostic> errors() {
        return facts.diagnostics().stream().filter(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ERROR);
    }

    private boolean inModule() {
        return file.path.endsWith("module-info.java");
    }

    /// Why something could come through an import without being seen to; empty when nothing could.
    private String doubt() {
        if (inModule()) {
            return "names in a module's declaration may come through it";
        }
        for (Occurrence use : uses) {
            boolean imported = section.imports().stream()
                    .anyMatch(each -> !each.onDemand()
                            && Objects.requireNonNull(brings.get(each)).contains(use.symbol()));
            if (use.symbol().startsWith("?") && !imported) {
                return SymbolSpelling.simpleName(use.symbol())
                        + ", which the compiler could not bind, may come through it";
            }
        }
        return errors().anyMatch(error -> !section.imports(error.start())) ? "the file has compile errors" : "";
    }
}
