package dev.refactory.index.build;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.Outline;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.index.java.JavaAttributor.Partial;
import dev.refactory.index.java.JavaAttributor.Source;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Asks the attributor for facts and makes sure that every file has an answer.
final class Attribution {
    private final JavaAttributor attributor;

    Attribution(JavaAttributor attributor) {
        this.attributor = attributor;
    }

    /// What a build's files have in common.
    record Context(List<Path> classpath, int release, BooleanSupplier cancelled) {}

    /// Facts of `files`, seen together with `others`, handed over as they are found; every file once, whatever the
    /// attributor answers.
    void of(List<Source> files, List<Source> others, Context context, Consumer<Partial> reader) {
        if (files.isEmpty()) {
            return;
        }
        Set<String> unanswered = new HashSet<>();
        files.forEach(source -> unanswered.add(source.path()));
        attributor.index(
                new JavaAttributor.Request(files, others, context.classpath(), context.release()),
                context.cancelled(),
                answer -> {
                    if (unanswered.remove(answer.facts().path())) {
                        reader.accept(answer);
                    }
                });
        files.stream()
                .filter(source -> unanswered.contains(source.path()))
                .map(Attribution::unanswered)
                .forEach(reader);
    }

    private static Partial unanswered(Source source) {
        FileFacts nothing = FileFacts.withoutFacts(
                source.path(),
                source.blobId(),
                "java",
                FileSorter.lines(source.bytes()),
                new FileProblem(FileProblem.Kind.ANALYSIS_CRASHED, "The analysis gave no answer for this file."));
        return new Partial(nothing, List.of(), Outline.NONE);
    }
}
