package dev.refactory.refactor.harness;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.graph.store.MemoryGraphStore;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.refactor.edit.LineIndex;
import dev.refactory.refactor.recipe.Recipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Facts of a few sources by the compiler's public interface, in the spelling and with the roles
/// the indexer's have.
public final class TestFacts {
    /// Opening the JDK's own classes is most of what a small compilation costs.
    private static final StandardJavaFileManager FILES =
            ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, StandardCharsets.UTF_8);

    private TestFacts() {}

    /// By path.
    public static SortedMap<String, FileFacts> of(Map<String, String> sources) {
        Map<String, List<Diagnostic>> diagnostics = new TreeMap<>();
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((path, text) -> files.add(new Source(path, text)));
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        FILES,
                        reported -> {
                            if (reported.getSource() != null) {
                                diagnostics
                                        .computeIfAbsent(pathOf(reported.getSource()), p -> new ArrayList<>())
                                        .add(diagnostic(reported));
                            }
                        },
                        List.of("-proc:none", "--should-stop=ifError=FLOW", "-Xlint:none"),
                        null,
                        files);
        SortedMap<String, FileFacts> facts = new TreeMap<>();
        try {
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            List<String> broken = diagnostics.keySet().stream().toList();
            task.analyze();
            Shared shared = new Shared(task);
            units.forEach(unit -> shared.register(unit, pathOf(unit.getSourceFile())));
            for (CompilationUnitTree unit : units) {
                String path = pathOf(unit.getSourceFile());
                String text = sources.getOrDefault(path, "");
                FactScanner scanner = new FactScanner(shared, unit, path, text);
                scanner.scan(unit, null);
                List<FileProblem> problems = broken.contains(path)
                        ? List.of(new FileProblem(FileProblem.Kind.SYNTAX_ERROR, "syntax errors"))
                        : List.of();
                facts.put(
                        path,
                        scanner.facts(
                                LineIndex.of(text).line(text.length()),
                                diagnostics.getOrDefault(path, List.of()),
                                problems));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return facts;
    }

    /// A committed snapshot of these facts.
    public static GraphView graph(Map<String, FileFacts> facts) {
        TenantId tenant = TenantId.DEFAULT;
        GraphStore store = new MemoryGraphStore();
        try (GraphStore.SnapshotWriter writer =
                store.begin(new SnapshotKey(tenant, "repo_test", "0".repeat(40), "test"))) {
            facts.values().forEach(writer::add);
            long id = writer.commit(new SnapshotSummary.CompileContext(21, List.of(), List.of(), List.of()))
                    .snapshotId();
            return store.view(tenant, id);
        }
    }

    public static Recipe.Sources sources(Map<String, String> texts) {
        return path -> {
            String text = texts.get(path);
            if (text == null) {
                throw new IllegalArgumentException("No such file: " + path);
            }
            return new SourceText(text, StandardCharsets.UTF_8);
        };
    }

    /// The compiler hands out wrapped files: the address is what they keep.
    private static String pathOf(JavaFileObject file) {
        return file.toUri().getPath().substring(1);
    }

    private static Diagnostic diagnostic(javax.tools.Diagnostic<? extends JavaFileObject> reported) {
        return new Diagnostic(
                reported.getKind() == javax.tools.Diagnostic.Kind.ERROR
                        ? Diagnostic.Severity.ERROR
                        : Diagnostic.Severity.NOTE,
                reported.getCode() == null ? "" : reported.getCode(),
                reported.getMessage(Locale.ENGLISH),
                (int) Math.max(0, reported.getLineNumber()),
                (int) Math.max(0, reported.getPosition()));
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
