package dev.refactory.index.dependency;

import static dev.refactory.index.dependency.PublishedLibraries.dependency;
import static dev.refactory.index.dependency.PublishedLibraries.main;
import static dev.refactory.index.dependency.PublishedLibraries.module;
import static dev.refactory.index.dependency.PublishedLibraries.pom;
import static dev.refactory.index.dependency.PublishedLibraries.test;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.index.dependency.Dependencies.Module;
import dev.refactory.index.dependency.Dependencies.Resolved;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradleModulesTest {
    @TempDir
    Path folder;

    private PublishedLibraries libraries;

    @BeforeEach
    void publish() {
        libraries = new PublishedLibraries(folder)
                .library("lib:core:1.0")
                .library("lib:core:1.5")
                .library("lib:core:2.0")
                .library("lib:extra:1.0", "lib:core:1.0", "lib:hidden:1@runtime")
                .library("lib:hidden:1")
                .library("lib:junit:4")
                .platform("lib:bom:1", "lib:core:1.5", "lib:junit:4");
    }

    @Test
    void aCatalogAPlatformALockFileAndProjectsOfTheSameBuild() {
        Map<String, String> files = new TreeMap<>();
        files.put("settings.gradle", "rootProject.name = 'all'\ninclude 'base', ':app'\n");
        files.put("gradle/libs.versions.toml", """
                [versions]
                core = "1.0"
                [libraries]
                the-extra = { module = "lib:extra", version = "1.0" }
                core = { group = "lib", name = "core", version.ref = "core" }
                junit = { module = "lib:junit" }
                [bundles]
                all = ["the-extra", "core"]
                """);
        files.put("build.gradle", """
                subprojects {
                    apply plugin: 'java-library'
                    java { toolchain { languageVersion = JavaLanguageVersion.of(17) } }
                    dependencies { testImplementation platform('lib:bom:1') ; testImplementation libs.junit }
                }
                """);
        files.put("base/build.gradle", "dependencies { api libs.core\n implementation libs.the.extra }");
        files.put("app/build.gradle", """
                dependencies {
                    implementation project(':base')
                    testImplementation(libs.bundles.all)
                }
                """);
        files.put("app/gradle.lockfile", """
                # made by Gradle
                lib:core:2.0=compileClasspath,testCompileClasspath
                lib:extra:1.0=testCompileClasspath
                lib:junit:4=testCompileClasspath
                empty=annotationProcessor
                """);
        Resolved resolved = libraries.resolve(files);
        assertThat(resolved.unresolved()).isEmpty();
        Module base = module(resolved, "base");
        assertThat(base.name()).isEqualTo(":base");
        assertThat(main(base)).containsExactly("core:1.0", "extra:1.0");
        assertThat(test(base)).as("the tests' platform raises it").containsExactly("junit:4", "core:1.5", "extra:1.0");
        Module app = module(resolved, "app");
        assertThat(app.dependsOn()).containsExactly("base");
        assertThat(main(app))
                .as("the lock file's version; extra is base's own affair")
                .containsExactly("core:2.0");
        assertThat(test(app)).containsExactlyInAnyOrder("core:2.0", "extra:1.0", "junit:4");
        assertThat(app.testDependsOn()).containsExactly("base");
        assertThat(app.release()).isEqualTo(17);
        assertThat(app.testRelease()).isEqualTo(17);
        assertThat(app.sourceRoots()).containsExactly("app/src/main/java");
        assertThat(resolved.modules()).allMatch(Module::complete);
    }

    @Test
    void ofSeveralVersionsTheHighestCountsUnlessOneIsEnforced() {
        Resolved resolved = libraries.resolve(Map.of(
                "a/build.gradle", "dependencies { implementation 'lib:core:2.0', 'lib:extra:1.0' }",
                "b/build.gradle.kts", """
                        dependencies {
                            implementation("lib:extra:1.0")
                            implementation("lib:core:1.5")
                        }
                        """,
                "c/build.gradle", "dependencies { implementation 'lib:core:2.0', enforcedPlatform('lib:bom:1') }",
                "d/build.gradle", "dependencies { implementation('lib:extra:1.0') { exclude module: 'core' } }",
                "e/build.gradle", "dependencies { implementation('lib:extra:1.0') { transitive = false } }",
                "f/build.gradle",
                        "dependencies { implementation 'lib:extra:1.0'; constraints { api 'lib:core:2.0' } }"));
        assertThat(main(module(resolved, "a"))).containsExactly("core:2.0", "extra:1.0");
        assertThat(main(module(resolved, "b"))).containsExactly("extra:1.0", "core:1.5");
        assertThat(main(module(resolved, "c"))).containsExactly("core:1.5");
        assertThat(main(module(resolved, "d"))).containsExactly("extra:1.0");
        assertThat(main(module(resolved, "e"))).containsExactly("extra:1.0");
        assertThat(main(module(resolved, "f"))).containsExactly("extra:1.0", "core:2.0");
        assertThat(resolved.modules()).allMatch(Module::complete);
    }

    @Test
    void springsManagedVersionsWinOverWhatLibrariesAskForAndLoseToTheScript() {
        String managed = "dependencyManagement { imports { mavenBom 'lib:bom:1' } }\n";
        Resolved resolved = libraries
                .platform("org.springframework.boot:spring-boot-dependencies:3", "lib:junit:4")
                .resolve(Map.of(
                        "a/build.gradle", managed + "dependencies { implementation 'lib:extra:1.0' }",
                        "b/build.gradle", managed + "dependencies { implementation 'lib:core:1.0' }",
                        "c/build.gradle", """
                                plugins {
                                    id 'org.springframework.boot' version '3'
                                    id 'io.spring.dependency-management' version '1.1'
                                }
                                dependencies { implementation 'lib:junit' }"""));
        assertThat(main(module(resolved, "a"))).containsExactly("extra:1.0", "core:1.5");
        assertThat(main(module(resolved, "b"))).containsExactly("core:1.0");
        assertThat(main(module(resolved, "c"))).containsExactly("junit:4");
        assertThat(resolved.unresolved()).isEmpty();
    }

    @Test
    void whatHasNoVersionOrManyIsListedWithItsPlace() {
        Resolved resolved = libraries.resolve(Map.of("build.gradle", """
                dependencies {
                    implementation 'lib:core'
                    implementation 'lib:junit:4.+'
                    implementation 'no.such:thing:1'
                    implementation 'lib:extra:1.0'
                    implementation platform('no.such:bom:1')
                }
                """));
        assertThat(main(module(resolved, ""))).containsExactly("extra:1.0", "core:1.0");
        assertThat(module(resolved, "").complete()).isFalse();
        assertThat(resolved.unresolved())
                .contains("build.gradle:2: the version of lib:core is not known")
                .contains("build.gradle:3: the version of lib:junit is not known (4.+)")
                .anyMatch(line -> line.startsWith("no.such:thing:1: "))
                .anyMatch(line -> line.startsWith("no.such:bom:1: "));
    }

    @Test
    void projectsInACircleEndAndTestsMaySeeTestsOfOthers() {
        Resolved resolved = libraries.resolve(Map.of(
                "settings.gradle.kts", "include(\":a\", \":b\")",
                "a/build.gradle.kts", "dependencies { api(project(\":b\")) }",
                "b/build.gradle.kts", """
                        dependencies {
                            api(project(":a"))
                            testImplementation(testFixtures(project(":a")))
                            testImplementation(project(path = ":a", configuration = "testArtifacts"))
                        }"""));
        assertThat(module(resolved, "a").dependsOn()).containsExactly("b");
        assertThat(module(resolved, "b").dependsOn()).containsExactly("a");
        assertThat(module(resolved, "b").testDependsOnTests()).containsExactly("a");
        assertThat(resolved.modules()).allMatch(Module::complete);
    }

    @Test
    void mavenSaysItExactlyWhereADirectoryHasBoth() {
        Resolved resolved = libraries.resolve(Map.of(
                "pom.xml", pom("g:a:1", "<dependencies>" + dependency("lib:core:1.0", "") + "</dependencies>"),
                "build.gradle", "dependencies { implementation 'lib:core:2.0' }",
                "old/build.gradle", "sourceCompatibility = 1.8",
                "new/build.gradle", "java { toolchain { languageVersion = JavaLanguageVersion.of(21) } }"));
        assertThat(main(module(resolved, ""))).containsExactly("core:1.0");
        assertThat(module(resolved, "").name()).isEqualTo("g:a");
        assertThat(module(resolved, "old").release()).isEqualTo(8);
        assertThat(module(resolved, "new").release()).isEqualTo(21);
        assertThat(resolved.release()).isEqualTo(21);
        assertThat(resolved.jars()).hasSize(1);
    }
}
