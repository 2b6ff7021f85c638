package dev.refactory.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.graph.store.MemoryGraphStore;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.java.JavaAttributor.Focus;
import dev.refactory.index.java.JavaAttributor.Partial;
import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.edit.FileEdits;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.TransformTask;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.Recipes;
import dev.refactory.refactor.recipe.model.ModelRequest;
import dev.refactory.refactor.recipe.model.ModelResponse;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.verify.Projection;
import dev.refactory.worker.house.Compiler;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/// Whatever a real library's renames leave out, the facts are those of attributing every touched file whole.
class LeftOutTest {
    private static final int RENAMES = Integer.getInteger("seeds", 6);
    private static final TenantId TENANT = TenantId.DEFAULT;

    private final Map<String, Source> sources = new TreeMap<>();
    private final Recipe.Sources texts =
            path -> SourceText.decode(Objects.requireNonNull(sources.get(path)).bytes());

    @Test
    void factsWithBodiesLeftOutAreThoseOfTheWholeFiles() throws Exception {
        readCommonsLang();
        GraphView graph = indexed();
        List<SymbolInfo> renamed = renamed(graph);
        Random random = new Random(20_261_121);
        int verified = 0;
        int leftOut = 0;
        for (int tries = 0; tries < 20 * RENAMES && verified < RENAMES; tries++) {
            SymbolInfo symbol = renamed.get(random.nextInt(renamed.size()));
            if (plan(graph, symbol) instanceof PlanOutcome.Planned planned
                    && !planned.plan().tasks().isEmpty()) {
                leftOut += verify(graph, planned.plan());
                verified++;
            }
        }
        assertThat(verified).isEqualTo(RENAMES);
        assertThat(leftOut).isGreaterThan(5 * RENAMES);
    }

    private void readCommonsLang() throws Exception {
        String entry = "org/apache/commons/lang3/StringUtils.java";
        String url = String.valueOf(LeftOutTest.class.getClassLoader().getResource(entry));
        try (ZipFile zip = new ZipFile(Path.of(new URI(url.substring("jar:".length(), url.indexOf('!'))))
                .toFile())) {
            for (ZipEntry each : zip.stream().toList()) {
                if (each.getName().endsWith(".java")) {
                    byte[] bytes = bytes(zip, each);
                    sources.put(each.getName(), new Source(each.getName(), Hashes.blobId(bytes), bytes));
                }
            }
        }
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        try (var in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private GraphView indexed() {
        MemoryGraphStore store = new MemoryGraphStore();
        try (GraphStore.SnapshotWriter writer = store.begin(new SnapshotKey(TENANT, "repo_1", "a".repeat(40), "1"))) {
            Request whole = new Request(List.copyOf(sources.values()), List.of(), List.of(), 25);
            Compiler.shared().attribute(whole, () -> false).forEach(writer::add);
            long id = writer.commit(new CompileContext(25, List.of(), List.of(), List.of()))
                    .snapshotId();
            return store.view(TENANT, id);
        }
    }

    /// Methods and types of the library.
    private static List<SymbolInfo> renamed(GraphView graph) {
        List<SymbolInfo> renamed = new ArrayList<>();
        graph.facts(graph.files().stream().map(file -> file.path()).toList())
                .values()
                .forEach(file -> file.declared().stream()
                        .filter(symbol -> symbol.path() != null)
                        .filter(symbol -> symbol.kind() == SymbolKind.METHOD || symbol.kind() == SymbolKind.CLASS)
                        .filter(symbol -> !symbol.name().startsWith("<"))
                        .forEach(renamed::add));
        renamed.sort(Comparator.comparing(SymbolInfo::symbol));
        return renamed;
    }

    private PlanOutcome plan(GraphView graph, SymbolInfo symbol) {
        boolean method = symbol.kind() == SymbolKind.METHOD;
        String newName = method ? "renamedToThis" : "RenamedToThis";
        Map<String, String> parameters = Map.of(method ? "method" : "type", symbol.symbol(), "newName", newName);
        return Recipes.standard()
                .checked(method ? "rename-method" : "rename-type", parameters)
                .plan(graph, texts, parameters);
    }

    /// @return how many bodies were left out
    private int verify(GraphView graph, RefactoringPlan plan) {
        Changeset changeset = changeset(plan);
        TreeSet<String> touched = new TreeSet<>(plan.recheck());
        touched.addAll(changeset.paths());
        Map<String, FileFacts> before = graph.facts(touched);
        List<Source> attribute = new ArrayList<>();
        List<Source> headers = new ArrayList<>();
        Map<String, String> blobIds = new HashMap<>();
        sources.forEach((path, source) -> {
            String newPath = plan.fileRenames().getOrDefault(path, path);
            byte[] bytes = changeset
                    .of(path)
                    .map(edits -> edits.apply(texts.text(path)))
                    .orElse(source.bytes());
            Source edited = new Source(newPath, Hashes.blobId(bytes), bytes);
            blobIds.put(newPath, edited.blobId());
            (touched.contains(path) ? attribute : headers).add(edited);
        });
        Request request = new Request(attribute, headers, List.of(), 25);
        Focus focus = LeftOut.focus(plan, changeset, before.values());
        Map<String, FileFacts> promised = new Projection(plan, changeset, texts).after(before.values(), blobIds);
        List<FileFacts> whole = Compiler.shared().attribute(request, () -> false);
        List<Partial> partial = Compiler.shared().reattribute(request, focus, () -> false);
        int leftOut = 0;
        for (int i = 0; i < whole.size(); i++) {
            String path = whole.get(i).path();
            FileFacts filled = LeftOut.filled(partial.get(i), Objects.requireNonNull(promised.get(path)));
            String what = plan.summary() + " " + path;
            assertThat(filled.occurrences())
                    .as(what)
                    .containsExactlyElementsOf(whole.get(i).occurrences());
            assertThat(filled.declared())
                    .as(what)
                    .containsExactlyElementsOf(whole.get(i).declared());
            assertThat(filled).as(what).isEqualTo(whole.get(i));
            leftOut += partial.get(i).leftOut().size();
        }
        return leftOut;
    }

    private Changeset changeset(RefactoringPlan plan) {
        List<FileEdits> edits = new ArrayList<>();
        for (TransformTask task : plan.tasks()) {
            byte[] answer =
                    new RecipeModel().infer(ModelRequest.of(task, texts::text).write());
            edits.addAll(ModelResponse.read(answer).changeset().files());
        }
        return new Changeset(edits);
    }
}
