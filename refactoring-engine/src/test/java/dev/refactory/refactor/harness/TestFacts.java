package dev.refactory.refactor.harness;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.graph.store.MemoryGraphStore;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.index.java.ChildJavaAttributor;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.refactor.edit.LineIndex;
import dev.refactory.refactor.recipe.Dependencies;
import dev.refactory.refactor.recipe.Recipe;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Facts of a few sources, by the indexer's own attributor: what recipes and the judge are tested
/// with is what they get in a job.
public final class TestFacts {
    private static final int RELEASE = 25;

    /// Made when the first test asks: one warm child for all tests of this JVM, which ends with it.
    private static final class Shared {
        static final JavaAttributor ATTRIBUTOR = new ChildJavaAttributor(
                ChildJavaAttributor.Config.defaults().withChildren(1).withThreads(1), SystemTime.ticker());
    }

    private TestFacts() {}

    /// By path. What is not Java is listed without facts, as in a snapshot.
    public static SortedMap<String, FileFacts> of(Map<String, String> sources) {
        SortedMap<String, byte[]> bytes = new TreeMap<>();
        sources.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return ofBytes(bytes);
    }

    /// The same of files in whatever charset they are.
    public static SortedMap<String, FileFacts> ofBytes(Map<String, byte[]> files) {
        SortedMap<String, FileFacts> facts = new TreeMap<>();
        List<JavaAttributor.Source> java = new ArrayList<>();
        new TreeMap<>(files).forEach((path, content) -> {
            if (path.endsWith(".java")) {
                java.add(new JavaAttributor.Source(path, blobId(content), content));
            } else {
                String text = SourceText.decode(content).text();
                String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
                facts.put(
                        path,
                        FileFacts.withoutFacts(
                                path,
                                blobId(content),
                                extension.contains("/") ? "" : extension,
                                LineIndex.of(text).line(text.length()),
                                new FileProblem(FileProblem.Kind.OTHER_LANGUAGE, "Not Java; kept as it is.")));
            }
        });
        JavaAttributor.Request request = new JavaAttributor.Request(java, List.of(), List.of(), RELEASE);
        Shared.ATTRIBUTOR.attribute(request, () -> false).forEach(file -> facts.put(file.path(), file));
        return facts;
    }

    /// The id Git gives a blob of these bytes: the attributor remembers files by it.
    public static String blobId(byte[] content) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(sha1.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A committed snapshot of these facts.
    public static GraphView graph(Map<String, FileFacts> facts) {
        TenantId tenant = TenantId.DEFAULT;
        GraphStore store = new MemoryGraphStore();
        try (GraphStore.SnapshotWriter writer =
                store.begin(new SnapshotKey(tenant, "repo_test", "0".repeat(40), "test"))) {
            facts.values().forEach(writer::add);
            long id = writer.commit(new SnapshotSummary.CompileContext(RELEASE, List.of(), List.of(), List.of()))
                    .snapshotId();
            return store.view(tenant, id);
        }
    }

    public static Recipe.Sources sources(Map<String, String> texts) {
        return sources(texts, Dependencies.NONE);
    }

    public static Recipe.Sources sources(Map<String, String> texts, Dependencies dependencies) {
        return new Recipe.Sources() {
            @Override
            public SourceText text(String path) {
                String text = texts.get(path);
                if (text == null) {
                    throw new IllegalArgumentException("No such file: " + path);
                }
                return new SourceText(text, StandardCharsets.UTF_8);
            }

            @Override
            public Dependencies dependencies() {
                return dependencies;
            }
        };
    }
}
