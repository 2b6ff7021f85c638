package dev.refactory.worker.stage;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.index.java.JavaAttributor.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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

    /// The jars of a snapshot's compile context, on this machine.
    @FunctionalInterface
    public interface ClassPaths {
        List<Path> of(dev.refactory.graph.store.SnapshotSummary.CompileContext context);
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
        List<Source> attribute = new ArrayList<>();
        List<Source> headers = new ArrayList<>();
        for (FileInfo file : snapshot.graph().files()) {
            if (!file.isJava() || skipped(file)) {
                continue;
            }
            String path = texts.present(file.path());
            (promised.containsKey(path) ? attribute : headers).add(source(texts, file, path));
        }
        Map<String, FileFacts> facts = new TreeMap<>();
        var context = snapshot.summary().compileContext();
        JavaAttributor.Request request =
                new JavaAttributor.Request(attribute, headers, classPaths.of(context), context.release());
        for (JavaAttributor.Partial part : attributor.reattribute(request, focus, cancelled)) {
            String path = part.facts().path();
            facts.put(path, LeftOut.filled(part, Objects.requireNonNull(promised.get(path))));
        }
        return facts;
    }

    /// What the compiler's parser alone says of `paths` in these texts: nothing is attributed.
    List<JavaAttributor.Parsed> parsed(Texts texts, Collection<String> paths, BooleanSupplier cancelled) {
        List<Source> sources = new ArrayList<>();
        for (String path : paths) {
            byte[] bytes = texts.bytes(path);
            sources.add(new Source(path, Hashes.blobId(bytes), bytes));
        }
        int release = texts.base().summary().compileContext().release();
        return attributor.parse(sources, release, cancelled);
    }

    private Source source(Texts texts, FileInfo file, String path) {
        if (texts.touched(path)) {
            byte[] edited = texts.bytes(path);
            return new Source(path, Hashes.blobId(edited), edited);
        }
        return new Source(path, file.blobId(), texts.base().blob(file.blobId()));
    }

    /// Files the indexer did not attribute either, so that before and after are seen alike.
    private static boolean skipped(FileInfo file) {
        return file.problems().stream().anyMatch(problem -> switch (problem.kind()) {
            case IGNORED, OTHER_LANGUAGE, BINARY, TOO_LARGE, NOT_A_REGULAR_FILE -> true;
            case NOT_UTF8, SYNTAX_ERROR, ANALYSIS_CRASHED -> false;
        });
    }
}
