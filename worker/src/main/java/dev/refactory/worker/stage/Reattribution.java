package dev.refactory.worker.stage;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.build.CompileGroups;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.index.java.JavaAttributor.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// Reads files of a snapshot again as they would be after a change: attributes them against the headers of all
/// others, or only parses them.
public final class Reattribution {
    private final JavaAttributor attributor;
    private final ClassPaths classPaths;

    /// Jars of a snapshot's compile context, on this machine.
    @FunctionalInterface
    public interface ClassPaths {
        /// @param numbers of its class path, in order
        List<Path> of(CompileContext context, List<Integer> numbers);
    }

    public Reattribution(JavaAttributor attributor, ClassPaths classPaths) {
        this.attributor = attributor;
        this.classPaths = classPaths;
    }

    /// Facts of files in these texts, which are named as they are there.
    ///
    /// @param promised of the files wanted, as the plan says they will be
    /// @param focus where they must be attributed to be believed
    Map<String, FileFacts> after(
            Texts texts, Map<String, FileFacts> promised, JavaAttributor.Focus focus, BooleanSupplier cancelled) {
        OpenSnapshot snapshot = texts.base();
        Map<String, Source> sources = new HashMap<>();
        for (FileInfo file : snapshot.graph().files()) {
            if (file.attributed()) {
                sources.put(file.path(), source(texts, file, texts.present(file.path())));
            }
        }
        CompileContext context = snapshot.summary().compileContext();
        List<JavaAttributor.Request.Group> groups = new ArrayList<>();
        // As the indexer grouped them: where a file is now changes nothing of what it sees.
        for (CompileGroups.Group group :
                CompileGroups.of(context, sources.keySet()).groups()) {
            List<Source> attribute = new ArrayList<>();
            List<Source> headers = new ArrayList<>();
            group.visible().forEach(path -> headers.add(sources.get(path)));
            for (String path : group.own()) {
                Source source = Objects.requireNonNull(sources.get(path));
                (promised.containsKey(source.path()) ? attribute : headers).add(source);
            }
            if (!attribute.isEmpty()) {
                groups.add(new JavaAttributor.Request.Group(
                        attribute, headers, classPaths.of(context, group.jars()), group.release()));
            }
        }
        Map<String, FileFacts> facts = new TreeMap<>();
        JavaAttributor.Request request = new JavaAttributor.Request(groups);
        for (JavaAttributor.Partial part : attributor.reattribute(request, focus, cancelled)) {
            String path = part.facts().path();
            facts.put(path, LeftOut.filled(part, Objects.requireNonNull(promised.get(path))));
        }
        return facts;
    }

    /// What the compiler's parser alone says of `paths` in these texts: nothing is attributed.
    List<JavaAttributor.Parsed> parsed(Texts texts, Collection<String> paths, BooleanSupplier cancelled) {
        CompileContext context = texts.base().summary().compileContext();
        Map<String, String> origins = new TreeMap<>();
        paths.forEach(path -> origins.put(path, texts.origin(path)));
        Map<String, Integer> releases = CompileGroups.releases(context, origins.values());
        Map<Integer, List<Source>> byRelease = new TreeMap<>();
        for (String path : paths) {
            byte[] bytes = texts.bytes(path);
            byRelease
                    .computeIfAbsent(Objects.requireNonNull(releases.get(origins.get(path))), _ -> new ArrayList<>())
                    .add(new Source(path, Hashes.blobId(bytes), bytes));
        }
        List<JavaAttributor.Parsed> parsed = new ArrayList<>();
        byRelease.forEach((release, sources) -> parsed.addAll(attributor.parse(sources, release, cancelled)));
        return parsed;
    }

    private Source source(Texts texts, FileInfo file, String path) {
        if (texts.touched(path)) {
            byte[] edited = texts.bytes(path);
            return new Source(path, Hashes.blobId(edited), edited);
        }
        return new Source(path, file.blobId(), texts.base().blob(file.blobId()));
    }
}
