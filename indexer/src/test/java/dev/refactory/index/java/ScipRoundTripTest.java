package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.graph.scip.CommitFiles;
import dev.refactory.graph.scip.ScipExport;
import dev.refactory.graph.scip.ScipImport;
import dev.refactory.graph.scip.ScipLimits;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.graph.store.GraphStore.SnapshotWriter;
import dev.refactory.graph.store.MemoryGraphStore;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.java.ChildJavaAttributor.Config;
import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the compiler said of a real library, as an SCIP index and back: nothing is lost but what
/// SCIP has no word for.
class ScipRoundTripTest {
    private static final String TREE = "1".repeat(40);
    private static final SnapshotKey OURS = new SnapshotKey(TenantId.DEFAULT, "repo_1", TREE, "1");
    private static final SnapshotKey THEIRS =
            new SnapshotKey(TenantId.DEFAULT, "repo_1", TREE, ScipImport.ENGINE_VERSION);

    /// The roles that SCIP knows.
    private static final Set<Role> SHARED =
            EnumSet.of(Role.DEFINITION, Role.IMPORT, Role.WRITE, Role.READ, Role.IMPLICIT);

    @TempDir
    private Path directory;

    private final GraphStore graphs = new MemoryGraphStore();

    @Test
    void aRealLibraryComesBackAsItWas() throws IOException {
        List<Source> sources = SourcesJar.commonsLang();
        Config config = Config.defaults().withChildren(1).withThreads(1);
        try (JavaAttributor attributor = new ChildJavaAttributor(config, SystemTime.ticker())) {
            roundTrip(sources, attributor.attribute(new Request(sources, List.of(), List.of(), 25), () -> false));
        }
    }

    @Test
    void brokenCodeComesBackWithItsUnresolvedNamesAndWhatTheCompilerSaid() throws IOException {
        Source broken = Attribution.source("""
                package p;
                import static java.util.Map.*;
                class Caf\u00e9<T> { /* \ud83d\ude80 */ Missing m; int x = nope(m);
                    void of(Caf\u00e9<T>[] all, Lost y, int[][] z) {
                    for (var e : Map.of(1, 2).entrySet()) { e.getKey(); } Runnable r = () -> {};
                    class Inner { class Deeper {} } new Inner().new Deeper(); } }
                record Point<N>(int x, N y) {} @interface Mark { Class<?> of(); } interface Shape {}
                enum \u00c9num { A { void f() {} }; void f() {} }
                """);
        roundTrip(List.of(broken), Attribution.attribute(25, broken));
    }

    private void roundTrip(List<Source> sources, List<FileFacts> facts) throws IOException {
        CommitFiles commit = new Sources(sources);
        try (SnapshotWriter writer = graphs.begin(OURS)) {
            facts.forEach(writer::add);
            writer.commit(new CompileContext(25, List.of(), List.of(), List.of("")));
        }
        GraphView ours = graphs.view(graphs.find(OURS).orElseThrow());
        Path index = directory.resolve("index.scip");
        try (OutputStream out = Files.newOutputStream(index)) {
            ScipExport.write(new ScipExport.About("file:///library", "1"), ours, commit, out);
        }
        ScipImport.read(graphs, THEIRS, commit, "", index, ScipLimits.DEFAULT);
        GraphView theirs = graphs.view(graphs.find(THEIRS).orElseThrow());
        List<String> paths = facts.stream().map(FileFacts::path).toList();
        Map<String, FileFacts> before = new TreeMap<>(ours.facts(paths));
        Map<String, FileFacts> after = theirs.facts(paths);
        assertThat(after.keySet()).containsAll(before.keySet());
        before.forEach((path, file) -> same(file, Objects.requireNonNull(after.get(path))));
    }

    private static void same(FileFacts before, FileFacts after) {
        assertThat(after.lines()).isEqualTo(before.lines());
        assertThat(after.language()).isEqualTo(before.language());
        assertThat(after.blobId()).isEqualTo(before.blobId());
        assertSame(before.path(), before.occurrences(), after.occurrences(), ScipRoundTripTest::said);
        assertSame(before.path(), ofTheRepository(before), after.relations(), Relation::toString);
        assertSame(before.path(), before.diagnostics(), after.diagnostics(), Diagnostic::toString);
        // SCIP describes a symbol from outside once; here every file that mentions it does.
        Set<String> mentioned =
                before.occurrences().stream().map(Occurrence::symbol).collect(Collectors.toSet());
        assertSame(before.path(), described(before, mentioned), described(after, mentioned), ScipRoundTripTest::said);
    }

    private static List<SymbolInfo> described(FileFacts file, Set<String> mentioned) {
        return file.declared().stream()
                .filter(symbol -> symbol.path() != null || mentioned.contains(symbol.symbol()))
                .toList();
    }

    /// SCIP says what a symbol implements where the symbol is declared, so not of two symbols of
    /// libraries.
    private static List<Relation> ofTheRepository(FileFacts file) {
        Set<String> here = file.declared().stream()
                .filter(symbol -> symbol.path() != null)
                .map(SymbolInfo::symbol)
                .collect(Collectors.toSet());
        return file.relations().stream()
                .filter(relation -> here.contains(relation.from()))
                .toList();
    }

    private static <T> void assertSame(
            String path, Collection<T> before, Collection<T> after, Function<T, String> said) {
        Set<String> lost = new TreeSet<>(before.stream().map(said).toList());
        Set<String> gained = new TreeSet<>(after.stream().map(said).toList());
        Set<String> both = new TreeSet<>(lost);
        both.retainAll(gained);
        lost.removeAll(both);
        gained.removeAll(both);
        assertThat(lost.stream().limit(10).toList()).as("lost in " + path).isEmpty();
        assertThat(gained.stream().limit(10).toList()).as("gained in " + path).isEmpty();
    }

    private static String said(Occurrence occurrence) {
        Set<Role> roles = new TreeSet<>(occurrence.roles());
        if (roles.contains(Role.STATIC_IMPORT)) {
            roles.add(Role.IMPORT);
        }
        roles.retainAll(SHARED);
        return occurrence.range() + " " + occurrence.symbol() + " " + roles;
    }

    private static String said(SymbolInfo symbol) {
        SymbolKind kind = symbol.kind() == SymbolKind.RECORD_COMPONENT ? SymbolKind.FIELD : symbol.kind();
        return symbol.symbol() + " " + kind + " " + symbol.name() + " in " + symbol.container() + " at " + symbol.path()
                + ": " + symbol.signature();
    }

    private record Sources(List<Source> sources) implements CommitFiles {
        @Override
        public List<CommitFile> files() {
            List<CommitFile> files = new ArrayList<>();
            sources.forEach(source -> files.add(new CommitFile(source.path(), source.blobId(), true)));
            return files;
        }

        @Override
        public byte[] read(String blobId) {
            return sources.stream()
                    .filter(source -> source.blobId().equals(blobId))
                    .findFirst()
                    .orElseThrow()
                    .bytes();
        }
    }
}
