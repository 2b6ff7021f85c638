package dev.refactory.index.dependency.gradle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/// Every Gradle build of a repository, read from its files. Nothing is executed; what can only be known by
/// executing is listed, and the project it belongs to is incomplete. Never fails.
public final class GradleBuilds {
    private static final int MOST_BUILDS = 200;

    private GradleBuilds() {}

    /// @param projects by root
    /// @param problems file, line and what is the matter
    public record Read(List<GradleProject> projects, List<String> problems) {}

    /// @param files scripts, properties, catalogs and lock files, by path from the repository's root
    public static Read read(Map<String, byte[]> files, BooleanSupplier cancelled) {
        TreeSet<String> problems = new TreeSet<>();
        Map<String, GradleProject> projects = new TreeMap<>();
        Map<String, byte[]> known = new TreeMap<>(files);
        Set<String> scripts = new TreeSet<>();
        Map<String, String> settings =
                new TreeMap<>(Comparator.comparingInt(GradleBuilds::depth).thenComparing(Comparator.naturalOrder()));
        for (String path : known.keySet()) {
            String name = Paths.name(path);
            if (name.equals("settings.gradle") || name.equals("settings.gradle.kts")) {
                settings.put(Paths.directory(path), path);
            }
            if (name.equals("build.gradle") || name.equals("build.gradle.kts")) {
                scripts.add(Paths.directory(path));
            }
        }
        // A directory that nobody includes is a build of its own, unless it is below one that is.
        settings.forEach((root, file) -> {
            if (!cancelled.getAsBoolean()) {
                read(root, file, known, scripts, projects, problems, cancelled);
            }
        });
        List<String> alone = new ArrayList<>(scripts);
        alone.sort(Comparator.comparingInt(GradleBuilds::depth).thenComparing(Comparator.naturalOrder()));
        for (String root : alone) {
            if (projects.size() < MOST_BUILDS && !projects.containsKey(root) && !cancelled.getAsBoolean()) {
                read(root, "", known, scripts, projects, problems, cancelled);
            }
        }
        return new Read(List.copyOf(projects.values()), List.copyOf(problems));
    }

    private static int depth(String directory) {
        return directory.isEmpty() ? 0 : directory.split("/").length;
    }

    private static void read(
            String root,
            String settings,
            Map<String, byte[]> files,
            Set<String> scripts,
            Map<String, GradleProject> projects,
            TreeSet<String> problems,
            BooleanSupplier cancelled) {
        GradleBuild build = new GradleBuild(root, files, problems, cancelled);
        SettingsReader.Settings read = SettingsReader.read(build, settings);
        Map<String, String> directories = new TreeMap<>(read.directories());
        if (!read.whole()) {
            // Which projects there are is not known: every script below is taken for one.
            String prefix = root.isEmpty() ? "" : root + "/";
            for (String script : scripts) {
                boolean below = script.startsWith(prefix) && !script.equals(root) && !script.contains("buildSrc");
                if (below && !directories.containsValue(script) && !projects.containsKey(script)) {
                    directories.put(":" + script.substring(prefix.length()).replace('/', ':'), script);
                }
            }
        }
        directories.forEach((path, directory) -> {
            ProjectDraft outer = build.projects.get(outer(path));
            Scope around = outer == null ? build.properties : outer.properties;
            ProjectDraft project = new ProjectDraft(path, directory, around);
            build.projects.put(path, project);
            if (!directory.equals(root)) {
                build.readProperties(directory, project.properties);
            }
            if (!read.whole()) {
                project.incomplete();
            }
        });
        build.projects.values().forEach(project -> follow(build, project));
        build.projects.values().forEach(project -> {
            if (!projects.containsKey(project.root)) {
                projects.put(project.root, project.finished(problems));
            }
        });
    }

    private static String outer(String path) {
        int last = path.lastIndexOf(':');
        return last <= 0 ? ":" : path.substring(0, last);
    }

    private static void follow(GradleBuild build, ProjectDraft project) {
        String name = project.path.substring(project.path.lastIndexOf(':') + 1);
        for (String script : List.of("build.gradle", "build.gradle.kts", name + ".gradle", name + ".gradle.kts")) {
            String file = Paths.below(project.root, script);
            if (build.files.containsKey(file)) {
                ScriptRun.run(build, project, file, 0);
                break;
            }
        }
        byte[] lock = build.files.get(Paths.below(project.root, "gradle.lockfile"));
        if (lock != null) {
            project.locks.readAll(lock);
        }
        String older = Paths.below(project.root, "gradle/dependency-locks") + "/";
        for (String configuration : List.of("compileClasspath", "testCompileClasspath")) {
            byte[] one = build.files.get(older + configuration + ".lockfile");
            if (one != null) {
                project.locks.read(configuration, one);
            }
        }
    }
}
