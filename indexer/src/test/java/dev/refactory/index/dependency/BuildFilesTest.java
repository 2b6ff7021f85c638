package dev.refactory.index.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildFilesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                "a/b/pom.xml",
                "build.gradle",
                "a/build.gradle.kts",
                "settings.gradle",
                "spring-core/spring-core.gradle",
                "gradle.properties",
                "gradle/libs.versions.toml",
                "a/gradle.lockfile",
                "gradle/dependency-locks/compileClasspath.lockfile",
                "a/gradle/dependency-locks/compileClasspath.lockfile"
            })
    void theyAreToldByTheirNames(String path) {
        assertThat(BuildFiles.isOne(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/pom.xml.java", "my-pom.xml", "yarn.lockfile", "a.toml", "Gradle.java", "build.xml"})
    void andNothingElseIs(String path) {
        assertThat(BuildFiles.isOne(path)).isFalse();
    }
}
