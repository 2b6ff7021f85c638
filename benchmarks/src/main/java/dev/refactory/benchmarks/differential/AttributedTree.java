package dev.refactory.benchmarks.differential;

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
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import dev.refactory.refactor.recipe.Recipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A tree with its facts, as the indexer's attributor says them, in a child process with the product's own settings.
final class AttributedTree implements AutoCloseable {
    private final JavaAttributor attributor = new ChildJavaAttributor(
            ChildJavaAttributor.Config.defaults().withChildren(1).withThreads(1), SystemTime.ticker());
    private final List<Path> classPath;
    private final int release;
    private final SortedMap<String, String> texts;
    private final Map<String, Source> known = new HashMap<>();
    private final SortedMap<String, FileFacts> facts = new TreeMap<>();
    private final GraphView graph;
    private final double seconds;

    AttributedTree(SortedMap<String, String> texts, List<Path> classPath, int release) {
        this.texts = texts;
        this.classPath = classPath;
        this.release = release;
        Ticker ticker = SystemTime.ticker();
        long began = ticker.nanos();
        texts.forEach((path, text) -> {
            Source source = source(path, text);
            known.put(path, source);
            if (!path.endsWith(".java")) {
                facts.put(path, withoutFacts(source));
            }
        });
        facts.putAll(attributed(java(texts), List.of()));
        graph = view();
        seconds = (ticker.nanos() - began) / 1e9;
    }

    SortedMap<String, String> texts() {
        return texts;
    }

    SortedMap<String, FileFacts> facts() {
        return facts;
    }

    GraphView graph() {
        return graph;
    }

    /// How long the first attribution took, the child's start included.
    double seconds() {
        return seconds;
    }

    Recipe.Sources sources() {
        return path -> {
            String text = texts.get(path);
            if (text == null) {
                throw new IllegalArgumentException("No such file: " + path);
            }
            return new SourceText(text, StandardCharsets.UTF_8);
        };
    }

    /// Facts of the Java files wanted, in the tree as a change leaves it.
    SortedMap<String, FileFacts> after(SortedMap<String, String> changed, Set<String> wanted) {
        List<Source> attribute = new ArrayList<>();
        List<Source> headers = new ArrayList<>();
        java(changed).forEach(source -> (wanted.contains(source.path()) ? attribute : headers).add(source));
        return attributed(attribute, headers);
    }

    private SortedMap<String, FileFacts> attributed(List<Source> attribute, List<Source> headers) {
        SortedMap<String, FileFacts> found = new TreeMap<>();
        attributor
                .attribute(new JavaAttributor.Request(attribute, headers, classPath, release), () -> false)
                .forEach(file -> found.put(file.path(), file));
        return found;
    }

    private List<Source> java(SortedMap<String, String> all) {
        List<Source> sources = new ArrayList<>();
        all.forEach((path, text) -> {
            if (path.endsWith(".java")) {
                Source same = text.equals(texts.get(path)) ? known.get(path) : null;
                sources.add(same == null ? source(path, text) : same);
            }
        });
        return sources;
    }

    private GraphView view() {
        GraphStore store = new MemoryGraphStore();
        TenantId tenant = TenantId.DEFAULT;
        SnapshotKey key = new SnapshotKey(tenant, "repo_differential", "0".repeat(40), "differential");
        try (GraphStore.SnapshotWriter writer = store.begin(key)) {
            facts.values().forEach(writer::add);
            var context = new SnapshotSummary.CompileContext(release, List.of(), List.of(), List.of());
            return store.view(tenant, writer.commit(context).snapshotId());
        }
    }

    private FileFacts withoutFacts(Source source) {
        String name = source.path().substring(source.path().lastIndexOf('/') + 1);
        return FileFacts.withoutFacts(
                source.path(),
                source.blobId(),
                name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "",
                SourceText.lines(texts.getOrDefault(source.path(), "").getBytes(StandardCharsets.UTF_8)),
                new FileProblem(FileProblem.Kind.OTHER_LANGUAGE, "Not Java; kept as it is."));
    }

    private static Source source(String path, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return new Source(path, HexFormat.of().formatHex(digest.digest(bytes)), bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        attributor.close();
    }
}
