package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.index.java.ChildJavaAttributor;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.refactor.harness.TestFacts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Facts of a library and of what becomes of it, by the indexer's attributor in a child of its own.
final class Attributing implements AutoCloseable {
    private static final int RELEASE = 25;

    private final JavaAttributor attributor = new ChildJavaAttributor(
            ChildJavaAttributor.Config.defaults().withChildren(1).withThreads(1), SystemTime.ticker());
    private final List<Path> classpath;
    private final Map<String, Source> known = new HashMap<>();
    private SortedMap<String, String> texts = new TreeMap<>();

    Attributing(List<Path> classpath) {
        this.classpath = classpath;
    }

    /// Of every file.
    SortedMap<String, FileFacts> all(SortedMap<String, String> library) {
        texts = library;
        library.forEach((path, text) -> known.put(path, source(path, text)));
        SortedMap<String, FileFacts> facts = new TreeMap<>();
        TestFacts.of(withoutJava(library)).forEach(facts::put);
        facts.putAll(attributed(new ArrayList<>(java(library).values()), List.of()));
        return facts;
    }

    /// Of the Java files wanted, as a change of the library leaves them.
    SortedMap<String, FileFacts> some(SortedMap<String, String> changed, Set<String> wanted) {
        List<Source> attribute = new ArrayList<>();
        List<Source> headers = new ArrayList<>();
        java(changed).forEach((path, source) -> (wanted.contains(path) ? attribute : headers).add(source));
        return attributed(attribute, headers);
    }

    private SortedMap<String, FileFacts> attributed(List<Source> attribute, List<Source> headers) {
        JavaAttributor.Request request = new JavaAttributor.Request(attribute, headers, classpath, RELEASE);
        SortedMap<String, FileFacts> facts = new TreeMap<>();
        attributor.attribute(request, () -> false).forEach(file -> facts.put(file.path(), file));
        return facts;
    }

    private SortedMap<String, Source> java(SortedMap<String, String> all) {
        SortedMap<String, Source> sources = new TreeMap<>();
        all.forEach((path, text) -> {
            if (path.endsWith(".java")) {
                Source same = text.equals(texts.get(path)) ? known.get(path) : null;
                sources.put(path, same == null ? source(path, text) : same);
            }
        });
        return sources;
    }

    private static SortedMap<String, String> withoutJava(SortedMap<String, String> all) {
        SortedMap<String, String> others = new TreeMap<>(all);
        others.keySet().removeIf(path -> path.endsWith(".java"));
        return others;
    }

    private static Source source(String path, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Source(path, TestFacts.blobId(bytes), bytes);
    }

    @Override
    public void close() {
        attributor.close();
    }
}
