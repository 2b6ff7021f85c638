package dev.refactory.index.build;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.Outline;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.index.java.JavaAttributor.Focus;
import dev.refactory.index.java.JavaAttributor.Partial;
import dev.refactory.index.java.JavaAttributor.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Asks the attributor for facts and makes sure that every file has an answer.
final class Attribution {
    private final JavaAttributor attributor;

    Attribution(JavaAttributor attributor) {
        this.attributor = attributor;
    }

    /// What a build's files have in common.
    record Context(List<Path> classpath, int release, BooleanSupplier cancelled) {}

    /// Facts of `files`, in order, seen together with `others`.
    List<Partial> of(List<Source> files, List<Source> others, Context context) {
        if (files.isEmpty()) {
            return List.of();
        }
        JavaAttributor.Request request =
                new JavaAttributor.Request(files, others, context.classpath(), context.release());
        Map<String, Partial> byPath = new HashMap<>();
        attributor
                .reattribute(request, Focus.EVERYTHING, context.cancelled())
                .forEach(answer -> byPath.put(answer.facts().path(), answer));
        // Every file is accounted for, whatever the attributor answered.
        List<Partial> complete = new ArrayList<>();
        for (Source source : files) {
            Partial answer = byPath.get(source.path());
            complete.add(answer != null ? answer : unanswered(source));
        }
        return complete;
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
