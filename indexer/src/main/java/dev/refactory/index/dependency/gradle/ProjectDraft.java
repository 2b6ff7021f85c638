package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.GradleProject.Constraint;
import dev.refactory.index.dependency.gradle.GradleProject.Target;
import dev.refactory.index.dependency.gradle.GradleProject.Use;
import dev.refactory.index.dependency.gradle.GradleProject.Wanted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A project while its scripts are read.
final class ProjectDraft {
    private static final int MOST_WANTED = 5_000;
    private static final int MOST_SOURCE_SETS = 100;

    final String path;
    final String root;
    /// `ext`, seen by this project and those below it.
    final Scope properties;
    final Set<String> plugins = new HashSet<>();
    final Set<String> ownConfigurations = new HashSet<>();
    final List<String> exclusions = new ArrayList<>();
    final JavaLevels levels = new JavaLevels();
    final Locks locks = new Locks();
    private final Map<String, List<String>> heirs = new HashMap<>();
    private final List<Raw> wanted = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Set<String>> sourceSets = new LinkedHashMap<>();
    private boolean complete = true;

    private record Raw(String configuration, Target target, String place) {}

    private record Rule(String configuration, Constraint constraint) {}

    ProjectDraft(String path, String root, @Nullable Scope outer) {
        this.path = path;
        this.root = root;
        this.properties = new Scope(outer);
        properties.set("projectDir", Value.text("/" + root));
        properties.set("path", Value.text(path));
        properties.set("name", Value.text(path.substring(path.lastIndexOf(':') + 1)));
        sourceSet("main");
        sourceSet("test");
    }

    void incomplete() {
        complete = false;
    }

    void want(String configuration, Target target, String place) {
        if (wanted.size() < MOST_WANTED) {
            wanted.add(new Raw(configuration, target, place));
        } else {
            complete = false;
        }
    }

    /// A version that counts where `configuration` is seen.
    void constrain(String configuration, Constraint constraint) {
        rules.add(new Rule(configuration, constraint));
    }

    /// A version that counts everywhere.
    void constrain(Constraint constraint) {
        constrain("implementation", constraint);
    }

    /// What is asked for in `configuration` is seen where `heir` is.
    void inherit(String heir, String configuration) {
        heirs.computeIfAbsent(configuration, _ -> new ArrayList<>()).add(heir);
    }

    /// Directories of Java code, which a script may add to or replace.
    Set<String> sourceSet(String name) {
        if (sourceSets.size() >= MOST_SOURCE_SETS && !sourceSets.containsKey(name)) {
            complete = false;
            return new LinkedHashSet<>();
        }
        return sourceSets.computeIfAbsent(name, _ -> {
            Set<String> roots = new LinkedHashSet<>();
            roots.add(Paths.below(root, "src/" + name + "/java"));
            return roots;
        });
    }

    GradleProject finished(TreeSet<String> problems) {
        List<Wanted> known = new ArrayList<>();
        for (Raw raw : wanted) {
            Set<Use> uses = new LinkedHashSet<>();
            uses(raw.configuration(), uses, new HashSet<>());
            uses.forEach(use -> known.add(new Wanted(use, raw.target(), raw.place())));
            if (uses.isEmpty()
                    && !Configurations.seenByNoCode(raw.configuration())
                    && !ownConfigurations.contains(raw.configuration())) {
                problems.add(raw.place() + ": configuration " + raw.configuration() + " is not known");
                complete = false;
            }
            Configurations.sourceSet(raw.configuration()).ifPresent(this::sourceSet);
        }
        List<Constraint> constraints = new ArrayList<>();
        List<Constraint> testConstraints = new ArrayList<>();
        for (Rule rule : rules) {
            Set<Use> uses = new LinkedHashSet<>();
            uses(rule.configuration(), uses, new HashSet<>());
            boolean test = uses.remove(Use.TEST);
            uses.remove(Use.RUNTIME_ONLY);
            if (!uses.isEmpty()) {
                constraints.add(rule.constraint());
            } else if (test) {
                testConstraints.add(rule.constraint());
            }
        }
        List<String> main = List.copyOf(sourceSet("main"));
        Set<String> test = new LinkedHashSet<>();
        sourceSets.forEach((name, roots) -> {
            if (!name.equals("main")) {
                test.addAll(roots);
            }
        });
        main.forEach(test::remove);
        OptionalInt release = levels.main();
        return new GradleProject(
                root,
                path,
                release,
                levels.test(),
                known,
                constraints,
                testConstraints,
                exclusions,
                locks.main(),
                locks.test(),
                main,
                List.copyOf(test),
                complete);
    }

    private void uses(String configuration, Set<Use> uses, Set<String> visited) {
        if (!visited.add(configuration)) {
            return;
        }
        Configurations.use(configuration).ifPresent(uses::add);
        heirs.getOrDefault(configuration, List.of()).forEach(heir -> uses(heir, uses, visited));
    }
}
