package dev.refactory.index.dependency.gradle;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// One project of a Gradle build, as its scripts have it.
///
/// @param root its directory, empty for the repository's
/// @param path as Gradle names it: `:` or `:a:b`
/// @param release the Java language level of main code; empty when none is named
/// @param testRelease the Java language level of test code; empty when none is named
/// @param constraints versions for what is named without one, and for what comes with other libraries
/// @param testConstraints those that count for test code only
/// @param exclusions `group:artifact` of what no class path of it may hold, with `*` for any
/// @param locks `group:artifact` to the one version that a lock file has for main code
/// @param testLocks the same for test code
/// @param sourceRoots directories of main code, relative to the repository
/// @param testRoots directories of test code, of every kind
/// @param complete whether all of its scripts was understood
public record GradleProject(
        String root,
        String path,
        OptionalInt release,
        OptionalInt testRelease,
        List<Wanted> wanted,
        List<Constraint> constraints,
        List<Constraint> testConstraints,
        List<String> exclusions,
        Map<String, String> locks,
        Map<String, String> testLocks,
        List<String> sourceRoots,
        List<String> testRoots,
        boolean complete) {
    public GradleProject {
        wanted = List.copyOf(wanted);
        constraints = List.copyOf(constraints);
        testConstraints = List.copyOf(testConstraints);
        exclusions = List.copyOf(exclusions);
        locks = Map.copyOf(locks);
        testLocks = Map.copyOf(testLocks);
        sourceRoots = List.copyOf(sourceRoots);
        testRoots = List.copyOf(testRoots);
    }

    /// Which code sees a dependency.
    public enum Use {
        /// Main and test code, and the code of projects that depend on this one.
        API,
        /// Main and test code.
        IMPLEMENTATION,
        /// Main code, and the code of projects that depend on this one.
        COMPILE_ONLY_API,
        COMPILE_ONLY,
        RUNTIME_ONLY,
        TEST
    }

    /// @param place file and line
    public record Wanted(Use use, Target target, String place) {}

    /// What is depended on.
    public sealed interface Target {
        /// @param version empty when it comes from elsewhere
        /// @param exclusions `group:artifact` of what it must not bring along, with `*` for any
        /// @param transitive whether it brings anything along
        record Library(
                String group,
                String artifact,
                String version,
                String classifier,
                List<String> exclusions,
                boolean transitive)
                implements Target {
            public Library {
                exclusions = List.copyOf(exclusions);
            }
        }

        /// Another project of the repository.
        /// @param tests whether its test code is meant
        record Sibling(String root, boolean tests) implements Target {}
    }

    /// How much a version that is not a dependency's own counts.
    public enum Strength {
        /// The higher version wins.
        SUGGESTED,
        /// Wins over what other libraries ask for, not over what a script says.
        MANAGED,
        /// Wins over everything.
        ENFORCED
    }

    /// Where versions come from.
    public sealed interface Constraint {
        record Version(String group, String artifact, String version, Strength strength) implements Constraint {}

        /// A Maven model whose managed versions count.
        record Platform(String coordinates, Strength strength, String place) implements Constraint {}

        /// Another project whose constraints count.
        record Sibling(String root) implements Constraint {}
    }
}
