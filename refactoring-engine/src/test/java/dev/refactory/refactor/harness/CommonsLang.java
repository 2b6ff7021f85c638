package dev.refactory.refactor.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The sources of commons-lang3, which are on the class path of the tests.
public final class CommonsLang {
    private CommonsLang() {}

    /// Of each file, by path.
    public static SortedMap<String, String> texts() throws Exception {
        String entry = "org/apache/commons/lang3/StringUtils.java";
        String url = String.valueOf(CommonsLang.class.getClassLoader().getResource(entry));
        Path jar = Path.of(new java.net.URI(url.substring("jar:".length(), url.indexOf('!'))));
        SortedMap<String, String> sources = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry each : zip.stream().toList()) {
                if (each.getName().endsWith(".java")) {
                    sources.put(each.getName(), text(zip, each));
                }
            }
        }
        return sources;
    }

    private static String text(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
