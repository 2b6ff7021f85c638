package dev.refactory.index.build;

import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.graph.store.SnapshotSummary.CompileContext.Module;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which files of a repository are attributed together, and what they see. Modules are taken together as long as that
/// changes the meaning of no name: one language level, no library in two versions, no type declared twice. Most
/// repositories are one group. A function of the modules and the files' paths alone.
public final class CompileGroups {
    private final CompileContext context;
    private final Map<Scope, List<String>> files = new LinkedHashMap<>();
    private final List<Draft> drafts = new ArrayList<>();

    /// Main or test code of a module; outside of all modules when it has none.
    private record Scope(@Nullable Module module, boolean test) {
        int release(CompileContext context) {
            return module == null ? context.release() : test ? module.testRelease() : module.release();
        }

        boolean complete() {
            return module != null && module.complete();
        }

        /// Of a module its root: there is one of each, and the rest of it is long.
        @Override
        public int hashCode() {
            return Objects.hash(module == null ? null : module.root(), test);
        }

        String name() {
            return (module == null ? "outside" : module.root()) + (test ? " test" : " main");
        }
    }

    /// @param release the Java language level
    /// @param jars numbers of the context's class path, in order
    /// @param own paths attributed together
    /// @param visible paths of other files they see
    public record Group(int release, List<Integer> jars, Set<String> own, Set<String> visible) {
        public Group {
            jars = List.copyOf(jars);
        }
    }

    private static final class Draft {
        private final int release;
        private final Set<Scope> scopes = new LinkedHashSet<>();
        private final Map<String, String> versions = new HashMap<>();
        private final Set<String> types = new HashSet<>();

        Draft(int release) {
            this.release = release;
        }
    }

    private CompileGroups(CompileContext context) {
        this.context = context;
    }

    /// @param paths of the Java files
    public static CompileGroups of(CompileContext context, Collection<String> paths) {
        CompileGroups groups = new CompileGroups(context);
        Scopes scopes = new Scopes(context.modules());
        Map<Scope, List<String>> unordered = new HashMap<>();
        for (String path : paths) {
            unordered.computeIfAbsent(scopes.of(path), _ -> new ArrayList<>()).add(path);
        }
        Map<String, Scope> byName = new TreeMap<>();
        unordered.keySet().forEach(scope -> byName.put(scope.name(), scope));
        byName.values().forEach(scope -> groups.add(scope, unordered.getOrDefault(scope, List.of())));
        return groups;
    }

    /// The Java language level each file is compiled with, as its group has it.
    public static Map<String, Integer> releases(CompileContext context, Collection<String> paths) {
        Scopes scopes = new Scopes(context.modules());
        Map<String, Integer> releases = new HashMap<>();
        paths.forEach(path -> releases.put(path, scopes.of(path).release(context)));
        return releases;
    }

    private void add(Scope scope, List<String> paths) {
        files.put(scope, paths);
        Map<String, String> versions = versions(scope);
        Set<String> types = types(scope, paths);
        int release = scope.release(context);
        for (Draft draft : drafts) {
            boolean fits = draft.release == release
                    && versions.entrySet().stream()
                            .allMatch(jar -> draft.versions
                                    .getOrDefault(jar.getKey(), jar.getValue())
                                    .equals(jar.getValue()))
                    && types.stream().noneMatch(draft.types::contains);
            if (fits) {
                join(draft, scope, versions, types);
                return;
            }
        }
        Draft draft = new Draft(release);
        drafts.add(draft);
        join(draft, scope, versions, types);
    }

    private static void join(Draft draft, Scope scope, Map<String, String> versions, Set<String> types) {
        draft.scopes.add(scope);
        draft.versions.putAll(versions);
        draft.types.addAll(types);
    }

    private List<Integer> jars(Scope scope) {
        if (scope.module() == null) {
            List<Integer> all = new ArrayList<>();
            for (int i = 0; i < context.classpath().size(); i++) {
                all.add(i);
            }
            return all;
        }
        return scope.test() ? scope.module().testJars() : scope.module().jars();
    }

    /// What is outside of all modules sees every jar, and claims no version.
    private Map<String, String> versions(Scope scope) {
        Map<String, String> versions = new HashMap<>();
        if (scope.module() != null) {
            for (int number : jars(scope)) {
                CompileContext.Jar jar = context.classpath().get(number);
                versions.put(artifact(jar.coordinates()), jar.sha256());
            }
        }
        return versions;
    }

    /// `group:artifact:version:classifier` without the version.
    private static String artifact(String coordinates) {
        String[] parts = coordinates.split(":");
        return parts.length < 3 ? coordinates : parts[0] + ":" + parts[1] + (parts.length > 3 ? ":" + parts[3] : "");
    }

    /// By path below the source root, as the directory of a type follows its package.
    private static Set<String> types(Scope scope, List<String> paths) {
        Set<String> types = new HashSet<>();
        paths.forEach(path -> types.add(belowRoot(scope, path)));
        return types;
    }

    private static String belowRoot(Scope scope, String path) {
        Module module = scope.module();
        if (module == null) {
            return path;
        }
        for (String root : scope.test() ? module.testRoots() : module.sourceRoots()) {
            if (path.startsWith(root + "/")) {
                return path.substring(root.length() + 1);
            }
        }
        return path;
    }

    /// In an order that depends on nothing else.
    public List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        for (Draft draft : drafts) {
            Set<Integer> jars = new LinkedHashSet<>();
            Set<String> own = new TreeSet<>();
            for (Scope scope : draft.scopes) {
                jars.addAll(jars(scope));
                own.addAll(files.getOrDefault(scope, List.of()));
            }
            groups.add(new Group(draft.release, List.copyOf(jars), own, visible(draft)));
        }
        return groups;
    }

    private Set<String> visible(Draft draft) {
        Map<String, String> byType = new TreeMap<>();
        Set<Scope> seen = new LinkedHashSet<>();
        draft.scopes.forEach(scope -> seen.addAll(seenBy(scope)));
        if (draft.scopes.stream().anyMatch(scope -> !scope.complete())) {
            // It may see more than is known.
            seen.addAll(files.keySet());
        }
        for (Scope scope : seen) {
            if (!draft.scopes.contains(scope)) {
                for (String path : files.getOrDefault(scope, List.of())) {
                    String type = belowRoot(scope, path);
                    if (!draft.types.contains(type)) {
                        byType.putIfAbsent(type, path);
                    }
                }
            }
        }
        return new TreeSet<>(byType.values());
    }

    private List<Scope> seenBy(Scope scope) {
        Module module = scope.module();
        if (module == null) {
            return List.of();
        }
        Set<String> mains = new LinkedHashSet<>(scope.test() ? module.testDependsOn() : module.dependsOn());
        Set<String> tests = new LinkedHashSet<>(scope.test() ? module.testDependsOnTests() : module.dependsOnTests());
        if (scope.test()) {
            mains.add(module.root());
        }
        List<Scope> seen = new ArrayList<>();
        files.keySet().stream()
                .filter(each -> each.module() != null
                        && (each.test() ? tests : mains).contains(each.module().root()))
                .forEach(seen::add);
        return seen;
    }

    /// Equal for two sets of paths when each file that is in both sees alike.
    public List<Set<String>> partition() {
        List<Set<String>> partition = new ArrayList<>();
        for (Draft draft : drafts) {
            Set<String> names = new TreeSet<>();
            draft.scopes.forEach(scope -> names.add(scope.name()));
            partition.add(names);
        }
        return partition;
    }

    /// The number of each file's group. The same for a file of two sets of paths whose [#partition] is equal.
    Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < drafts.size(); i++) {
            for (Scope scope : drafts.get(i).scopes) {
                for (String path : files.getOrDefault(scope, List.of())) {
                    numbers.put(path, i);
                }
            }
        }
        return numbers;
    }

    /// Finds the scope of a file by its path.
    private static final class Scopes {
        private final Map<String, Scope> byRoot = new HashMap<>();

        Scopes(List<Module> modules) {
            for (Module module : modules) {
                // What is in no source root sees what the tests see.
                byRoot.putIfAbsent(module.root(), new Scope(module, true));
            }
            for (Module module : modules) {
                module.testRoots().forEach(root -> byRoot.put(root, new Scope(module, true)));
                module.sourceRoots().forEach(root -> byRoot.put(root, new Scope(module, false)));
            }
        }

        Scope of(String path) {
            for (int slash = path.lastIndexOf('/'); slash >= 0; slash = path.lastIndexOf('/', slash - 1)) {
                Scope scope = byRoot.get(path.substring(0, slash));
                if (scope != null) {
                    return scope;
                }
            }
            Scope root = byRoot.get("");
            return root != null ? root : new Scope(null, false);
        }
    }
}
