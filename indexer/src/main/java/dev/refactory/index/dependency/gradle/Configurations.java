package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.GradleProject.Use;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the names of Gradle's configurations say about who sees what is in them.
final class Configurations {
    private static final Map<String, Use> USES = Map.ofEntries(
            Map.entry("api", Use.API),
            Map.entry("compile", Use.API),
            Map.entry("implementation", Use.IMPLEMENTATION),
            Map.entry("compileOnly", Use.COMPILE_ONLY),
            Map.entry("compileOnlyApi", Use.COMPILE_ONLY_API),
            Map.entry("providedCompile", Use.COMPILE_ONLY),
            Map.entry("provided", Use.COMPILE_ONLY),
            Map.entry("optional", Use.COMPILE_ONLY),
            Map.entry("runtimeOnly", Use.RUNTIME_ONLY),
            Map.entry("runtime", Use.RUNTIME_ONLY),
            Map.entry("providedRuntime", Use.RUNTIME_ONLY),
            Map.entry("developmentOnly", Use.RUNTIME_ONLY));
    /// Ends of the configurations that every further source set has.
    private static final Set<String> ENDS = Set.of("Implementation", "CompileOnly", "Compile", "Api", "CompileOnlyApi");
    private static final Set<String> RUNTIME_ENDS = Set.of("RuntimeOnly", "Runtime");
    private static final Set<String> TOOLS = Set.of(
            "annotationProcessor",
            "kapt",
            "ksp",
            "errorprone",
            "errorproneJavac",
            "checkstyle",
            "pmd",
            "codenarc",
            "spotbugs",
            "spotbugsPlugins",
            "findbugs",
            "jacocoAgent",
            "jacocoAnt",
            "classpath",
            "javadoc",
            "archives",
            "detektPlugins",
            "ktlint",
            "ktlintRuleset",
            "asciidoctorExtensions",
            "zinc",
            "scalaCompilerPlugins",
            "signatures",
            "nullaway",
            "rewrite",
            "shadowMe",
            "jmhAnnotationProcessor",
            "testAndDevelopmentOnly");

    private Configurations() {}

    static Optional<Use> use(String configuration) {
        Use use = USES.get(configuration);
        return use != null ? Optional.of(use) : sourceSet(configuration).map(_ -> Use.TEST);
    }

    /// Whether it is for tools or for running only.
    static boolean seenByNoCode(String configuration) {
        return TOOLS.contains(configuration)
                || configuration.endsWith("AnnotationProcessor")
                || configuration.startsWith("kapt")
                || configuration.startsWith("ksp")
                || RUNTIME_ENDS.stream().anyMatch(configuration::endsWith);
    }

    /// The source set other than the main one whose code sees it.
    static Optional<String> sourceSet(String configuration) {
        if (USES.containsKey(configuration)) {
            return Optional.empty();
        }
        return ENDS.stream()
                .filter(configuration::endsWith)
                .map(end -> configuration.substring(0, configuration.length() - end.length()))
                .filter(name -> !name.isEmpty() && !name.equals("main"))
                .min((one, other) -> Integer.compare(one.length(), other.length()));
    }
}
