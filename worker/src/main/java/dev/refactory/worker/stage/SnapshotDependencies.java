package dev.refactory.worker.stage;

import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.build.CompileGroups;
import dev.refactory.refactor.recipe.Dependencies;
import dev.refactory.worker.stage.Reattribution.ClassPaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/// What a snapshot's compile context says of libraries. Jars are read, never loaded, and only the names in
/// them: that is all anybody asks.
final class SnapshotDependencies implements Dependencies {
    /// A jar with more is looked at so far.
    private static final int MAX_ENTRIES = 200_000;

    private static final String CLASS = ".class";

    private final CompileContext context;
    private final ClassPaths classPaths;

    SnapshotDependencies(CompileContext context, ClassPaths classPaths) {
        this.context = context;
        this.classPaths = classPaths;
    }

    @Override
    public List<String> resolved() {
        return context.classpath().stream()
                .map(CompileContext.Jar::coordinates)
                .distinct()
                .toList();
    }

    @Override
    public List<String> unresolved() {
        return context.unresolvedDependencies();
    }

    @Override
    public List<Module> modules() {
        return context.modules().stream()
                .map(module -> new Module(
                        module.root(), module.name(), coordinates(module.jars()), coordinates(module.testJars())))
                .toList();
    }

    @Override
    public int release(String path) {
        return CompileGroups.releases(context, List.of(path)).getOrDefault(path, context.release());
    }

    private Set<String> coordinates(List<Integer> jars) {
        return context.jars(jars).stream().map(CompileContext.Jar::coordinates).collect(Collectors.toSet());
    }

    @Override
    public Set<String> declaredBy(String coordinates, Collection<String> types) {
        Set<String> wanted = new HashSet<>(types);
        Set<String> declared = new TreeSet<>();
        for (int number = 0; number < context.classpath().size(); number++) {
            if (context.classpath().get(number).coordinates().equals(coordinates)) {
                classPaths.of(context, List.of(number)).forEach(path -> names(path, wanted, declared));
            }
        }
        return declared;
    }

    /// Classes by the spelling of their types, as far as they are wanted.
    private static void names(Path jar, Set<String> wanted, Set<String> declared) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream()
                    .limit(MAX_ENTRIES)
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(CLASS))
                    .map(SnapshotDependencies::spelling)
                    .filter(wanted::contains)
                    .forEach(declared::add);
        } catch (IOException e) {
            // A jar that cannot be read declares nothing: the compiler found nothing in it either.
        }
    }

    private static String spelling(String entry) {
        String name = entry.startsWith("META-INF/versions/")
                ? entry.substring(entry.indexOf('/', "META-INF/versions/".length()) + 1)
                : entry;
        return name.substring(0, name.length() - CLASS.length())
                .replace('/', '.')
                .replace('$', '.');
    }
}
