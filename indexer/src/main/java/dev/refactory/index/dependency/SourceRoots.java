package dev.refactory.index.dependency;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/// Where a Maven module keeps its sources, as directories of the repository.
///
/// @param whole whether all of them are literal
record SourceRoots(List<String> main, List<String> test, boolean whole) {
    private static final List<String> BASE = List.of("${project.basedir}", "${basedir}", "${pom.basedir}");

    /// @param root the module's directory, empty for the repository's
    static SourceRoots of(String path, String root, Model model, TreeSet<String> problems) {
        Build build = model.getBuild();
        if (build == null || model.getPackaging().equals("pom")) {
            return new SourceRoots(List.of(), List.of(), true);
        }
        Reading reading = new Reading(path, root, problems);
        Set<String> main = new LinkedHashSet<>();
        Set<String> test = new LinkedHashSet<>();
        reading.add(main, build.getSourceDirectory());
        reading.add(test, build.getTestSourceDirectory());
        for (Plugin plugin : build.getPlugins()) {
            if (!plugin.getArtifactId().equals("build-helper-maven-plugin")) {
                continue;
            }
            for (PluginExecution execution : plugin.getExecutions()) {
                List<String> more = sources(execution);
                if (execution.getGoals().contains("add-source")) {
                    more.forEach(directory -> reading.add(main, directory));
                }
                if (execution.getGoals().contains("add-test-source")) {
                    more.forEach(directory -> reading.add(test, directory));
                }
            }
        }
        return new SourceRoots(List.copyOf(main), List.copyOf(test), reading.whole);
    }

    private static List<String> sources(PluginExecution execution) {
        List<String> directories = new ArrayList<>();
        if (execution.getConfiguration() instanceof Xpp3Dom configuration
                && configuration.getChild("sources") != null) {
            for (Xpp3Dom source : configuration.getChild("sources").getChildren()) {
                directories.add(source.getValue() == null ? "" : source.getValue());
            }
        }
        return directories;
    }

    /// `directory` below `root`, without `.` and `..`; empty where it leaves the repository.
    static Optional<String> below(String root, String directory) {
        List<String> parts = new ArrayList<>();
        for (String part : (directory.startsWith("/") ? directory : root + "/" + directory).split("/")) {
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (parts.isEmpty()) {
                        return Optional.empty();
                    }
                    parts.removeLast();
                }
                default -> parts.add(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }

    private static final class Reading {
        private final String path;
        private final String root;
        private final TreeSet<String> problems;
        private boolean whole = true;

        Reading(String path, String root, TreeSet<String> problems) {
            this.path = path;
            this.root = root;
            this.problems = problems;
        }

        void add(Set<String> roots, String directory) {
            String relative = directory.strip();
            for (String base : BASE) {
                relative = relative.startsWith(base) ? relative.substring(base.length() + 1) : relative;
            }
            if (relative.startsWith("${project.build.directory}") || relative.startsWith("target/")) {
                // Made by the build, and therefore in no commit.
                return;
            }
            Optional<String> place =
                    relative.contains("${") || relative.startsWith("/") ? Optional.empty() : below(root, relative);
            if (place.isEmpty()) {
                whole = false;
                problems.add(path + ": source directory " + directory + " is not one of the repository");
                return;
            }
            roots.add(place.get());
        }
    }
}
