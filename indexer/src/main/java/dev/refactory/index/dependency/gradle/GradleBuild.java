package dev.refactory.index.dependency.gradle;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One Gradle build while its scripts are read: what they share, and the limits that hold for all of them.
final class GradleBuild {
    /// Pieces of all scripts, each as often as it applies to a project.
    private static final int MOST_PIECES = 10_000_000;

    private static final int MOST_PROBLEMS = 2_000;

    final String root;
    final Map<String, byte[]> files;
    final Catalogs catalogs = new Catalogs();
    final Map<String, ProjectDraft> projects = new TreeMap<>();
    /// The version under which a plugin was named anywhere.
    final Map<String, String> pluginVersions = new HashMap<>();
    /// Seen by every project.
    final Scope properties = new Scope(null);

    private final Map<String, ScriptReader.Script> scripts = new HashMap<>();
    private final TreeSet<String> problems;
    private final BooleanSupplier cancelled;
    private int followed;
    private boolean over;

    GradleBuild(String root, Map<String, byte[]> files, TreeSet<String> problems, BooleanSupplier cancelled) {
        this.cancelled = cancelled;
        this.root = root;
        this.files = files;
        this.problems = problems;
        properties.set("rootDir", Value.text("/" + root));
        properties.set("settingsDir", Value.text("/" + root));
        readProperties(root, properties);
    }

    /// The variables of the `gradle.properties` in a directory.
    void readProperties(String directory, Scope scope) {
        byte[] file = files.get(Paths.below(directory, "gradle.properties"));
        if (file == null) {
            return;
        }
        Properties read = new Properties();
        try {
            read.load(new StringReader(new String(file, StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException e) {
            problem(Paths.below(directory, "gradle.properties"), "it cannot be read");
        }
        read.stringPropertyNames().forEach(name -> scope.set(name, Value.text(read.getProperty(name))));
    }

    void problem(String place, String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(place + ": " + text);
        }
    }

    /// Whether a statement of so many pieces may be followed.
    boolean step(int pieces) {
        followed += pieces;
        if (!over && (followed > MOST_PIECES || cancelled.getAsBoolean())) {
            over = true;
            problem(Paths.below(root, "build.gradle"), "its scripts are too much to follow, the rest was left out");
            projects.values().forEach(ProjectDraft::incomplete);
        }
        return !over;
    }

    /// A script of the build by its path from the repository's root; null when there is none.
    ScriptReader.@Nullable Script script(String path) {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            return null;
        }
        return scripts.computeIfAbsent(path, _ -> {
            ScriptReader.Script script =
                    ScriptReader.read(new String(bytes, StandardCharsets.UTF_8), path.endsWith(".kts"));
            if (!script.whole()) {
                problem(path, "it is nested too deeply or too large to be read to its end");
            }
            return script;
        });
    }

    /// The project at a path, written with or without the first colon; null when there is none.
    @Nullable
    ProjectDraft project(String path) {
        return projects.get(path.startsWith(":") ? path : ":" + path);
    }
}
