package dev.refactory.index.dependency.gradle;

import java.util.List;
import java.util.Set;

/// The plugins that put nothing onto the class path of Java code.
final class KnownPlugins {
    private static final Set<String> NOTHING = Set.of(
            "java",
            "java-library",
            "java-base",
            "jvm-ecosystem",
            "application",
            "java-test-fixtures",
            "java-platform",
            "groovy",
            "groovy-base",
            "scala",
            "war",
            "ear",
            "base",
            "maven",
            "maven-publish",
            "ivy-publish",
            "signing",
            "jacoco",
            "jacoco-report-aggregation",
            "checkstyle",
            "pmd",
            "codenarc",
            "findbugs",
            "idea",
            "eclipse",
            "eclipse-wtp",
            "distribution",
            "osgi",
            "project-report",
            "build-dashboard",
            "version-catalog",
            "jvm-test-suite",
            "test-report-aggregation",
            "visual-studio",
            "help-tasks",
            "build-init",
            "wrapper",
            "JavaPlugin",
            "JavaLibraryPlugin",
            "MavenPublishPlugin",
            "SigningPlugin",
            "JacocoPlugin",
            "CheckstylePlugin",
            "me.champeau.jmh",
            "me.champeau.gradle.jmh",
            "com.github.johnrengelman.shadow",
            "com.gradleup.shadow",
            "net.ltgt.errorprone",
            "net.ltgt.nullaway",
            "com.github.spotbugs",
            "org.sonarqube",
            "com.google.protobuf",
            "biz.aQute.bnd.builder",
            "com.palantir.git-version",
            "io.github.gradle-nexus.publish-plugin",
            "ru.vyarus.animalsniffer",
            "org.ajoberstar.grgit",
            "net.researchgate.release",
            "com.dorongold.task-tree",
            "org.springdoc.openapi-gradle-plugin",
            "org.flywaydb.flyway",
            "org.openapi.generator",
            "org.jreleaser",
            "com.github.node-gradle.node",
            "de.undercouch.download",
            "org.asciidoctor.jvm.convert",
            "net.nemerosa.versioning");
    private static final List<String> NOTHING_BEGINS = List.of(
            "com.diffplug.",
            "com.gradle.",
            "org.gradle.toolchains.",
            "com.github.ben-manes.",
            "com.vanniktech.maven.",
            "com.jfrog.",
            "org.jetbrains.dokka",
            "org.owasp.dependencycheck",
            "com.google.cloud.tools.jib",
            "com.bmuschko.docker",
            "org.asciidoctor.",
            "org.cyclonedx.",
            "com.github.hierynomus.license",
            "org.graalvm.buildtools",
            "nebula.release",
            "org.antora",
            "com.autonomousapps",
            "org.gradle.test-retry",
            "org.nosphere.",
            "com.github.jk1.",
            "io.spring.nohttp",
            "io.spring.javaformat",
            "org.barfuin.");

    private KnownPlugins() {}

    static boolean bringsNothing(String id) {
        String plain = id.startsWith("org.gradle.") ? id.substring("org.gradle.".length()) : id;
        return NOTHING.contains(plain)
                || NOTHING.contains(id)
                || NOTHING_BEGINS.stream().anyMatch(id::startsWith);
    }
}
