package dev.refactory.index.dependency;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.maven.model.Build;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginContainer;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/// The Java language levels that a build file asks for.
///
/// @param main of main code; empty when none is named
/// @param test of test code; empty when none is named
record JavaRelease(OptionalInt main, OptionalInt test) {
    private static final int LOWEST_RELEASE = 8;

    /// What the compiler plugin would be told, by its settings and their properties.
    static JavaRelease of(Model model) {
        OptionalInt main = first(
                configured(model, "default-compile", "release"),
                property(model, "maven.compiler.release"),
                configured(model, "default-compile", "source"),
                property(model, "maven.compiler.source"));
        OptionalInt test = first(
                configured(model, "default-testCompile", "testRelease"),
                property(model, "maven.compiler.testRelease"),
                configured(model, "default-testCompile", "release"),
                configured(model, "default-testCompile", "testSource"),
                property(model, "maven.compiler.testSource"));
        return new JavaRelease(main, test.isPresent() ? test : main);
    }

    int mainRelease() {
        return within(main);
    }

    int testRelease() {
        return within(test);
    }

    /// Within 8 to 25; 25 when there is none.
    private static int within(OptionalInt level) {
        return Math.clamp(level.orElse(Dependencies.HIGHEST_RELEASE), LOWEST_RELEASE, Dependencies.HIGHEST_RELEASE);
    }

    private static OptionalInt first(Stream<String>... places) {
        return Stream.of(places)
                .flatMap(place -> place)
                .flatMap(text -> parse(text).stream())
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    private static Stream<String> property(Model model, String name) {
        return Stream.ofNullable(model.getProperties().getProperty(name));
    }

    /// Of the execution that Maven runs by default, of the plugin, or of the plugin as it is managed: the life
    /// cycle, which would bring it in, plays no part here.
    private static Stream<String> configured(Model model, String execution, String name) {
        Build build = model.getBuild();
        if (build == null) {
            return Stream.empty();
        }
        return Stream.of(build, build.getPluginManagement())
                .filter(Objects::nonNull)
                .map(PluginContainer::getPlugins)
                .flatMap(plugins -> plugins.stream())
                .filter(plugin -> plugin.getArtifactId().equals("maven-compiler-plugin"))
                .flatMap(plugin -> Stream.concat(executions(plugin, execution), Stream.of(plugin)))
                .map(ConfigurationContainer::getConfiguration)
                .filter(Xpp3Dom.class::isInstance)
                .map(configuration -> ((Xpp3Dom) configuration).getChild(name))
                .filter(child -> child != null && child.getValue() != null)
                .map(Xpp3Dom::getValue);
    }

    private static Stream<ConfigurationContainer> executions(Plugin plugin, String id) {
        return plugin.getExecutions().stream()
                .filter(execution -> execution.getId().equals(id))
                .map(execution -> execution);
    }

    /// `17`, or `1.8` in the old way.
    static Optional<Integer> parse(String text) {
        String number = text.strip().startsWith("1.") ? text.strip().substring(2) : text.strip();
        try {
            return Optional.of(Integer.parseInt(number));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
