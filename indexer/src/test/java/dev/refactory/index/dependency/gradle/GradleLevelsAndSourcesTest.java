package dev.refactory.index.dependency.gradle;

import static dev.refactory.index.dependency.gradle.Scripts.project;
import static dev.refactory.index.dependency.gradle.Scripts.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Scripts, and the language levels and source directories that are read from them.
class GradleLevelsAndSourcesTest {
    static Stream<Arguments> levels() {
        return Stream.of(
                Arguments.of("sourceCompatibility = 1.8", "8 8"),
                Arguments.of("sourceCompatibility = '11'", "11 11"),
                Arguments.of("sourceCompatibility = JavaVersion.VERSION_1_8", "8 8"),
                Arguments.of("java.sourceCompatibility = JavaVersion.toVersion('17')", "17 17"),
                Arguments.of("java { sourceCompatibility = JavaVersion.VERSION_21 }", "21 21"),
                Arguments.of("java { toolchain { languageVersion = JavaLanguageVersion.of(17) } }", "17 17"),
                Arguments.of("java { toolchain { languageVersion.set(JavaLanguageVersion.of(\"17\")) } }", "17 17"),
                Arguments.of("java.toolchain.languageVersion = JavaLanguageVersion.of(level)", "19 19"),
                Arguments.of("tasks.withType(JavaCompile).configureEach { options.release = 17 }", "17 17"),
                Arguments.of("tasks.withType<JavaCompile> { options.release.set(17) }", "17 17"),
                Arguments.of("tasks.withType(JavaCompile) { options.compilerArgs.addAll(['--release', '9']) }", "9 9"),
                Arguments.of("compileJava { options.release = 8 }\njava { sourceCompatibility = 17 }", "8 17"),
                Arguments.of("tasks.named('compileTestJava') { options.release = 21 }", "- 21"),
                Arguments.of("tasks { compileJava { options.release.set(11) } }", "11 -"),
                Arguments.of("allprojects { afterEvaluate { sourceCompatibility = 17 } }", "17 17"));
    }

    @ParameterizedTest
    @MethodSource("levels")
    void levelsAreFoundWhereverTheyAreSet(String script, String expected) {
        GradleBuilds.Read read = read(new TreeMap<>(Map.of("build.gradle", "def level = 19\n" + script)));
        GradleProject project = read.projects().getFirst();
        assertThat(read.problems()).isEmpty();
        assertThat(level(project.release()) + " " + level(project.testRelease()))
                .isEqualTo(expected);
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                Arguments.of("", "[p/src/main/java] [p/src/test/java]"),
                Arguments.of("sourceSets { main { java { srcDirs = ['src'] } } }", "[p/src] [p/src/test/java]"),
                Arguments.of(
                        "sourceSets { main { java { srcDir 'gen' } }\n test { java.srcDirs 'a', 'b' } }",
                        "[p/src/main/java, p/gen] [p/src/test/java, p/a, p/b]"),
                Arguments.of(
                        "sourceSets.main.java.srcDirs = ['src', \"$rootDir/common\"]",
                        "[p/src, common] [p/src/test/java]"),
                Arguments.of("sourceSets.main.java.srcDir file('x')", "[p/src/main/java, p/x] [p/src/test/java]"),
                Arguments.of("sourceSets[\"main\"].java.srcDir(\"x\")", "[p/src/main/java, p/x] [p/src/test/java]"),
                Arguments.of("sourceSets { main { java { setSrcDirs(listOf(\"x\")) } } }", "[p/x] [p/src/test/java]"),
                Arguments.of(
                        "sourceSets { create(\"it\") { java { srcDir(\"src/it\") } } }",
                        "[p/src/main/java] [p/src/test/java, p/src/it/java, p/src/it]"),
                Arguments.of(
                        "sourceSets { it { compileClasspath += sourceSets.main.output } }",
                        "[p/src/main/java] [p/src/test/java, p/src/it/java]"),
                Arguments.of(
                        "sourceSets { val it by creating { } }", "[p/src/main/java] [p/src/test/java, p/src/it/java]"),
                Arguments.of(
                        "sourceSets { main { java { srcDir \"$buildDir/gen\" } } }",
                        "[p/src/main/java] [p/src/test/java]"),
                Arguments.of(
                        "sourceSets { main { java { srcDirs = [] }\n scala { srcDirs = ['src/main/scala'] } } }",
                        "[p/src/main/scala] [p/src/test/java]"),
                Arguments.of(
                        "sourceSets { main { java { srcDir '../../../etc' } } }",
                        "[p/src/main/java, etc] [p/src/test/java]"),
                Arguments.of(
                        "testing { suites { it(JvmTestSuite) { dependencies { implementation 'g:a:1' } } } }",
                        "[p/src/main/java] [p/src/test/java, p/src/it/java]"));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void sourcesAreWhereTheScriptSays(String script, String expected) {
        GradleBuilds.Read read =
                read(new TreeMap<>(Map.of("settings.gradle", "include 'p'", "p/build.gradle", script)));
        GradleProject project = project(read, "p");
        assertThat(read.problems()).isEmpty();
        assertThat(project.sourceRoots() + " " + project.testRoots()).isEqualTo(expected);
    }

    private static String level(OptionalInt level) {
        return level.isPresent() ? Integer.toString(level.getAsInt()) : "-";
    }
}
