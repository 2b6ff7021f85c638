package dev.refactory.index.dependency;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/// The Java language level that build files ask for.
final class JavaRelease {
    private static final int LOWEST_RELEASE = 8;

    private JavaRelease() {}

    /// The highest level any model names, within 8 to 25; 25 when none does.
    static int of(Collection<Model> models) {
        OptionalInt highest = models.stream()
                .flatMapToInt(model -> of(model).stream().mapToInt(Integer::intValue))
                .max();
        return Math.clamp(
                highest.orElse(MavenDependencies.HIGHEST_RELEASE), LOWEST_RELEASE, MavenDependencies.HIGHEST_RELEASE);
    }

    private static Optional<Integer> of(Model model) {
        Properties properties = model.getProperties();
        Stream<Optional<String>> places = Stream.of(
                configured(model, "release"),
                Optional.ofNullable(properties.getProperty("maven.compiler.release")),
                configured(model, "source"),
                Optional.ofNullable(properties.getProperty("maven.compiler.source")));
        return places.flatMap(Optional::stream)
                .flatMap(text -> parse(text).stream())
                .findFirst();
    }

    private static Optional<String> configured(Model model, String name) {
        if (model.getBuild() == null) {
            return Optional.empty();
        }
        return model.getBuild().getPlugins().stream()
                .filter(plugin -> plugin.getArtifactId().equals("maven-compiler-plugin"))
                .map(Plugin::getConfiguration)
                .filter(Xpp3Dom.class::isInstance)
                .map(configuration -> ((Xpp3Dom) configuration).getChild(name))
                .filter(child -> child != null && child.getValue() != null)
                .map(Xpp3Dom::getValue)
                .findFirst();
    }

    /// `17`, or `1.8` in the old way.
    private static Optional<Integer> parse(String text) {
        String number = text.strip().startsWith("1.") ? text.strip().substring(2) : text.strip();
        try {
            return Optional.of(Integer.parseInt(number));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
