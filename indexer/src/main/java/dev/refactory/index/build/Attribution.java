package dev.refactory.index.build;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.dependency.Dependencies;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.index.java.JavaAttributor.Indexed;
import dev.refactory.index.java.JavaAttributor.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Asks the attributor for facts and makes sure that every file has an answer.
final class Attribution {
    private final JavaAttributor attributor;

    Attribution(JavaAttributor attributor) {
        this.attributor = attributor;
    }

    /// The Java files of a tree, with what each group of them sees.
    static final class Tree {
        private final List<CompileGroups.Group> groups;
        private final CompileContext compile;
        private final Dependencies dependencies;
        private final Map<String, Source> sources = new TreeMap<>();

        /// @param groups of all the files
        Tree(Dependencies dependencies, CompileContext compile, List<Source> java, CompileGroups groups) {
            this.dependencies = dependencies;
            this.compile = compile;
            java.forEach(source -> sources.put(source.path(), source));
            this.groups = groups.groups();
        }

        private List<Source> sources(Set<String> paths) {
            return paths.stream()
                    .map(path -> Objects.requireNonNull(sources.get(path)))
                    .toList();
        }
    }

    /// Facts of the files that are wanted, handed over as they are found; every file once, whatever the attributor
    /// answers.
    void of(Tree tree, Predicate<String> wanted, BooleanSupplier cancelled, Consumer<Indexed> reader) {
        List<JavaAttributor.Request.Group> groups = new ArrayList<>();
        for (CompileGroups.Group group : tree.groups) {
            List<Source> files = new ArrayList<>();
            List<Source> others = new ArrayList<>(tree.sources(group.visible()));
            tree.sources(group.own()).forEach(source -> (wanted.test(source.path()) ? files : others).add(source));
            if (!files.isEmpty()) {
                List<Path> classpath = tree.dependencies.classPath(tree.compile, group.jars());
                groups.add(new JavaAttributor.Request.Group(files, others, classpath, group.release()));
            }
        }
        if (!groups.isEmpty()) {
            of(new JavaAttributor.Request(groups), cancelled, reader);
        }
    }

    private void of(JavaAttributor.Request request, BooleanSupplier cancelled, Consumer<Indexed> reader) {
        Set<String> unanswered = new HashSet<>();
        request.attribute().forEach(source -> unanswered.add(source.path()));
        attributor.index(request, cancelled, answer -> {
            if (unanswered.remove(answer.file().path())) {
                reader.accept(answer);
            }
        });
        request.attribute().stream()
                .filter(source -> unanswered.contains(source.path()))
                .map(Attribution::unanswered)
                .forEach(reader);
    }

    private static Indexed unanswered(Source source) {
        FileFacts nothing = FileFacts.withoutFacts(
                source.path(),
                source.blobId(),
                "java",
                SourceText.lines(source.bytes()),
                new FileProblem(FileProblem.Kind.ANALYSIS_CRASHED, "The analysis gave no answer for this file."));
        return Indexed.of(nothing);
    }
}
