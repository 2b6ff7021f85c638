package dev.refactory.index.dependency.gradle;

import static dev.refactory.index.dependency.gradle.Scripts.project;
import static dev.refactory.index.dependency.gradle.Scripts.read;
import static dev.refactory.index.dependency.gradle.Scripts.shown;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Scripts, and what is read from them.
class GradleBuildsTest {
    private static final String SETTINGS = "include ':core', ':core-utils:api'\n";
    private static final String CATALOG = """
            [versions]
            lib = "1.0"
            rich = { strictly = "[1,2[", prefer = "1.5" }
            many = { strictly = "[1,2[" }
            [libraries]
            lib-core = { module = "lib:core", version.ref = "lib" }
            lib_extra = { group = "lib", name = "extra", version = { require = "2" } }
            plain = "lib:plain:3"
            bare = { module = "lib:bare" }
            rich = { module = "lib:rich", version.ref = "rich" }
            [bundles]
            both = ["lib-core", "plain"]
            [plugins]
            shadow = { id = "com.gradleup.shadow", version = "8" }
            """;

    private static Arguments row(String statement, String... wanted) {
        return Arguments.of(statement, List.of(wanted));
    }

    static Stream<Arguments> groovy() {
        return Stream.of(
                row("implementation 'g:a:1'", "IMPLEMENTATION g:a:1"),
                row("implementation('g:a:1')", "IMPLEMENTATION g:a:1"),
                row("implementation 'g:a:1', \"g:b:2\"", "IMPLEMENTATION g:a:1", "IMPLEMENTATION g:b:2"),
                row("implementation(['g:a:1', 'g:b:2'])", "IMPLEMENTATION g:a:1", "IMPLEMENTATION g:b:2"),
                row("api 'g:a:1:linux@jar'", "API g:a:1:linux alone"),
                row("compileOnly group: 'g', name: 'a', version: '1'", "COMPILE_ONLY g:a:1"),
                row("compile(group: 'g', name: 'a', version: '1') { transitive = false }", "API g:a:1 alone"),
                row("compileOnlyApi([group: 'g', name: 'a', version: '1'])", "COMPILE_ONLY_API g:a:1"),
                row("runtimeOnly 'g:a:1'; testRuntimeOnly 'g:b:1'", "RUNTIME_ONLY g:a:1"),
                row("annotationProcessor 'g:a:1'", new String[0]),
                row("testImplementation libs.lib.core", "TEST lib:core:1.0"),
                row("testImplementation libs.lib.extra", "TEST lib:extra:2"),
                row("implementation libs.bundles.both", "IMPLEMENTATION lib:core:1.0", "IMPLEMENTATION lib:plain:3"),
                row("implementation libs.bare", "IMPLEMENTATION lib:bare"),
                row("implementation libs.rich", "IMPLEMENTATION lib:rich:1.5", "ENFORCED lib:rich:1.5"),
                row("implementation \"g:a:${libs.versions.lib.get()}\"", "IMPLEMENTATION g:a:1.0"),
                row("implementation libs.findLibrary('lib-core').get()", "IMPLEMENTATION lib:core:1.0"),
                row("implementation \"g:a:$fromProperties\"", "IMPLEMENTATION g:a:7"),
                row("implementation \"g:a:${project.property('fromProperties')}\"", "IMPLEMENTATION g:a:7"),
                row("implementation 'g:a:' + fromProperties", "IMPLEMENTATION g:a:7"),
                row("implementation \"g:a:$local\"", "IMPLEMENTATION g:a:8"),
                row("implementation \"g:a:${versions.a}\"", "IMPLEMENTATION g:a:9"),
                row("implementation \"g:a:$versions.b\"", "IMPLEMENTATION g:a:10"),
                row("implementation libraries.a", "IMPLEMENTATION g:a:11"),
                row("implementation libraries['a']", "IMPLEMENTATION g:a:11"),
                row("implementation rootProject.libraries.a", "IMPLEMENTATION g:a:11"),
                row("implementation old['x']", "IMPLEMENTATION g:x:12"),
                row("implementation old.y", "IMPLEMENTATION g:y:13"),
                row("implementation old.z", "IMPLEMENTATION g:z:14"),
                row("implementation many", "IMPLEMENTATION g:x:1", "IMPLEMENTATION g:y:1"),
                row("implementation project(':core')", "IMPLEMENTATION project core"),
                row("api project(path: ':core-utils:api')", "API project core-utils/api"),
                row("api projects.coreUtils.api", "API project core-utils/api"),
                row("testImplementation project(path: ':core', configuration: 'tests')", "TEST tests of core"),
                row("testImplementation testFixtures(project(':core'))", "TEST tests of core"),
                row("testImplementation project(':core').sourceSets.test.output", "TEST tests of core"),
                row("testImplementation sourceSets.main.output", new String[0]),
                row("implementation platform('g:bom:1')", "SUGGESTED platform g:bom:1"),
                row("implementation enforcedPlatform(\"g:bom:$local\")", "ENFORCED platform g:bom:8"),
                row("testImplementation platform(libs.lib.core)", "test SUGGESTED platform lib:core:1.0"),
                row("api platform(project(':core'))", "versions of core"),
                row("annotationProcessor platform('g:bom:1')", new String[0]),
                row(
                        "implementation('g:a') { version { strictly '2' }\n because 'x' }",
                        "IMPLEMENTATION g:a:2",
                        "ENFORCED g:a:2"),
                row("implementation 'g:a:2!!'", "IMPLEMENTATION g:a:2", "ENFORCED g:a:2"),
                row(
                        "implementation('g:a:1') { exclude group: 'x', module: 'y'; exclude module: 'z' }",
                        "IMPLEMENTATION g:a:1 without [x:y, *:z]"),
                row("constraints { api('g:a:3') ; implementation 'g:b:4' }", "SUGGESTED g:a:3", "SUGGESTED g:b:4"),
                row("add('implementation', 'g:a:1')", "IMPLEMENTATION g:a:1"),
                row("integrationTestImplementation 'g:a:1'", "TEST g:a:1"),
                row("implementation 'g:a:1' // implementation 'g:b:1'\n/* api 'g:c:1' */", "IMPLEMENTATION g:a:1"),
                row("implementation 'g:a:1',\n   'g:b:1'", "IMPLEMENTATION g:a:1", "IMPLEMENTATION g:b:1"));
    }

    @ParameterizedTest
    @MethodSource("groovy")
    void whatIsLiteralIsUnderstood(String statement, List<String> wanted) {
        Map<String, String> files = files();
        files.put("build.gradle", """
                def local = '8'
                ext.versions = [a: '9']
                ext {
                    many = ['g:x:1', 'g:y:1']
                    libraries = [a: "g:a:11"]
                }
                versions.b = '10'
                ext { old = [:] }
                old += [x: 'g:x:12']
                old += [y: 'g:y:13']
                old['z'] = 'g:z:14'
                dependencies {
                """ + statement + "\n}\n");
        GradleBuilds.Read read = read(files);
        GradleProject root = read.projects().getFirst();
        assertThat(shown(root)).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(read.problems()).isEqualTo(catalogFault());
        assertThat(root.complete()).isTrue();
    }

    static Stream<Arguments> kotlin() {
        return Stream.of(
                row("implementation(\"g:a:1\")", "IMPLEMENTATION g:a:1"),
                row("\"implementation\"(\"g:a:1\")", "IMPLEMENTATION g:a:1"),
                row("implementation(group = \"g\", name = \"a\", version = \"1\")", "IMPLEMENTATION g:a:1"),
                row("implementation(\"g\", \"a\", \"1\")", "IMPLEMENTATION g:a:1"),
                row("implementation(libs.lib.core)", "IMPLEMENTATION lib:core:1.0"),
                row("testImplementation(libs.bundles.both)", "TEST lib:core:1.0", "TEST lib:plain:3"),
                row("implementation(\"g:a:$local\")", "IMPLEMENTATION g:a:8"),
                row("implementation(\"g:a:${shared}\")", "IMPLEMENTATION g:a:9"),
                row("implementation(\"g:a:${rootProject.extra[\"shared\"]}\")", "IMPLEMENTATION g:a:9"),
                row("implementation(\"g:a:${property(\"fromProperties\")}\")", "IMPLEMENTATION g:a:7"),
                row("implementation(\"g:a:$fromProperties\")", "IMPLEMENTATION g:a:7"),
                row("api(project(\":core\"))", "API project core"),
                row("api(projects.coreUtils.api)", "API project core-utils/api"),
                row("implementation(platform(\"g:bom:1\"))", "SUGGESTED platform g:bom:1"),
                row("implementation(\"g:a:1\") { isTransitive = false }", "IMPLEMENTATION g:a:1 alone"),
                row(
                        "implementation(\"g:a:1\") { exclude(group = \"x\", module = \"y\") }",
                        "IMPLEMENTATION g:a:1 without [x:y]"),
                row(
                        "implementation(\"g:a\") { version { strictly(\"2\") } }",
                        "IMPLEMENTATION g:a:2",
                        "ENFORCED g:a:2"),
                row("constraints { api(\"g:a:3\") }", "SUGGESTED g:a:3"));
    }

    @ParameterizedTest
    @MethodSource("kotlin")
    void kotlinIsReadAsGroovyIs(String statement, List<String> wanted) {
        Map<String, String> files = files();
        files.put("build.gradle.kts", """
                plugins { `java-library`; alias(libs.plugins.shadow) ; id("jacoco") version "1" apply false }
                val local = "8"
                val shared by extra("9")
                val fromProperties: String by project
                dependencies {
                """ + statement + "\n}\n");
        GradleBuilds.Read read = read(files);
        GradleProject root = read.projects().getFirst();
        assertThat(shown(root)).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(read.problems()).isEqualTo(catalogFault());
        assertThat(root.complete()).isTrue();
    }

    static Stream<Arguments> unclear() {
        return Stream.of(
                Arguments.of(
                        "dependencies { implementation \"g:a:${compute()}\" }",
                        "build.gradle:1: the dependency of implementation is not literal: g:a:${compute()}"),
                Arguments.of(
                        "dependencies { implementation libs.nothing }",
                        "build.gradle:1: the dependency of implementation is not literal: libs.nothing"),
                Arguments.of(
                        "dependencies {\n implementation files('libs/a.jar') }",
                        "build.gradle:2: the dependency of implementation is not literal: files(…"),
                Arguments.of(
                        "dependencies { implementation fileTree(dir: 'libs') }",
                        "build.gradle:1: the dependency of implementation is not literal: fileTree(…"),
                Arguments.of(
                        "dependencies { implementation project(':none') }",
                        "build.gradle:1: the dependency of implementation is not literal: project(…"),
                Arguments.of(
                        "dependencies { if (x) { implementation 'g:a:1' } }",
                        "build.gradle:1: what depends on a condition or a loop is not known for certain"),
                Arguments.of(
                        "dependencies { ['a'].each { implementation it } }",
                        "build.gradle:1: what depends on a condition or a loop is not known for certain"),
                Arguments.of("dependencies { mystery 'g:a:1' }", "build.gradle:1: configuration mystery is not known"),
                Arguments.of(
                        "if (x) { dependencies { api 'g:a:1' } }",
                        "build.gradle:1: what depends on a condition or a loop is not known for certain"),
                Arguments.of(
                        "plugins { id 'com.acme.conventions' }",
                        "build.gradle:1: plugin com.acme.conventions may add dependencies, it is not followed"),
                Arguments.of(
                        "apply plugin: 'java-gradle-plugin'",
                        "build.gradle:1: plugin java-gradle-plugin may add dependencies, it is not followed"),
                Arguments.of(
                        "apply from: 'https://example.org/x.gradle'",
                        "build.gradle:1: the script that is applied is none of the repository, or not literal"),
                Arguments.of("android {\n dependencies { } }", "build.gradle:1: the block android is not understood"),
                Arguments.of(
                        "configurations.all { resolutionStrategy.eachDependency { } }",
                        "build.gradle:1: eachDependency is not followed"),
                Arguments.of(
                        "sourceSets { main { java { srcDirs = compute() } } }",
                        "build.gradle:1: a source directory is not literal"),
                Arguments.of(
                        "sourceSets.main.compileClasspath += configurations.odd",
                        "build.gradle:1: the class path of source set main is computed"));
    }

    @ParameterizedTest
    @MethodSource("unclear")
    void whatIsNotLiteralIsListedWithItsPlace(String script, String problem) {
        Map<String, String> files = new TreeMap<>(Map.of("build.gradle", script));
        GradleBuilds.Read read = read(files);
        assertThat(read.problems()).containsExactly(problem);
        assertThat(read.projects()).singleElement().matches(project -> !project.complete());
    }

    @Test
    void theRootSpeaksForProjectsAndTheirsAreTheirOwn() {
        GradleBuilds.Read read = read(new TreeMap<>(Map.of(
                "settings.gradle", "include 'a', 'b'\nproject(':b').projectDir = file('libs/b')",
                "a/gradle.properties", "v=3",
                "gradle.properties", "v=2",
                "build.gradle", """
                        def v1 = '1'
                        allprojects { dependencies { implementation "g:all:$v1" } }
                        subprojects { dependencies { implementation "g:sub:$v" } }
                        project(':a') { dependencies { implementation 'g:only:1' } }
                        configure([project(':b')]) { dependencies { implementation 'g:chosen:1' } }
                        """)));
        assertThat(shown(project(read, ""))).containsExactly("IMPLEMENTATION g:all:1");
        assertThat(shown(project(read, "a")))
                .containsExactly("IMPLEMENTATION g:all:1", "IMPLEMENTATION g:sub:3", "IMPLEMENTATION g:only:1");
        assertThat(shown(project(read, "libs/b")))
                .containsExactly("IMPLEMENTATION g:all:1", "IMPLEMENTATION g:sub:2", "IMPLEMENTATION g:chosen:1");
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void whatDependsOnAConditionIsTakenAsIfItHeld() {
        GradleBuilds.Read read = read(new TreeMap<>(Map.of("build.gradle", """
                configure(allprojects) { project ->
                    if (project.name != 'x') {
                        dependencies { api 'g:a:1'
                            if (old) { api 'g:b:1' } else { api 'g:c:1' }
                        }
                    }
                }
                configure(rootProject) { p -> dependencies { api 'g:d:1' } }
                """)));
        assertThat(shown(project(read, ""))).containsExactly("API g:a:1", "API g:b:1", "API g:c:1", "API g:d:1");
        assertThat(read.projects()).noneMatch(GradleProject::complete);
        assertThat(read.problems()).hasSize(2).allMatch(line -> line.endsWith("is not known for certain"));
    }

    @Test
    void scriptsOfTheRepositoryThatAreAppliedAreFollowed() {
        GradleBuilds.Read read = read(new TreeMap<>(Map.of(
                "settings.gradle", "include 'a'",
                "gradle/deps.gradle", "ext.v = '5'\nconfigurations { compileOnly { extendsFrom annotationProcessor } }",
                "build.gradle", "apply from: \"$rootDir/gradle/deps.gradle\"",
                "buildSrc/src/main/groovy/acme.java-conventions.gradle",
                        "dependencies { testImplementation 'g:junit:4' }",
                "a/build.gradle", """
                        plugins { id 'acme.java-conventions' }
                        apply from: rootProject.file('gradle/deps.gradle')
                        dependencies { api "g:a:$v"; annotationProcessor 'g:p:1' }
                        """)));
        assertThat(shown(project(read, "a"))).containsExactly("TEST g:junit:4", "API g:a:5", "COMPILE_ONLY g:p:1");
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void whereProjectsAreNotNamedLiterallyEveryScriptIsOne() {
        GradleBuilds.Read read = read(new TreeMap<>(Map.of(
                "settings.gradle", "file('modules').eachDir { include it.name }",
                "build.gradle", "subprojects { dependencies { api 'g:a:1' } }",
                "modules/x/build.gradle", "")));
        assertThat(shown(project(read, "modules/x"))).containsExactly("API g:a:1");
        assertThat(read.projects()).noneMatch(GradleProject::complete);
        assertThat(read.problems())
                .containsExactly(
                        "settings.gradle:1: projects that are included by a condition or a loop are not followed");
    }

    @Test
    void repositoriesAreListedAndNotAsked() {
        GradleBuilds.Read read = read(new TreeMap<>(Map.of("build.gradle", """
                repositories { mavenCentral(); google(); maven { url 'https://example.org/m2' } }
                """)));
        assertThat(read.problems())
                .containsExactly(
                        "repository google: named by a build file, not asked",
                        "repository https://example.org/m2: named by a build file, not asked");
        assertThat(read.projects()).allMatch(GradleProject::complete);
    }

    private static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        files.put("settings.gradle", SETTINGS);
        files.put("gradle.properties", "fromProperties=7");
        files.put("gradle/libs.versions.toml", CATALOG);
        return files;
    }

    private static List<String> catalogFault() {
        return List.of("gradle/libs.versions.toml: version many is not one version");
    }
}
