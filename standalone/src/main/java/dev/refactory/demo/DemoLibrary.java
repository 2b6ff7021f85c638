package dev.refactory.demo;

import java.util.List;

/// A library that is published with its sources.
///
/// @param coordinates `group:artifact:version` of the library
/// @param title for people
/// @param dependencies it compiles against, `group:artifact:version`
/// @param release the Java language level its sources compile at
/// @param written seconds since the epoch of the commit, fixed so that the commit id is the same everywhere
record DemoLibrary(String coordinates, String title, List<String> dependencies, int release, long written) {
    /// Guava: 607 files, 179,450 lines.
    static final DemoLibrary GUAVA = new DemoLibrary(
            "com.google.guava:guava:33.5.0-jre",
            "Guava 33.5.0",
            List.of(
                    "com.google.guava:failureaccess:1.0.3",
                    "com.google.guava:listenablefuture:9999.0-empty-to-avoid-conflict-with-guava",
                    "org.jspecify:jspecify:1.0.0",
                    "com.google.errorprone:error_prone_annotations:2.41.0",
                    "com.google.j2objc:j2objc-annotations:3.1"),
            11,
            1_758_139_466L);

    String directoryName() {
        String[] parts = coordinates.split(":");
        return parts[1] + "-" + parts[2];
    }

    /// A build file that declares what the sources need.
    String pom() {
        String[] parts = coordinates.split(":");
        StringBuilder pom = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                  <properties>
                    <maven.compiler.release>%d</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencies>
                """.formatted(parts[0], parts[1], parts[2], release));
        for (String dependency : dependencies) {
            String[] of = dependency.split(":");
            pom.append("""
                        <dependency>
                          <groupId>%s</groupId>
                          <artifactId>%s</artifactId>
                          <version>%s</version>
                        </dependency>
                    """.formatted(of[0], of[1], of[2]));
        }
        return pom + "  </dependencies>\n</project>\n";
    }
}
