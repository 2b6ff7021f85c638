package dev.refactory.index.java;

import dev.refactory.index.java.JavaAttributor.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The Java files of a library's sources artifact.
public final class SourcesJar {
    private SourcesJar() {}

    /// commons-lang3's, which is on the test class path as text.
    public static List<Source> commonsLang() {
        return read(holding("org/apache/commons/lang3/StringUtils.java"));
    }

    /// Guava's, on the test class path as text too.
    static List<Source> guava() {
        return read(holding("com/google/common/collect/ImmutableList.java"));
    }

    /// The jar of the test class path that has an entry of this name.
    static Path holding(String entry) {
        try {
            String url = String.valueOf(SourcesJar.class.getClassLoader().getResource(entry));
            return Path.of(new URI(url.substring("jar:".length(), url.indexOf('!'))));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// By path.
    static List<Source> read(Path jar) {
        List<Source> sources = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().endsWith(".java")) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        sources.add(Attribution.source(entry.getName(), in.readAllBytes()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sources.sort(Comparator.comparing(Source::path));
        return sources;
    }
}
