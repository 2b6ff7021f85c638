package dev.refactory.index.java;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.index.java.wire.Frame;
import dev.refactory.kit.problem.RefactoryException;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.Set;

/// The few classes a child needs: this module's, the graph's model and the kit's errors, wherever this JVM has them
/// from.
final class ChildClasspath {
    private ChildClasspath() {}

    static String ofThisJvm() {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> needed : new Class<?>[] {Frame.class, FileFacts.class, RefactoryException.class}) {
            CodeSource source = needed.getProtectionDomain().getCodeSource();
            if (source == null || source.getLocation() == null) {
                return System.getProperty("java.class.path");
            }
            try {
                places.add(Path.of(source.getLocation().toURI()).toString());
            } catch (URISyntaxException | IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
                return System.getProperty("java.class.path");
            }
        }
        return String.join(File.pathSeparator, places);
    }
}
