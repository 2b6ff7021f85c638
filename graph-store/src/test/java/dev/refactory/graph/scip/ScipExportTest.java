package dev.refactory.graph.scip;

import static org.assertj.core.api.Assertions.assertThat;

import com.sourcegraph.Scip;
import com.sourcegraph.Scip.SymbolInformation;
import com.sourcegraph.Scip.SymbolInformation.Kind;
import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.graph.store.GraphStore.SnapshotWriter;
import dev.refactory.graph.store.MemoryGraphStore;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.kit.tenant.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A small graph as an index, read with the published classes of SCIP's schema.
class ScipExportTest {
    private static final String PATH = "src/p/A.java";
    private static final String TEXT = """
            package p;
            /* \ud83d\ude80 */ class A extends java.util.AbstractList {
              static int size(int n) { return n; }
              Gone gone;
            }
            """;

    private static SymbolInfo symbol(
            String symbol,
            SymbolKind kind,
            String name,
            @Nullable String container,
            @Nullable String path,
            String... modifiers) {
        return new SymbolInfo(symbol, kind, name, container, path, Set.of(modifiers), "the " + name, false, false);
    }

    private static Occurrence at(String text, String symbol, Role... roles) {
        return at(TEXT.indexOf(text), text.length(), symbol, roles);
    }

    private static Occurrence at(int start, int length, String symbol, Role... roles) {
        return new Occurrence(new Range(start, start + length), symbol, Set.of(roles));
    }

    private static FileFacts facts() {
        String method = "p.A#size(int)";
        String parameter = method + "~n@" + TEXT.indexOf("n)");
        return new FileFacts(
                PATH,
                Sources.blob(0),
                "java",
                5,
                List.of(
                        symbol("?Gone", SymbolKind.UNRESOLVED, "Gone", null, null),
                        symbol("java.util", SymbolKind.PACKAGE, "util", null, null),
                        symbol("java.util.AbstractList", SymbolKind.CLASS, "AbstractList", "java.util", null),
                        symbol("p", SymbolKind.PACKAGE, "p", null, null),
                        symbol("p.A", SymbolKind.CLASS, "A", "p", PATH),
                        symbol("p.A#<init>()", SymbolKind.CONSTRUCTOR, "<init>", "p.A", PATH),
                        symbol(method, SymbolKind.METHOD, "size", "p.A", PATH, "static"),
                        symbol(parameter, SymbolKind.PARAMETER, "n", method, PATH)),
                List.of(
                        at("p;".substring(0, 1), "p", Role.DEFINITION),
                        at("A", "p.A", Role.DEFINITION),
                        at("A", "p.A#<init>()", Role.DEFINITION, Role.IMPLICIT),
                        at("AbstractList", "java.util.AbstractList", Role.EXTENDS),
                        at("AbstractList", "java.util.AbstractList", Role.TYPE_REFERENCE),
                        at("size", method, Role.DEFINITION),
                        at(TEXT.indexOf("n)"), 1, parameter, Role.DEFINITION),
                        at(TEXT.indexOf("n;"), 1, parameter, Role.READ),
                        at("Gone", "?Gone", Role.TYPE_REFERENCE)),
                List.of(
                        new Relation("p.A", Relation.Kind.EXTENDS, "java.util.AbstractList"),
                        new Relation(method, Relation.Kind.OVERRIDES, "java.util.AbstractList#size(int)")),
                List.of(new Diagnostic(
                        Diagnostic.Severity.ERROR, "compiler.err.x", "no Gone", 4, TEXT.indexOf("Gone"))),
                List.of());
    }

    private static Scip.Index export() throws IOException {
        MemoryGraphStore graphs = new MemoryGraphStore();
        SnapshotKey key = new SnapshotKey(TenantId.DEFAULT, "repo_1", "1".repeat(40), "7");
        try (SnapshotWriter writer = graphs.begin(key)) {
            writer.add(facts());
            writer.add(FileFacts.withoutFacts(
                    "logo.png", Sources.blob(1), "png", 0, new FileProblem(FileProblem.Kind.BINARY, "Binary.")));
            writer.commit(new CompileContext(25, List.of(), List.of(), List.of("")));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int documents = ScipExport.write(
                new ScipExport.About("https://host/acme.git", "7"),
                graphs.view(graphs.find(key).orElseThrow()),
                new Sources().with(PATH, TEXT),
                bytes);
        Scip.Index index = Scip.Index.parseFrom(bytes.toByteArray());
        assertThat(documents).isEqualTo(index.getDocumentsCount());
        return index;
    }

    private static Map<String, SymbolInformation> bySymbol(List<SymbolInformation> symbols) {
        return symbols.stream().collect(Collectors.toMap(SymbolInformation::getSymbol, Function.identity()));
    }

    private static SymbolInformation get(Map<String, SymbolInformation> symbols, String symbol) {
        return Objects.requireNonNull(symbols.get(symbol), symbol);
    }

    @Test
    void metadataSaysWhoWroteItAndOfWhat() throws IOException {
        Scip.Metadata metadata = export().getMetadata();
        assertThat(metadata.getToolInfo().getName()).isEqualTo("refactory");
        assertThat(metadata.getToolInfo().getVersion()).isEqualTo("7");
        assertThat(metadata.getProjectRoot()).isEqualTo("https://host/acme.git");
        assertThat(metadata.getTextDocumentEncoding()).isEqualTo(Scip.TextEncoding.UTF8);
    }

    @Test
    void onlyFilesWithFactsAreDocuments() throws IOException {
        Scip.Index index = export();
        assertThat(index.getDocumentsList())
                .extracting(Scip.Document::getRelativePath)
                .containsExactly(PATH);
        Scip.Document document = index.getDocuments(0);
        assertThat(document.getLanguage()).isEqualTo(Scip.Language.Java.name());
        assertThat(document.getText()).isEmpty();
        // The published classes are older than this field.
        assertThat(document.getUnknownFields().getField(6).getVarintList()).containsExactly(2L);
    }

    @Test
    void placesAreLinesAndCharactersOfTheNameItself() throws IOException {
        List<String> lines = TEXT.lines().toList();
        Map<String, SymbolInformation> symbols =
                bySymbol(export().getDocuments(0).getSymbolsList());
        int definitions = 0;
        for (Scip.Occurrence occurrence : export().getDocuments(0).getOccurrencesList()) {
            SymbolInformation symbol = symbols.get(occurrence.getSymbol());
            if (symbol != null) {
                List<Integer> range = occurrence.getRangeList();
                assertThat(lines.get(range.get(0)).substring(range.get(1), range.get(2)))
                        .isEqualTo(symbol.getDisplayName());
                definitions += occurrence.getSymbolRoles() & Scip.SymbolRole.Definition_VALUE;
            }
        }
        assertThat(definitions).isEqualTo(4);
    }

    @Test
    void rolesAreScipsAndWhatItCannotTellApartIsOneOccurrence() throws IOException {
        Map<String, List<Integer>> roles = export().getDocuments(0).getOccurrencesList().stream()
                .collect(Collectors.groupingBy(
                        Scip.Occurrence::getSymbol,
                        Collectors.mapping(Scip.Occurrence::getSymbolRoles, Collectors.toList())));
        assertThat(roles.get("refactory . . . java/util/AbstractList#")).containsExactly(0);
        assertThat(roles.get("refactory . . . p/A#")).containsExactly(Scip.SymbolRole.Definition_VALUE);
        assertThat(roles.get("refactory . . . p/A#`<init>`()."))
                .containsExactly(Scip.SymbolRole.Definition_VALUE | Scip.SymbolRole.Generated_VALUE);
        assertThat(roles.get("local 0"))
                .containsExactly(Scip.SymbolRole.Definition_VALUE, Scip.SymbolRole.ReadAccess_VALUE);
        assertThat(roles.get("refactory . unresolved . Gone:")).containsExactly(0);
    }

    @Test
    void symbolsSayWhatTheyAreAndWhatTheyImplement() throws IOException {
        Map<String, SymbolInformation> symbols =
                bySymbol(export().getDocuments(0).getSymbolsList());
        assertThat(symbols.keySet())
                .containsExactlyInAnyOrder(
                        "refactory . . . p/A#",
                        "refactory . . . p/A#`<init>`().",
                        "refactory . . . p/A#size(int).",
                        "local 0");
        SymbolInformation type = get(symbols, "refactory . . . p/A#");
        assertThat(type.getKind()).isEqualTo(Kind.Class);
        assertThat(type.getSignatureDocumentation().getText()).isEqualTo("the A");
        assertThat(type.getRelationshipsList())
                .containsExactly(Scip.Relationship.newBuilder()
                        .setSymbol("refactory . . . java/util/AbstractList#")
                        .setIsImplementation(true)
                        .build());
        assertThat(get(symbols, "refactory . . . p/A#size(int).").getRelationshipsList())
                .containsExactly(Scip.Relationship.newBuilder()
                        .setSymbol("refactory . . . java/util/AbstractList#size(int).")
                        .setIsReference(true)
                        .setIsImplementation(true)
                        .build());
        SymbolInformation parameter = get(symbols, "local 0");
        assertThat(parameter.getKind()).isEqualTo(Kind.Parameter);
        assertThat(parameter.getDisplayName()).isEqualTo("n");
        assertThat(parameter.getEnclosingSymbol()).isEqualTo("refactory . . . p/A#size(int).");
    }

    @Test
    void symbolsFromOutsideAreDescribedOnce() throws IOException {
        assertThat(bySymbol(export().getExternalSymbolsList()).keySet())
                .containsExactlyInAnyOrder(
                        "refactory . . . java/util/",
                        "refactory . . . java/util/AbstractList#",
                        "refactory . . . p/",
                        "refactory . unresolved . Gone:");
    }

    @Test
    void whatTheCompilerSaidHangsOnItsPlace() throws IOException {
        List<Scip.Occurrence> said = export().getDocuments(0).getOccurrencesList().stream()
                .filter(occurrence -> occurrence.getDiagnosticsCount() > 0)
                .toList();
        assertThat(said).hasSize(1);
        assertThat(said.getFirst().getRangeList()).containsExactly(3, 2, 2);
        Scip.Diagnostic diagnostic = said.getFirst().getDiagnostics(0);
        assertThat(diagnostic.getSeverity()).isEqualTo(Scip.Severity.Error);
        assertThat(diagnostic.getCode()).isEqualTo("compiler.err.x");
        assertThat(diagnostic.getMessage()).isEqualTo("no Gone");
    }

    @Test
    void theSameGraphIsTheSameBytes() throws IOException {
        assertThat(export().toByteArray()).isEqualTo(export().toByteArray());
    }

    @Test
    void everySymbolKeepsToTheGrammar() throws IOException {
        Scip.Index index = export();
        assertThat(index.getDocuments(0).getOccurrencesList().stream()
                        .map(Scip.Occurrence::getSymbol)
                        .filter(symbol -> !symbol.isEmpty()))
                .hasSizeGreaterThan(7)
                .allMatch(ScipGrammar::accepts);
        assertThat(index.getExternalSymbolsList()).allMatch(symbol -> ScipGrammar.accepts(symbol.getSymbol()));
    }
}
